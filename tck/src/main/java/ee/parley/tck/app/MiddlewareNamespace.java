// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Concurrent;
import ee.parley.EventName;
import ee.parley.OnAnyEvent;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What stands before handlers, and which threads they have. */
@SocketNamespace("/middleware")
public class MiddlewareNamespace {
    private static final String LATCH = "latch";

    @Inject
    Surroundings surroundings;

    @Concurrent
    @OnAnyEvent
    String any(@EventName String event, JsonArray arguments) {
        return event + arguments;
    }

    @OnEvent("surroundings")
    String surroundings(Socket socket) {
        return socket.data().get("middleware", String.class).orElse("none") + "; handler: " + surroundings.describe();
    }

    @OnEvent("slow")
    String slow() {
        return "slow";
    }

    @OnEvent("fast")
    String fast() {
        return "fast";
    }

    @OnEvent("listen")
    void listen(Socket socket) {
        socket.on("listened", event -> event.argument(0, String.class) + "; listener: " + surroundings.describe());
    }

    @Concurrent
    @OnEvent("release")
    void release(Socket socket) {
        latch(socket).countDown();
    }

    /** Waits for an event behind it. */
    @OnEvent("await")
    boolean await(Socket socket) throws InterruptedException {
        return latch(socket).await(10, TimeUnit.SECONDS);
    }

    /** Both come at the same time, so only one of them may put it there. */
    private static CountDownLatch latch(Socket socket) {
        synchronized (MiddlewareNamespace.class) {
            return socket.data().get(LATCH, CountDownLatch.class).orElseGet(() -> {
                CountDownLatch latch = new CountDownLatch(1);
                socket.data().put(LATCH, latch);
                return latch;
            });
        }
    }
}
