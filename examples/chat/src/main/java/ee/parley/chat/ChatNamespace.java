// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import ee.parley.AckTimeoutException;
import ee.parley.Auth;
import ee.parley.ConnectionRefusedException;
import ee.parley.EventException;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.PartialResultException;
import ee.parley.RemoteSocket;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Everything clients can ask of the chat. */
@SocketNamespace("/chat")
public class ChatNamespace {
    static final List<String> ROOMS = List.of("lobby", "garden", "kitchen", "library");

    /** How long a client may take to confirm a message. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Namespace chat;

    @Inject
    History history;

    /** Admits a visitor whose name is free. The old connection of the same visitor may linger: it makes way. */
    @OnConnect
    CompletionStage<Void> enter(Socket socket, @Auth Visitor visitor) {
        visitor.check();
        socket.data().put("nickname", visitor.nickname());
        socket.data().put("key", visitor.key());
        socket.emit("rooms", ROOMS);
        return everybody().thenAccept(here -> {
            for (RemoteSocket other : here) {
                if (!nickname(other).equalsIgnoreCase(visitor.nickname())) {
                    continue;
                }
                if (!other.data().get("key", String.class).equals(Optional.of(visitor.key()))) {
                    throw new ConnectionRefusedException("Somebody here is called " + nickname(other) + " already.");
                }
                other.disconnect(true);
            }
            socket.broadcast().emit("arrived", visitor.nickname());
        });
    }

    @OnDisconnect
    void depart(Socket socket) {
        chat.emit("departed", nickname(socket));
    }

    /** Joins the room, and catches up on what was said there after {@code since}. */
    @OnEvent("join")
    void join(String room, long since, Socket from) {
        if (!isRoom(room)) {
            throw new EventException("UNKNOWN_ROOM", "There is no such room.");
        }
        from.join(room);
        history.after(room, since).forEach(letter -> from.emit("message", letter.arguments()));
        from.broadcast().emit("joined", room, nickname(from));
    }

    @OnEvent("leave")
    void leave(String room, Socket from) {
        if (isRoom(room) && from.rooms().contains(room)) {
            from.leave(room);
            from.broadcast().emit("left", room, nickname(from));
        }
    }

    /** Who is here, and in which rooms. */
    @OnEvent("people")
    CompletionStage<List<Person>> people() {
        return everybody()
                .thenApply(here -> here.stream().map(ChatNamespace::person).toList());
    }

    /** On all nodes, where there are several; those that answer, when one does not. */
    private CompletionStage<List<RemoteSocket>> everybody() {
        return chat.fetchSockets()
                .exceptionally(
                        failure -> failure instanceof PartialResultException partial ? partial.result() : List.of());
    }

    /** The answer says that the server has the message; the event {@code delivered} how many others have it. */
    @OnEvent("message")
    Receipt message(Post post, Optional<byte[]> image, Socket from) {
        Letter letter = post.toRoom(nickname(from), image);
        if (!isRoom(post.to()) || !from.rooms().contains(post.to())) {
            throw new EventException("NOT_IN_ROOM", "You are not in this room.");
        }
        History.Kept kept = history.keep(letter);
        if (kept.isNew()) {
            deliver(kept.letter(), from);
        }
        return new Receipt(kept.letter().message().at());
    }

    private void deliver(Letter letter, Socket from) {
        String room = letter.message().room();
        from.to(room)
                .timeout(PATIENCE)
                .emitWithAck(Boolean.class, "message", letter.arguments())
                .handle((all, failure) -> failure == null
                        ? all
                        : failure instanceof AckTimeoutException late ? late.responses() : List.of())
                .thenAccept(received -> from.emit("delivered", letter.message().id(), received.size()));
    }

    /** The answer is the other client's own: the message has arrived. */
    @OnEvent("private")
    CompletionStage<Receipt> privately(Post post, Optional<byte[]> image, Socket from) {
        Letter letter = post.toPerson(nickname(from), image).at(history.tick());
        return socket(post.to())
                .thenCompose(to -> to.timeout(PATIENCE).emitWithAck(Boolean.class, "private", letter.arguments()))
                .handle((received, failure) -> {
                    if (failure != null) {
                        throw new EventException("NOT_HERE", "This person is not here.");
                    }
                    return new Receipt(letter.message().at());
                });
    }

    private CompletionStage<RemoteSocket> socket(String id) {
        return chat.in(id)
                .fetchSockets()
                .thenApply(found -> found.stream()
                        .filter(socket -> socket.id().equals(id)) // the id might be the name of a room
                        .findAny()
                        .orElseThrow());
    }

    /** Told to a room or to one person; lost rather than late. */
    @OnEvent("typing")
    void typing(String to, Socket from) {
        if (isRoom(to) && from.rooms().contains(to)) {
            from.to(to).asVolatile().emit("typing", nickname(from), to);
        } else if (to != null && !isRoom(to)) {
            from.to(to).asVolatile().emit("typing", nickname(from));
        }
    }

    private static boolean isRoom(String name) {
        return name != null && ROOMS.contains(name);
    }

    private static Person person(RemoteSocket socket) {
        List<String> rooms = ROOMS.stream().filter(socket.rooms()::contains).toList();
        return new Person(socket.id(), nickname(socket), rooms);
    }

    private static String nickname(RemoteSocket socket) {
        return socket.data().get("nickname", String.class).orElse("");
    }
}
