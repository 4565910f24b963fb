// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectMiddleware;
import ee.parley.EventListener;
import ee.parley.Namespace;
import ee.parley.Registration;
import ee.parley.RoomEvent;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.cluster.Cluster;
import ee.parley.impl.cluster.ClusterNamespace;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.Encoded;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.impl.wire.socketio.PacketEncoder;
import ee.parley.spi.PacketData;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace and the sockets of this node in it. */
public final class LocalNamespace implements Namespace, Operators {
    private static final PacketEncoder ENCODER = new PacketEncoder();

    private final Broker broker;
    private final String name;
    private final NamespaceHandler handler;
    private final @Nullable LocalParent parent;
    private final @Nullable Object match;
    private final RoomWatch roomWatch = new RoomWatch(this);
    private final Rooms<LocalSocket> rooms = new Rooms<>(new RoomBook(this, roomWatch));
    private final Listeners<Socket> connections = new Listeners<>();
    private final Registered<ConnectMiddleware> middleware = new Registered<>();
    private final AtomicLong ackIds;
    private final Delivery delivery;

    /** Written once, when the namespace comes to be. */
    private volatile @Nullable ClusterNamespace cluster;

    private final Broadcast everybody;
    private final @Nullable Recovery recovery;
    private final ServerSide serverSide = new ServerSide(this);
    private final Lease lease;
    private final CompletableFuture<LocalNamespace> announced = new CompletableFuture<>();

    /** One that stays. */
    LocalNamespace(Broker broker, String name, NamespaceHandler handler) {
        this(broker, name, handler, null, null);
    }

    /** A child. */
    LocalNamespace(Broker broker, String name, LocalParent parent, Object match) {
        this(broker, name, parent.handler(), parent, match);
    }

    private LocalNamespace(
            Broker broker,
            String name,
            NamespaceHandler handler,
            @Nullable LocalParent parent,
            @Nullable Object match) {
        this.broker = broker;
        this.name = name;
        this.handler = handler;
        this.parent = parent;
        this.match = match;
        this.ackIds = parent == null ? new AtomicLong() : parent.ackIds();
        this.lease = new Lease(this, () -> broker.directory().leave(this));
        this.delivery = Delivery.standard(broker.options());
        this.recovery = broker.options()
                .connectionStateRecovery()
                .flatMap(how -> broker.keeper().map(keeper -> new Recovery(this, how, keeper)))
                .orElse(null);
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
    public Registration onConnection(Consumer<Socket> listener) {
        return connections.add(listener);
    }

    @Override
    public Registration onRoomEvent(Consumer<RoomEvent> listener) {
        return roomWatch.own().add(listener);
    }

    @Override
    public Broadcast everybody() {
        return everybody;
    }

    /** Returns what {@link ChildNames#match} found in the name; empty where there is no parent. */
    public Optional<Object> match() {
        return Optional.ofNullable(match);
    }

    /** Tells whether it was made by the parent of that name. */
    public boolean isChildOf(String name) {
        return parent != null && parent.name().equals(name);
    }

    Optional<LocalParent> parent() {
        return Optional.ofNullable(parent);
    }

    /** Completes when everybody has heard who listens for new namespaces: until then nobody is admitted. */
    CompletionStage<LocalNamespace> announced() {
        return announced;
    }

    void announce() {
        announced.complete(this);
    }

    boolean parentHearsOfRooms() {
        return parent != null && !parent.roomEvents().isEmpty();
    }

    /** Tells whether anybody is to hear of a connection. */
    boolean hasConnectionListeners() {
        return surroundings().hearsConnections()
                || !connections.isEmpty()
                || (parent != null && !parent.connections().isEmpty());
    }

    /** Runs application code. */
    void connected(LocalSocket socket) {
        surroundings().connected(socket);
        try {
            socket.call(() -> {
                if (parent != null) {
                    parent.connections().tell(socket, failure -> SocketLog.listenerFailed(this, failure));
                }
                connections.tell(socket, failure -> SocketLog.listenerFailed(this, failure));
                return null;
            });
        } catch (Exception failure) {
            SocketLog.listenerFailed(this, failure);
        }
    }

    @Override
    public Registration use(ConnectMiddleware added) {
        return middleware.add(added);
    }

    /** Who is asked before the gate. */
    List<ConnectMiddleware> connectMiddleware() {
        List<ConnectMiddleware> all = new ArrayList<>(handler.connectMiddleware());
        if (parent != null) {
            all.addAll(parent.middleware());
        }
        all.addAll(middleware.all());
        return all;
    }

    NamespaceHandler handler() {
        return handler;
    }

    Rooms<LocalSocket> rooms() {
        return rooms;
    }

    // The cluster

    /** From here on other nodes reach it, and it them. */
    void enterCluster(Cluster nodes) {
        cluster = nodes.open(name, new LocalMembers(this));
        if (recovery != null) {
            recovery.opened();
        }
    }

    void leaveCluster(Cluster nodes) {
        cluster().ifPresent(nodes::close);
    }

    /** The same namespace, to other nodes; empty where there are none. */
    Optional<ClusterNamespace> cluster() {
        return Optional.ofNullable(cluster);
    }

    ServerSide serverSide() {
        return serverSide;
    }

    Lease lease() {
        return lease;
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        serverSide.emit(event, args);
    }

    @Override
    public <T> CompletionStage<List<T>> serverSideEmitWithAck(Class<T> type, String event, Object... args) {
        return serverSide.emitWithAck(type, event, args);
    }

    @Override
    public Registration onServerSideEvent(String event, EventListener listener) {
        return serverSide.on(event, listener);
    }

    @Override
    public CompletionStage<Map<String, Integer>> countRooms() {
        return cluster().map(others -> RoomCount.everywhere(this, others)).orElseGet(() -> answered(rooms.sizes()));
    }

    /** What is known at once, as a stage of the application's. */
    <T extends @Nullable Object> CompletionStage<T> answered(T value) {
        Answer<T> answer = new Answer<>(handlers());
        answer.complete(value);
        return answer;
    }

    /** What gives clients their sockets back; null when nothing does. */
    @Nullable
    Recovery recovery() {
        return recovery;
    }

    /** Sends an event that nobody is to answer. */
    void send(Audience audience, boolean dispensable, List<Frame> frames, Optional<Publication> elsewhere) {
        if (recovery == null) {
            elsewhere.ifPresent(Publication::begin);
            for (LocalSocket socket : audience.in(rooms)) {
                if (!audience.leavesOut(socket)) {
                    socket.outbox().deliver(frames, dispensable);
                }
            }
        } else {
            recovery.send(audience, dispensable, frames, elsewhere);
        }
    }

    /** Sends something else, after what was sent before. */
    void inOrder(Runnable send) {
        if (recovery == null) {
            send.run();
        } else {
            recovery.inOrder(send);
        }
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

    Surroundings surroundings() {
        return broker.surroundings();
    }

    ServerOptions options() {
        return broker.options();
    }

    Payloads payloads() {
        return broker.payloads();
    }

    Instant now() {
        return broker.now();
    }

    Timers timers() {
        return broker.timers();
    }

    Executor handlers() {
        return broker.handlers();
    }

    /** Something has begun that the server waits for when it ends. */
    void begun() {
        broker.begun();
    }

    void done() {
        broker.done();
    }

    /** A socket's disconnect handler is about to be queued. */
    void leaving() {
        broker.begun();
    }

    void hasLeft() {
        broker.directory().leave(this);
        broker.done();
    }

    /** A socket that was never admitted has ended. */
    void turnedAway() {
        broker.directory().leave(this);
    }

    /** Runs a task on the application's executor; here, when that takes no more, since it is stopping then. */
    void handOver(Runnable task) {
        try {
            handlers().execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }

    String nextPrivateId() {
        return broker.nextSocketId();
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** An event, encoded for however many sockets. */
    List<Frame> encode(OptionalLong ackId, String event, @Nullable Object @Nullable [] args) {
        return encode(ackId, event, write(event, args));
    }

    List<Frame> encode(OptionalLong ackId, String event, Arguments arguments) {
        return frames(ENCODER.event(name, ackId, event, arguments.json(), arguments.attachments()));
    }

    Arguments write(String event, @Nullable Object @Nullable [] args) {
        EventNames.requireFree(event);
        // A lone null is what emit("event", null) passes for the array.
        return args == null ? payloads().write((Object) null) : payloads().write(args);
    }

    List<Frame> encodeAck(long id, Arguments arguments) {
        return frames(ENCODER.ack(name, id, arguments.json(), arguments.attachments()));
    }

    List<Frame> encodeConnect(String id) {
        return frames(ENCODER.connect(name, "{\"sid\":\"" + id + "\"}"));
    }

    List<Frame> encodeConnect(String id, String privateId) {
        return frames(ENCODER.connect(name, "{\"sid\":\"" + id + "\",\"pid\":\"" + privateId + "\"}"));
    }

    List<Frame> encodeDisconnect() {
        return frames(ENCODER.disconnect(name));
    }

    static List<Frame> encodeConnectError(String namespace, String payload) {
        return frames(ENCODER.connectError(namespace, payload));
    }

    /** An event that another node has encoded. */
    List<Frame> encode(OptionalLong ackId, PacketData event) {
        return encode(name, ackId, event);
    }

    static List<Frame> encode(String name, OptionalLong ackId, PacketData event) {
        return frames(ENCODER.event(name, ackId, event.json(), event.attachments()));
    }

    /** An event, as other nodes are told of it. */
    PacketData data(String event, Arguments arguments) {
        return new PacketData(ENCODER.array(event, arguments.json()), arguments.attachments());
    }

    /** What an answer counts for. */
    static PacketData firstArgument(Packet.Ack answer) {
        String first =
                answer.arguments().isEmpty() ? "null" : answer.arguments().get(0);
        return new PacketData(first, answer.attachments());
    }

    <T> T read(PacketData answer, Class<T> type) {
        return payloads().<T>read(answer.json(), type, answer.attachments());
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
