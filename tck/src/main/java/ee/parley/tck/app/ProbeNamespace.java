// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectionRefusedException;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Tells what the application has seen, and lets go of what it holds. */
@SocketNamespace("/probe")
public class ProbeNamespace {
    @Inject
    Stage stage;

    @Inject
    SocketServer server;

    @Inject
    @InNamespace("/slow")
    Namespace slow;

    @OnEvent("seen")
    List<String> seen(String marker) {
        return stage.seen(marker);
    }

    @OnEvent("await-seen")
    CompletionStage<List<String>> awaitSeen(String marker, int count) {
        return stage.atLeast(marker, count);
    }

    @OnEvent("release")
    void release(String key) {
        stage.latch(key).complete(null);
    }

    @OnEvent("refuse")
    void refuse(String key) {
        stage.latch(key).completeExceptionally(new ConnectionRefusedException("not after all"));
    }

    @OnEvent("emit-to-slow")
    void emitToSlow(String key, JsonValue value) {
        slow.to(key).emit("held", value);
    }

    @OnEvent("members-of-slow")
    CompletionStage<Integer> membersOfSlow(String key) {
        return slow.in(key).fetchSockets().thenApply(List::size);
    }

    @OnEvent("exists")
    boolean exists(String namespace) {
        return server.namespace(namespace).isPresent();
    }

    /** Answers when there is no namespace of that name, or after ten seconds. */
    @OnEvent("await-gone")
    boolean awaitGone(String namespace) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (exists(namespace) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return !exists(namespace);
    }

    @OnEvent("clients")
    int clients() {
        return server.clientsCount();
    }
}
