// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Auth;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A gate that opens when {@code /probe} says so, and handlers that block until then. */
@SocketNamespace("/slow")
public class SlowNamespace {
    private static final long BOUND_SECONDS = 10;

    private final Map<String, List<String>> heard = new ConcurrentHashMap<>();

    @Inject
    Stage stage;

    /** Which latch holds the gate. */
    public record Key(@Nullable String key, @Nullable Boolean block) {}

    @OnConnect
    CompletionStage<Void> enter(Socket socket, @Auth Key auth)
            throws InterruptedException, TimeoutException, ExecutionException {
        String key = auth.key();
        if (key == null) {
            throw new ConnectionRefusedException("no key");
        }
        socket.data().put("key", key);
        socket.join(key);
        socket.emit("held", 1);
        socket.emit("held", 2);
        stage.record(key, "gate");
        if (Boolean.TRUE.equals(auth.block())) {
            stage.latch(key).get(BOUND_SECONDS, TimeUnit.SECONDS);
        }
        return stage.latch(key);
    }

    private List<String> heard(Socket socket) {
        return heard.computeIfAbsent(socket.id(), id -> new CopyOnWriteArrayList<>());
    }

    @OnEvent("note")
    List<String> note(String value, Socket socket) {
        heard(socket).add(value);
        return heard(socket);
    }

    @OnEvent("block")
    String block(String latch, Socket socket) throws InterruptedException, TimeoutException, ExecutionException {
        stage.record(latch, "blocked");
        stage.latch(latch).get(BOUND_SECONDS, TimeUnit.SECONDS);
        heard(socket).add("unblocked");
        return "unblocked";
    }

    @OnEvent("wait-for-me")
    String waitForMe(String question, Socket socket) throws InterruptedException, TimeoutException, ExecutionException {
        return "you said "
                + socket.timeout(Duration.ofSeconds(5))
                        .emitWithAck(String.class, "question", question)
                        .toCompletableFuture()
                        .get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @OnEvent("wait-in-vain")
    void waitInVain(String marker, Socket socket) {
        socket.timeout(Duration.ofSeconds(5))
                .emitWithAck(String.class, "question", marker)
                .whenComplete((answer, failure) ->
                        stage.record(marker, failure == null ? answer : String.valueOf(failure.getMessage())));
    }

    @OnDisconnect
    void leave(Socket socket, DisconnectReason reason) {
        heard.remove(socket.id());
        stage.record(socket.data().get("key", String.class).orElse(""), "disconnect: " + reason.text());
    }
}
