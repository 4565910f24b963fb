// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.redis.wire.ClassicReader;
import ee.parley.redis.wire.ClassicReader.Sent;
import ee.parley.redis.wire.ClassicRequest;
import ee.parley.redis.wire.ClassicWriter;
import ee.parley.redis.wire.Envelope;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What this node hears about one namespace with the classic adapter, until it is closed. Thread-safe.
 *
 * <p>Questions that only older adapters ask become {@link FetchSockets}, and it remembers how they want the answer.
 */
final class ClassicHearing {
    /** Who asks waits for five seconds: beyond so many questions at a time the oldest is not answered. */
    private static final int MOST_OLDER = 1_000;

    /** How a question of an older adapter is answered. */
    @FunctionalInterface
    interface OlderAnswer {
        /** Returns the body of the response; empty when there is to be none. */
        Optional<byte[]> of(SocketsFound found);
    }

    private record Asker(String node, String requestId) {}

    private final String node;
    private final String namespace;
    private final ClassicNames names;
    private final ClassicWriter writer;
    private final ClusterListener listener;
    private final JsonTexts json;
    private final ClassicReader reader;
    private final Outage outage;

    /** The rooms that this node has. */
    private final Set<String> rooms = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /** What this node has asked: it hears what the others are answered, too. */
    private final Asked asked = new Asked();

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Asker, OlderAnswer> older = new LinkedHashMap<>();

    ClassicHearing(ClassicWriter writer, ClassicNames names, ClusterListener listener, JsonTexts json, Outage outage) {
        this.node = writer.node();
        this.namespace = writer.namespace();
        this.names = names;
        this.writer = writer;
        this.listener = listener;
        this.json = json;
        this.reader = new ClassicReader(json);
        this.outage = outage;
    }

    void roomOpened(String room) {
        rooms.add(room);
    }

    void roomClosed(String room) {
        rooms.remove(room);
    }

    /** From the channels of all and of rooms. */
    void broadcast(String channel, byte[] body) {
        String room = names.roomOf(channel);
        if (room.isEmpty() || rooms.contains(room)) {
            hear(channel, () -> {
                Sent sent = reader.broadcast(body);
                // The channel of a room may have the name of another namespace's channel.
                if (sent.namespace().equals(namespace)) {
                    tell(sent.node(), sent.broadcast());
                }
            });
        }
    }

    /** From the request channel. */
    void request(String channel, byte[] body) {
        hear(channel, () -> {
            ClassicRequest request = reader.request(body);
            if (request instanceof ClassicRequest.Message message) {
                tell(request.node(), message.message());
            } else if (!request.node().equals(node)) {
                ask(request);
            }
        });
    }

    private void ask(ClassicRequest request) {
        if (request instanceof ClassicRequest.SocketIds ids) {
            Selection in = new Selection(ids.rooms(), Set.of());
            ask(ids.node(), new FetchSockets(ids.requestId(), in), found -> {
                List<String> all = found.sockets().stream().map(SocketState::id).toList();
                return Optional.of(writer.names(found.requestId(), "sockets", all));
            });
        } else if (request instanceof ClassicRequest.RoomNames all) {
            ask(all.node(), new FetchSockets(all.requestId(), Selection.EVERYBODY), found -> {
                Set<String> inAll = new TreeSet<>();
                found.sockets().forEach(socket -> inAll.addAll(socket.rooms()));
                return Optional.of(writer.names(found.requestId(), "rooms", inAll));
            });
        } else if (request instanceof ClassicRequest.OneSocket one) {
            Selection it = new Selection(Set.of(one.socket()), Set.of());
            ask(one.node(), new FetchSockets(one.requestId(), it), found -> {
                if (found.sockets().isEmpty()) {
                    return Optional.empty();
                }
                tell(one.node(), one.order());
                return Optional.of(writer.done(found.requestId()));
            });
        }
    }

    private void ask(String from, FetchSockets question, OlderAnswer answer) {
        lock.lock();
        try {
            older.put(new Asker(from, question.requestId()), answer);
            if (older.size() > MOST_OLDER) {
                older.remove(older.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
        tell(from, question);
    }

    /** Returns how what has been found is to be told, where an older adapter has asked. */
    Optional<OlderAnswer> older(String asker, SocketsFound found) {
        lock.lock();
        try {
            return Optional.ofNullable(older.remove(new Asker(asker, found.requestId())));
        } finally {
            lock.unlock();
        }
    }

    /** From the response channels, which do not tell who answers. */
    void response(String channel, byte[] body) {
        hear(channel, () -> reader.response(body, asked::contains).ifPresent(response -> tell("", response)));
    }

    /** From the channel of Parley nodes. */
    void parley(String channel, byte[] body) {
        hear(channel, () -> {
            Envelope envelope = Envelope.read(body, json);
            if (envelope.namespace().equals(namespace)) {
                envelope.message().ifPresent(message -> tell(envelope.node(), message));
            }
        });
    }

    private void hear(String channel, Runnable understand) {
        try {
            understand.run();
        } catch (MalformedMessageException e) {
            outage.malformed(channel, String.valueOf(e.getMessage()));
        }
    }

    private void tell(String from, ClusterMessage message) {
        if (!closed && !from.equals(node)) {
            listener.received(from, message, Optional.empty());
        }
    }

    /** Is to be called before a question is put. */
    void asking(String requestId) {
        asked.add(requestId);
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
