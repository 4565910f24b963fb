// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.ConnectionRefusedException;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What handlers have of the container. */
@SocketNamespace("/contexts")
public class ContextsNamespace {
    static final System.Logger LOG = System.getLogger("ee.parley.tck");

    @Inject
    Stage stage;

    @Inject
    CallbackCount count;

    @Inject
    Basket basket;

    static String marker(Socket socket) {
        return socket.handshake().auth().getString("marker", "");
    }

    @OnConnect
    void enter(Socket socket) {
        basket.add("gate " + count.next());
        stage.record(marker(socket), "gate " + surroundings());
        if (socket.handshake().auth().getBoolean("refuse", false)) {
            throw new ConnectionRefusedException("no");
        }
    }

    @OnEvent("count")
    List<Integer> count() {
        return List.of(count.next(), count.next());
    }

    @OnEvent("add")
    List<String> add(String item) {
        return basket.add(item);
    }

    @OnEvent("surroundings")
    String surroundings() {
        return naming() + " " + classLoader();
    }

    @OnEvent("later")
    CompletionStage<String> later(Socket socket) {
        return socket.emitWithAck(Void.class, "question").thenApply(answer -> surroundings());
    }

    @OnEvent("too-late")
    CompletionStage<String> tooLate(Socket socket) {
        return socket.timeout(Duration.ofMillis(100))
                .emitWithAck(Void.class, "question")
                .handle((answer, timeout) -> surroundings());
    }

    @OnEvent("thread")
    String thread() {
        return Thread.currentThread().toString();
    }

    @OnEvent("say-no-more")
    void sayNoMore(Ack<String> neverSent) {}

    @OnEvent("never-complete")
    CompletionStage<String> neverComplete() {
        return new CompletableFuture<>();
    }

    /** Until it is interrupted, or nobody is interested any more. */
    @OnEvent("wait-for-ever")
    void waitForEver(Socket socket) {
        try {
            stage.latch(marker(socket)).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            LOG.log(System.Logger.Level.INFO, "interrupted " + marker(socket));
        } catch (TimeoutException | ExecutionException bored) {
            LOG.log(System.Logger.Level.INFO, "bored " + marker(socket));
        }
    }

    @OnEvent("wait-for-me")
    void waitForMe(Socket socket) {
        socket.timeout(Duration.ofMinutes(1))
                .emitWithAck(Void.class, "question")
                .handle((answer, failure) -> String.valueOf(failure.getMessage()))
                .thenAccept(said -> LOG.log(System.Logger.Level.INFO, said + " " + marker(socket)))
                .toCompletableFuture()
                .join();
    }

    @OnEvent("join")
    void join(String room, Socket socket) {
        socket.join(room);
    }

    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    private static String naming() {
        try {
            return new InitialContext().lookup("java:comp/UserTransaction") == null ? "nothing" : "naming";
        } catch (NamingException absent) {
            return "no naming";
        }
    }

    private static String classLoader() {
        try {
            Class<?> found =
                    Thread.currentThread().getContextClassLoader().loadClass(ContextsNamespace.class.getName());
            return found == ContextsNamespace.class ? "classes" : "foreign classes";
        } catch (ClassNotFoundException absent) {
            return "no classes";
        }
    }

    @OnDisconnect
    void leave(Socket socket) {
        stage.record(marker(socket), "left with " + basket.add("farewell") + " " + surroundings());
    }
}
