// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectMiddleware;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.EventException;
import ee.parley.EventMiddleware;
import ee.parley.InNamespace;
import ee.parley.IncomingEvent;
import ee.parley.NonBlocking;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What comes before what, noted under the marker that the client brings. */
@SocketNamespace("/sequence")
public class SequenceNamespace {
    static final System.Logger LOG = System.getLogger("ee.parley.tck");

    @Inject
    Stage stage;

    private static String marker(Socket socket) {
        return socket.handshake().auth().getString("marker", "");
    }

    /** Of the two it comes last, in spite of its name. */
    @ApplicationScoped
    @Priority(20)
    @InNamespace("/sequence")
    public static class Alpha implements ConnectMiddleware, EventMiddleware {
        @Inject
        Stage stage;

        @Override
        public @Nullable CompletionStage<?> connect(Socket socket) {
            stage.record(marker(socket), "second connect");
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> event(Socket socket, IncomingEvent event) {
            stage.record(marker(socket), "second " + event.name());
            return null;
        }
    }

    /** Of the two it comes first. */
    @ApplicationScoped
    @Priority(10)
    @InNamespace("/sequence")
    public static class Beta implements ConnectMiddleware, EventMiddleware {
        @Inject
        Stage stage;

        @Override
        public @Nullable CompletionStage<?> connect(Socket socket) {
            stage.record(marker(socket), "first connect");
            if (socket.handshake().auth().getBoolean("refuse", false)) {
                throw new ConnectionRefusedException("not past the first");
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> event(Socket socket, IncomingEvent event) {
            stage.record(marker(socket), "first " + event.name());
            return switch (event.name()) {
                case "stopped" -> throw new EventException("STOPPED", "by the first");
                case "pending" -> stage.latch(String.valueOf(event.argument(0, String.class)));
                default -> null;
            };
        }
    }

    @OnConnect
    void enter(Socket socket) {
        stage.record(marker(socket), "gate");
        socket.join("some room");
        socket.on("both", event -> {
            stage.record(marker(socket), "listener");
            return "listener";
        });
    }

    @OnEvent("both")
    String both(Socket socket) {
        stage.record(marker(socket), "handler");
        return "handler";
    }

    @OnEvent("stopped")
    void stopped(Socket socket) {
        stage.record(marker(socket), "not stopped");
    }

    @OnEvent("pending")
    String pending(String key) {
        return "no longer";
    }

    @OnEvent("plain")
    String plain() {
        return "plain";
    }

    @OnEvent("block")
    String block(String key, Socket socket) throws InterruptedException, TimeoutException, ExecutionException {
        stage.record(marker(socket), "blocked");
        stage.latch(key).get(10, TimeUnit.SECONDS);
        stage.record(marker(socket), "unblocked");
        return "unblocked";
    }

    @OnDisconnect
    void leave(Socket socket, DisconnectReason reason) {
        stage.record(marker(socket), "left " + socket.rooms());
        LOG.log(System.Logger.Level.INFO, "left " + marker(socket) + ": " + reason);
    }

    /** Handlers that do not block, among others that do. */
    @SocketNamespace("/swift")
    public static class Swift {
        @Inject
        Stage stage;

        @OnEvent("block")
        String block(String key) throws InterruptedException, TimeoutException, ExecutionException {
            stage.latch(key).get(10, TimeUnit.SECONDS);
            return "unblocked";
        }

        @NonBlocking
        @OnEvent("swift")
        String swift() {
            return "swift";
        }
    }
}
