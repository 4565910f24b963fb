// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.Namespace;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.Encoded;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.impl.wire.socketio.PacketEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A namespace and the sockets of this node in it. */
public final class LocalNamespace implements Namespace, Operators {
    private static final PacketEncoder ENCODER = new PacketEncoder();

    private final Broker broker;
    private final String name;
    private final NamespaceHandler handler;
    private final Rooms<LocalSocket> rooms = new Rooms<>();
    private final AtomicLong ackIds = new AtomicLong();
    private final Delivery delivery;
    private final Broadcast everybody;

    LocalNamespace(Broker broker, String name, NamespaceHandler handler) {
        this.broker = broker;
        this.name = name;
        this.handler = handler;
        this.delivery = Delivery.standard(broker.options());
        this.everybody = new Broadcast(this, Audience.EVERYBODY, delivery);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Socket> sockets() {
        Set<Socket> connected = new LinkedHashSet<>();
        for (LocalSocket socket : rooms.admitted()) {
            if (socket.connected()) {
                connected.add(socket);
            }
        }
        return connected;
    }

    @Override
    public BroadcastOperator everybody() {
        return everybody;
    }

    NamespaceHandler handler() {
        return handler;
    }

    Rooms<LocalSocket> rooms() {
        return rooms;
    }

    /** How everything is sent unless somebody says otherwise. */
    Delivery delivery() {
        return delivery;
    }

    /** What holds the events of the calling thread's transaction; empty when they are to be sent at once. */
    Optional<CommitQueue> transaction(Delivery how) {
        return how.afterCommit()
                ? broker.transactions().bound(CommitQueue.class, () -> new CommitQueue(this))
                : Optional.empty();
    }

    ServerOptions options() {
        return broker.options();
    }

    Payloads payloads() {
        return broker.payloads();
    }

    Timers timers() {
        return broker.timers();
    }

    Executor handlers() {
        return broker.handlers();
    }

    /** A socket's disconnect handler is about to be queued. */
    void leaving() {
        broker.begun();
    }

    void hasLeft() {
        broker.done();
    }

    /** Runs a task on the application's executor; here, when that takes no more, since it is stopping then. */
    void handOver(Runnable task) {
        try {
            handlers().execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** An event, encoded for however many sockets. */
    List<Frame> encode(OptionalLong ackId, String event, @Nullable Object @Nullable [] args) {
        EventNames.requireFree(event);
        // A lone null is what emit("event", null) passes for the array.
        Arguments arguments =
                args == null ? payloads().write((Object) null) : payloads().write(args);
        return frames(ENCODER.event(name, ackId, event, arguments.json(), arguments.attachments()));
    }

    List<Frame> encodeAck(long id, Arguments arguments) {
        return frames(ENCODER.ack(name, id, arguments.json(), arguments.attachments()));
    }

    List<Frame> encodeConnect(String id) {
        return frames(ENCODER.connect(name, "{\"sid\":\"" + id + "\"}"));
    }

    List<Frame> encodeDisconnect() {
        return frames(ENCODER.disconnect(name));
    }

    static List<Frame> encodeConnectError(String namespace, String payload) {
        return frames(ENCODER.connectError(namespace, payload));
    }

    <T> T firstArgument(Packet.Ack answer, Class<T> type) {
        String first =
                answer.arguments().isEmpty() ? "null" : answer.arguments().get(0);
        return payloads().<T>read(first, type, answer.attachments());
    }

    private static List<Frame> frames(Encoded encoded) {
        if (encoded.attachments().isEmpty()) {
            return List.of(Frame.message(encoded.text()));
        }
        List<Frame> frames = new ArrayList<>(1 + encoded.attachments().size());
        frames.add(Frame.message(encoded.text()));
        for (ByteBuffer attachment : encoded.attachments()) {
            frames.add(Frame.binary(attachment));
        }
        return List.copyOf(frames);
    }

    @Override
    public String toString() {
        return name;
    }
}
