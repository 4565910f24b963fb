// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.DisconnectReason;
import ee.parley.Handshake;
import ee.parley.Socket;
import ee.parley.SocketData;
import ee.parley.SocketDisconnectedException;
import ee.parley.impl.recovery.KeptSocket;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.impl.wire.socketio.Packet;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of this node in one namespace.
 *
 * <pre>
 *   JOINING --gate passed--> CONNECTED --either side leaves, connection gone--> LEFT: the handler is told, last of all
 *      |                                                                         ^
 *      +--gate refused, client leaves, connection gone: the handler is not told--+
 * </pre>
 *
 * <p>While it is joining, what the client sends waits in the mailbox, and what it is sent is held.
 */
final class LocalSocket implements View {
    private enum State {
        JOINING,
        CONNECTED,
        LEFT
    }

    // Of all sockets: a reference of each would be an object more for every client.
    private static final AtomicReferenceFieldUpdater<LocalSocket, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(LocalSocket.class, State.class, "state");
    private static final AtomicReferenceFieldUpdater<LocalSocket, SocketListeners> LISTENERS =
            AtomicReferenceFieldUpdater.newUpdater(LocalSocket.class, SocketListeners.class, "listeners");

    private final LocalNamespace namespace;
    private final Connection connection;
    private final Handshake handshake;
    private final Identification identification;
    private final PendingAcks acks = new PendingAcks(this);
    private final Inbox inbox;
    private final Outbox outbox;
    private final Attendance attendance = new Attendance();
    private final @Nullable Trail trail;

    /** Changed by {@link #STATE}. */
    private volatile State state = State.JOINING;

    /** Made by the first who listens: most sockets are heard by the handler of their namespace alone. */
    private volatile @Nullable SocketListeners listeners;

    /** Written before the gate is asked: only then is it known whether it is that of an earlier socket. */
    private volatile String id;

    /** As {@link #id}. */
    private volatile SocketData data = new AttachedData();

    /** As {@link #wasSentAway}. Written once it has left. */
    private volatile boolean sentAway;

    /** Why it has left, once all its events have been handled. Written in the mailbox. */
    private volatile @Nullable DisconnectReason over;

    /** Confined to the connection's lane. */
    private boolean admitted;

    LocalSocket(String id, LocalNamespace namespace, Connection connection, Handshake handshake) {
        this.id = id;
        this.namespace = namespace;
        this.connection = connection;
        this.handshake = handshake;
        this.identification = new Identification(this, connection.session().request());
        this.inbox = new Inbox(this, connection);
        this.outbox = new Outbox(this, connection);
        this.trail = namespace.recovery() == null ? null : new Trail(namespace.nextPrivateId());
        if (trail == null) {
            namespace.rooms().enter(this, id);
        }
    }

    // The life of a socket; called by its connection

    /** Asks the application whether the socket may join; the connection hears the decision on its lane. */
    void knock() {
        try {
            namespace.handlers().execute(this::gate);
        } catch (RejectedExecutionException e) {
            inbox.rejected(e);
        }
    }

    private void gate() {
        ConnectPassage passage = new ConnectPassage(this, this::decided);
        attend(() -> {
            namespace.surroundings().begins(this);
            passage.proceed();
        });
    }

    /** Goes on at the gate, on the application's executor, unless the socket has ended. */
    void attend(Runnable step) {
        if (!attendance.enter()) {
            decided(new SocketDisconnectedException());
            return;
        }
        try {
            step.run();
        } finally {
            if (attendance.leave()) {
                namespace.surroundings().ended(this);
            }
        }
    }

    /** Enters its rooms; null when it has. It is known now who the client is. Runs on the application's threads. */
    @Nullable
    CompletionStage<?> enter() {
        Recovery recovery = namespace.recovery();
        return recovery == null ? null : recovery.enter(this);
    }

    /** It is an earlier one; {@code late} are the offsets of what will come a second time. */
    void resume(KeptSocket before, List<MissedEvent> missed, Set<String> late) {
        id = before.session().id();
        data = before.data();
        trail().resume(before, missed, late);
    }

    boolean skipsMiddlewares() {
        Recovery recovery = namespace.recovery();
        return recovery != null && recovery.skipsMiddlewares() && trail().recovered();
    }

    /** What it can be recovered by; only where something can. */
    Trail trail() {
        return Objects.requireNonNull(trail);
    }

    /** As {@link #trail}; null where nothing can be recovered. */
    @Nullable
    Trail anyTrail() {
        return trail;
    }

    /** Finds out whether its client is there; {@code there} is told on any thread. */
    void check(Duration longest, Consumer<Boolean> there) {
        connection.session().check(longest, there);
    }

    /** Another connection has this client now. Callable from any thread. */
    void overtaken() {
        connection.overtaken();
    }

    private void decided(@Nullable Throwable refusal) {
        connection.lane().execute(() -> connection.decided(this, refusal));
    }

    /** Gets ready to be let in, and goes on on the connection's lane. */
    void prepare(Runnable then) {
        connection.lane().assertHeld();
        Recovery recovery = namespace.recovery();
        if (recovery == null) {
            then.run();
        } else {
            recovery.admit(this, () -> connection.lane().execute(then));
        }
    }

    /** Lets the socket in: its client is told, what was held is sent, its events are handled. */
    boolean admit() {
        connection.lane().assertHeld();
        if (!STATE.compareAndSet(this, State.JOINING, State.CONNECTED)) {
            return false;
        }
        admitted = true;
        if (trail == null) {
            namespace.rooms().admit(this);
            connection.session().send(namespace.encodeConnect(id));
        } else {
            outbox.resend(trail.takeMissed());
            connection.session().send(namespace.encodeConnect(id, trail.privateId()));
        }
        outbox.open();
        if (namespace.hasConnectionListeners()) {
            inbox.open(() -> namespace.connected(this));
        } else {
            inbox.open();
        }
        return true;
    }

    /** Tells whether the gate has let the socket in, be it that it has left since. */
    boolean wasAdmitted() {
        connection.lane().assertHeld();
        return admitted;
    }

    boolean hasLeft() {
        return state == State.LEFT;
    }

    /** Whether the server has made it leave: no event is begun to be handled after that. */
    boolean wasSentAway() {
        return sentAway;
    }

    /** Makes the socket leave its namespace; its client is told that it has left. Callable from any thread. */
    boolean sendAway(DisconnectReason reason) {
        boolean ended = end(reason);
        if (ended) {
            connection.sentAway(this);
        }
        return ended;
    }

    void onLane(Runnable task) {
        connection.lane().execute(task);
    }

    Identification identification() {
        return identification;
    }

    /** Ends the socket; false when it had ended before. Callable from any thread; the client is not told. */
    boolean end(DisconnectReason reason) {
        State before = STATE.getAndSet(this, State.LEFT);
        if (before == State.LEFT) {
            return false;
        }
        sentAway =
                reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT || reason == DisconnectReason.IDENTITY_EXPIRED;
        SocketLog.left(this, reason);
        identification.end();
        acks.close();
        boolean connected = before == State.CONNECTED;
        if (connected) {
            namespace.leaving();
        }
        Recovery recovery = namespace.recovery();
        if (recovery == null) {
            namespace.rooms().leave(this);
            finish(connected, reason);
        } else {
            recovery.leave(this, connected, reason, () -> finish(connected, reason));
        }
        return true;
    }

    private void finish(boolean connected, DisconnectReason reason) {
        if (connected) {
            inbox.finish(() -> disconnected(reason));
        } else {
            inbox.discard();
            namespace.turnedAway();
            if (attendance.leave()) {
                namespace.handOver(() -> namespace.surroundings().ended(this));
            }
        }
    }

    private void disconnected(DisconnectReason reason) {
        over = reason;
        SocketListeners own = listeners;
        if (own != null) {
            own.end(reason);
        }
        try {
            namespace.handler().disconnect(this, reason);
        } catch (Throwable failure) {
            SocketLog.disconnectFailed(this, failure);
        }
        try {
            namespace.surroundings().disconnected(this, reason);
            if (attendance.leave()) {
                namespace.surroundings().ended(this);
            }
        } finally {
            connection.hasLeft();
            namespace.hasLeft();
        }
    }

    void received(Packet.Event event) {
        inbox.received(event);
    }

    /** Whoever listens to this socket alone; null where nobody does. */
    @Nullable
    SocketListeners anyListeners() {
        return listeners;
    }

    @SuppressWarnings("NullAway") // the updater's annotations do not know that a field may be null
    SocketListeners listeners() {
        SocketListeners made = listeners;
        if (made != null) {
            return made;
        }
        LISTENERS.compareAndSet(this, null, new SocketListeners(this));
        return Objects.requireNonNull(listeners);
    }

    /** Why it has left, once the application has been told, or is being told. */
    Optional<DisconnectReason> over() {
        return Optional.ofNullable(over);
    }

    /** Runs code of the application for this socket. */
    <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
        return namespace.surroundings().call(this, body);
    }

    // What the application sees

    @Override
    public LocalSocket socket() {
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LocalNamespace namespace() {
        return namespace;
    }

    String namespaceName() {
        return namespace.name();
    }

    /** What it is sent. */
    Outbox outbox() {
        return outbox;
    }

    PendingAcks acks() {
        return acks;
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Optional<Principal> principal() {
        return identification.identity().principal();
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public boolean connected() {
        return state == State.CONNECTED;
    }

    @Override
    public Set<String> rooms() {
        return namespace.rooms().of(this);
    }

    @Override
    public void join(String... rooms) {
        namespace.rooms().join(this, List.of(rooms));
    }

    @Override
    public void leave(String... rooms) {
        namespace.rooms().leave(this, List.of(rooms));
    }

    @Override
    public Socket timeout(Duration timeout) {
        return new SocketView(this, namespace.delivery().within(timeout));
    }

    @Override
    public Socket compress(boolean on) {
        return this;
    }

    @Override
    public Socket asVolatile() {
        return new SocketView(this, namespace.delivery().asVolatile());
    }

    @Override
    public BroadcastOperator broadcast() {
        return new Broadcast(namespace, Audience.everybodyBut(this), namespace.delivery());
    }

    @Override
    public Socket afterCommit(boolean on) {
        return new SocketView(this, namespace.delivery().bound(on));
    }

    @Override
    public void emit(String event, Object... args) {
        outbox.emit(namespace.delivery(), event, args);
    }

    @Override
    public <T> CompletionStage<T> emitWithAck(Class<T> type, String event, Object... args) {
        return outbox.emitWithAck(namespace.delivery(), type, event, args);
    }

    @Override
    public void disconnect(boolean close) {
        namespace.inOrder(() -> disconnectNow(close));
    }

    private void disconnectNow(boolean close) {
        if (close) {
            boolean ended = end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            connection.sendAway(ended ? Optional.of(this) : Optional.empty());
        } else {
            sendAway(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof View view && view.socket() == this;
    }

    @Override
    public int hashCode() {
        // Not that of the id, which may change.
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }
}
