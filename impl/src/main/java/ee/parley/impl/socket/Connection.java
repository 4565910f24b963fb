// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.Handshake;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionListener;
import ee.parley.impl.lane.Lane;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.MalformedPacketException;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.impl.wire.socketio.PacketDecoder;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one client says over one session: a socket in each namespace it joins. Confined to the session's lane, but for what
 * says otherwise.
 *
 * <p>A client that breaks the protocol is closed, with all its sockets. Not so one that cannot know better: it may send
 * events before it has been told that it has joined, and go on for a while after it has been sent away.
 */
final class Connection implements SessionListener {
    private static final Timers.Timeout NOTHING = () -> {};

    private final Broker broker;
    private final Session session;
    private final PacketDecoder decoder;

    // Confined to the lane.
    /** In the order of their joining, in which they are sent away. Replaced as a whole: mostly there is one. */
    private Map<String, LocalSocket> sockets = Map.of();

    /** Those of whom is not known yet whether there is the namespace they ask for. Replaced as a whole. */
    private Map<String, Arrival> arrivals = Map.of();

    private final Refusals refusals;

    /** Gates that run; a client that leaves before they have decided cannot start any number of them. */
    private int undecided;

    /** Sockets that have left, and of which something still waits or runs; else a client could leave any number behind. */
    private int leaving;

    private int admitted;
    private int fullMailboxes;
    private boolean closing;
    private boolean ended;
    private Timers.Timeout idleTimeout = NOTHING;
    private Timers.Timeout attachmentTimeout = NOTHING;

    Connection(Broker broker, Session session) {
        this.broker = broker;
        this.session = session;
        this.decoder = broker.newDecoder();
        this.refusals = new Refusals(broker, session);
        waitForNamespace();
    }

    Session session() {
        return session;
    }

    Lane lane() {
        return session.lane();
    }

    // From the session

    @Override
    public void text(String frame, int start) {
        receive(() -> decoder.text(frame, start));
    }

    @Override
    public void binary(ByteBuffer message) {
        receive(() -> decoder.binary(message));
    }

    @Override
    public void closed(CloseReason reason, String description) {
        lane().assertHeld();
        end(reasonOf(reason));
    }

    private interface Decoding {
        Optional<Packet> packet();
    }

    private void receive(Decoding decoding) {
        lane().assertHeld();
        if (closing) {
            return;
        }
        try {
            decoding.packet().ifPresent(this::received);
            awaitAttachments();
        } catch (MalformedPacketException e) {
            violated(e.getMessage());
        }
    }

    /** An attachment must come in the time in which a living client is heard of at all. */
    private void awaitAttachments() {
        attachmentTimeout.cancel();
        // Else each packet of a client that once sent an attachment would take the lock of the timers.
        attachmentTimeout = NOTHING;
        if (decoder.awaitingAttachments() && !closing) {
            attachmentTimeout = broker.timers()
                    .schedule(
                            broker.options()
                                    .pingInterval()
                                    .plus(broker.options().pingTimeout()),
                            () -> lane().execute(() -> violated("an attachment did not come in time")));
        }
    }

    private void received(Packet packet) {
        Arrival arrival = arrivals.isEmpty() ? null : arrivals.get(packet.namespace());
        if (arrival != null) {
            receivedBy(arrival, packet);
        } else if (packet instanceof Packet.Event event) {
            find(event).ifPresent(socket -> socket.received(event));
        } else if (packet instanceof Packet.Ack ack) {
            find(ack).ifPresent(socket -> socket.acks().answer(ack));
        } else if (packet instanceof Packet.Connect connect) {
            join(connect);
        } else if (packet instanceof Packet.Disconnect disconnect) {
            find(disconnect).ifPresent(socket -> {
                remove(socket);
                socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            });
        } else {
            violated("a client sends no connect error");
        }
    }

    /** As {@link #received} for a socket at the gate. */
    private void receivedBy(Arrival arrival, Packet packet) {
        if (packet instanceof Packet.Event event) {
            arrival.hold(
                    event,
                    broker.options().maxPendingEvents(),
                    4L * broker.options().maxHttpBufferSize());
        } else if (packet instanceof Packet.Disconnect) {
            arrivals = without(arrivals, arrival.name());
            arrival.release();
        } else if (packet instanceof Packet.Connect) {
            violated("a second connect to one namespace");
        } else if (!(packet instanceof Packet.Ack)) {
            violated("a client sends no connect error");
        }
    }

    /** The socket that a packet is for; empty when the client could not know that there is none, or is closed now. */
    private Optional<LocalSocket> find(Packet packet) {
        LocalSocket socket = sockets.get(packet.namespace());
        if (socket == null && !refusals.remembers(packet.namespace())) {
            violated("a packet for a namespace that the client has not joined");
        }
        return Optional.ofNullable(socket);
    }

    // Joining

    private void join(Packet.Connect packet) {
        String name = packet.namespace();
        if (sockets.containsKey(name)) {
            violated("a second connect to one namespace");
            return;
        }
        Namespaces namespaces = broker.directory();
        if (!namespaces.mayFind(name)) {
            refusals.send(name, Namespaces.INVALID);
            return;
        }
        int most = broker.options().maxNamespaces();
        if (sockets.size() + arrivals.size() >= most || undecided >= most || leaving > most) {
            refusals.send(name, Namespaces.TOO_MANY);
            return;
        }
        refusals.forget(name);
        ClientHandshake handshake =
                new ClientHandshake(session.request(), broker.now(), packet.payload(), broker.payloads());
        Optional<LocalNamespace> namespace = namespaces.enter(name);
        if (namespace.isPresent()) {
            knock(namespace.get(), handshake);
        } else {
            Arrival arrival = new Arrival(this, name, handshake);
            arrivals = with(arrivals, name, arrival);
            undecided++;
            arrival.ask(broker);
        }
    }

    private LocalSocket knock(LocalNamespace namespace, Handshake handshake) {
        LocalSocket socket = new LocalSocket(broker.nextSocketId(), namespace, this, handshake);
        sockets = with(sockets, namespace.name(), socket);
        undecided++;
        socket.knock();
        return socket;
    }

    /** There is the namespace, entered. */
    void found(Arrival arrival, LocalNamespace namespace) {
        lane().assertHeld();
        undecided--;
        if (closing || arrivals.get(arrival.name()) != arrival) {
            broker.directory().leave(namespace);
            return;
        }
        arrivals = without(arrivals, arrival.name());
        LocalSocket socket = knock(namespace, arrival.handshake());
        arrival.waiting().forEach(socket::received);
        arrival.release();
    }

    void notFound(Arrival arrival, Throwable refusal) {
        lane().assertHeld();
        undecided--;
        if (closing || arrivals.get(arrival.name()) != arrival) {
            return;
        }
        arrivals = without(arrivals, arrival.name());
        arrival.release();
        refusals.remember(arrival.name());
        if (!refusals.send(arrival.name(), refusal)) {
            SocketLog.namesFailed(arrival.name(), refusal);
            refusals.send(arrival.name(), "Internal error");
        }
    }

    /** The gate has decided: there is no refusal, or there is one. */
    void decided(LocalSocket socket, @Nullable Throwable refusal) {
        lane().assertHeld();
        undecided--;
        if (closing || sockets.get(socket.namespaceName()) != socket) {
            return;
        }
        if (refusal != null) {
            refused(socket, FailedEvent.unwrap(refusal));
        } else {
            socket.prepare(() -> admit(socket));
        }
    }

    private void admit(LocalSocket socket) {
        if (closing || sockets.get(socket.namespaceName()) != socket) {
            return;
        }
        if (socket.admit()) {
            admitted++;
            idleTimeout.cancel();
            idleTimeout = NOTHING;
        }
    }

    private void refused(LocalSocket socket, Throwable refusal) {
        // Not the client's wish, but nobody hears of the reason.
        socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        if (!remove(socket)) {
            return;
        }
        refusals.remember(socket.namespaceName());
        if (!refusals.send(socket.namespaceName(), refusal)) {
            SocketLog.gateFailed(socket, refusal);
            refusals.send(socket.namespaceName(), "Internal error");
        }
    }

    // Leaving

    /** A socket has been made to leave by the server. Callable from any thread. */
    void sentAway(LocalSocket socket) {
        lane().execute(() -> {
            if (remove(socket)) {
                refusals.remember(socket.namespaceName());
                session.send(socket.namespace().encodeDisconnect());
            }
        });
    }

    /** All sockets are made to leave, and the connection is closed; one of them may have ended. Callable from any thread. */
    void sendAway(Optional<LocalSocket> ended) {
        lane().execute(() -> {
            for (LocalSocket socket : sockets.values()) {
                if (socket.end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT)
                        || ended.filter(socket::equals).isPresent()) {
                    List<Frame> disconnect = socket.namespace().encodeDisconnect();
                    session.send(disconnect);
                }
            }
            closing = true;
            session.close();
        });
    }

    /** More was to be held for a client than may. Callable from any thread. */
    void overflown() {
        lane().execute(() -> closeFor("more is held for the client than may be", DisconnectReason.FORCED_SERVER_CLOSE));
    }

    /** The server is being stopped: the sockets hear it, the clients do not, so that they come back. Callable from any thread. */
    void shutDown() {
        lane().execute(() -> end(DisconnectReason.SERVER_SHUTTING_DOWN));
    }

    private boolean remove(LocalSocket socket) {
        if (sockets.get(socket.namespaceName()) != socket) {
            return false;
        }
        sockets = without(sockets, socket.namespaceName());
        if (socket.wasAdmitted()) {
            leaving++;
            if (--admitted == 0) {
                waitForNamespace();
            }
        }
        return true;
    }

    /** The disconnect handler of an admitted socket has returned. Callable from any thread. */
    void hasLeft() {
        lane().execute(() -> leaving--);
    }

    private void waitForNamespace() {
        idleTimeout.cancel();
        idleTimeout = broker.timers()
                .schedule(
                        broker.options().connectTimeout(),
                        () -> lane().execute(() -> {
                            if (admitted == 0) {
                                closeFor("the client is in no namespace", DisconnectReason.FORCED_SERVER_CLOSE);
                            }
                        }));
    }

    /** The client has broken the protocol. */
    private void violated(@Nullable String rule) {
        closeFor(rule, DisconnectReason.FORCED_CLOSE);
    }

    /** The client has come back on another connection. Callable from any thread. */
    void overtaken() {
        lane().execute(() -> closeFor("the client is back on another connection", DisconnectReason.TRANSPORT_CLOSE));
    }

    /** The sockets do not wait for the transport, which may have much to write, or to be confirmed by the client. */
    private void closeFor(@Nullable String rule, DisconnectReason reason) {
        if (closing) {
            return;
        }
        closing = true;
        SocketLog.violation(session.id(), String.valueOf(rule));
        session.close();
        end(reason);
    }

    /** The end of all sockets, once. */
    private void end(DisconnectReason reason) {
        closing = true;
        if (ended) {
            return;
        }
        ended = true;
        idleTimeout.cancel();
        attachmentTimeout.cancel();
        sockets.values().forEach(socket -> socket.end(reason));
        sockets = Map.of();
        arrivals = Map.of();
        broker.ended(this);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return small(more);
    }

    private static <V> Map<String, V> without(Map<String, V> map, String name) {
        Map<String, V> fewer = new LinkedHashMap<>(map);
        fewer.remove(name);
        return small(fewer);
    }

    /** A map of one takes a fifth of what one takes that knows an order. */
    private static <V> Map<String, V> small(Map<String, V> map) {
        return map.size() > 1 ? map : Map.copyOf(map);
    }

    private static DisconnectReason reasonOf(CloseReason reason) {
        return switch (reason) {
            case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
            case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
            case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
            case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
            case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
            case SERVER_SHUTTING_DOWN -> DisconnectReason.SERVER_SHUTTING_DOWN;
        };
    }

    // Back-pressure

    void mailboxFull() {
        lane().assertHeld();
        if (fullMailboxes++ == 0) {
            session.hold();
        }
    }

    void mailboxDrained() {
        lane().assertHeld();
        if (--fullMailboxes == 0) {
            session.release();
        }
    }
}
