// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.AckTimeoutException;
import ee.parley.Namespace;
import ee.parley.OnEvent;
import ee.parley.RemoteSocket;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Rooms, and whom a broadcast reaches. */
@SocketNamespace("/rooms")
public class RoomsNamespace {
    @Inject
    Namespace rooms;

    private static String[] names(List<String> names) {
        return names.toArray(String[]::new);
    }

    @OnEvent("join")
    void join(String first, Optional<String> second, Socket socket) {
        second.ifPresentOrElse(other -> socket.join(first, other), () -> socket.join(first));
    }

    @OnEvent("leave")
    void leave(String room, Socket socket) {
        socket.leave(room);
    }

    @OnEvent("rooms")
    List<String> rooms(Socket socket) {
        return socket.rooms().stream()
                .filter(room -> !room.equals(socket.id()))
                .sorted()
                .toList();
    }

    @OnEvent("to")
    void to(List<String> to, JsonValue payload) {
        rooms.to(names(to)).emit("msg", payload);
    }

    @OnEvent("to-bytes")
    void toBytes(List<String> to, Object bytes) {
        rooms.to(names(to)).emit("msg", bytes);
    }

    @OnEvent("to-others")
    void toOthers(List<String> to, JsonValue payload, Socket socket) {
        socket.to(names(to)).emit("msg", payload);
    }

    @OnEvent("all")
    void all(JsonValue payload) {
        rooms.emit("msg", payload);
    }

    @OnEvent("broadcast")
    void broadcast(JsonValue payload, Socket socket) {
        socket.broadcast().emit("msg", payload);
    }

    @OnEvent("to-except")
    void toExcept(List<String> to, List<String> except, JsonValue payload) {
        rooms.to(names(to)).except(names(except)).emit("msg", payload);
    }

    @OnEvent("all-except")
    void allExcept(List<String> except, JsonValue payload) {
        rooms.except(names(except)).emit("msg", payload);
    }

    @OnEvent("others-except")
    void othersExcept(List<String> except, JsonValue payload, Socket socket) {
        socket.except(names(except)).emit("msg", payload);
    }

    @OnEvent("others-volatile")
    void othersVolatile(List<String> to, JsonValue payload, Socket socket) {
        socket.to(names(to)).asVolatile().emit("msg", payload);
    }

    @OnEvent("fetch")
    CompletionStage<List<String>> fetch(List<String> in) {
        return rooms.in(names(in))
                .fetchSockets()
                .thenApply(
                        found -> found.stream().map(RemoteSocket::id).sorted().toList());
    }

    @OnEvent("remember")
    void remember(String value, Socket socket) {
        socket.data().put("remembered", value);
    }

    @OnEvent("remembered")
    CompletionStage<Optional<String>> remembered(String id) {
        return rooms.in(id)
                .fetchSockets()
                .thenApply(found -> found.get(0).data().get("remembered", String.class));
    }

    @OnEvent("sockets-join")
    CompletionStage<Void> socketsJoin(List<String> in, List<String> joined) {
        return rooms.in(names(in)).socketsJoin(names(joined));
    }

    @OnEvent("sockets-leave")
    CompletionStage<Void> socketsLeave(List<String> in, List<String> left) {
        return rooms.in(names(in)).socketsLeave(names(left));
    }

    @OnEvent("disconnect-sockets")
    CompletionStage<Void> disconnectSockets(List<String> in, boolean close) {
        return rooms.in(names(in)).disconnectSockets(close);
    }

    /** What a broadcast with acknowledgements brought. */
    public record Answers(List<String> answers, boolean timedOut) {}

    @OnEvent("ask")
    CompletionStage<Answers> ask(List<String> in, long timeout, String question) {
        return rooms.in(names(in))
                .timeout(Duration.ofMillis(timeout))
                .emitWithAck(String.class, "question", question)
                .thenApply(answers -> new Answers(answers.stream().sorted().toList(), false))
                .exceptionally(RoomsNamespace::partial);
    }

    private static Answers partial(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AckTimeoutException timeout) {
            return new Answers(
                    timeout.responses().stream().map(String::valueOf).sorted().toList(), true);
        }
        throw new IllegalStateException(cause);
    }

    @OnEvent("ask-one")
    CompletionStage<String> askOne(String id, long timeout, String question) {
        return rooms.in(id)
                .fetchSockets()
                .thenCompose(found -> found.get(0)
                        .timeout(Duration.ofMillis(timeout))
                        .emitWithAck(String.class, "question", question))
                .exceptionally(EchoNamespace::reason);
    }
}
