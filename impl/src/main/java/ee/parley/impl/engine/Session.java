// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.lane.Lane;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.engineio.MalformedPacketException;
import ee.parley.impl.wire.engineio.Packet;
import ee.parley.impl.wire.engineio.Revision4;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, over whichever transport carries it. Its public methods may be called from any thread, but for
 * {@link #payload}; they return at once, and the work goes on, in order, on the session's lane.
 *
 * <pre>
 *   OPENING --open packet--> OPEN --"2probe"--> UPGRADING --"5"--> OPEN (upgraded)
 *                             |  ^                |     |
 *                             |  +- upgradeTimeout,     |
 *                             |     candidate gone      |
 *                             |                         |
 *                             +--------- close() -------+--> CLOSING: what waits is sent, then the transport closes
 *                             |                                 |
 *                             |   transport gone, bad packet,   |  transport closed, or 30 seconds
 *                             +-- ping timeout, shut-down ------+--> CLOSED: listener told, once
 * </pre>
 *
 * <p>A WebSocket that comes with the session's id is its <em>candidate</em>. Until "5" frames go out over polling, and a poll
 * that has nothing to bring is answered with a noop, so that the client can stop polling. Whatever is wrong with a candidate
 * ends the candidate, never the session.
 */
public final class Session {
    /** The reference's {@code closeTimeout}. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration HOLD_TIMEOUT = Duration.ofSeconds(10);
    private static final CompletableFuture<Void> READABLE = CompletableFuture.completedFuture(null);

    private enum State {
        OPENING,
        OPEN,
        UPGRADING,
        CLOSING,
        CLOSED
    }

    private final Engine engine;
    private final SessionId id;
    private final HandshakeRequest request;
    private final Lane lane;
    private final Outbox outbox;
    private final Heartbeat heartbeat;

    /** Written on the lane; read by the front door, which tolerates that it is about to change. */
    private volatile Transport transport;

    /** Written on the lane; read by whoever is to read on. */
    private volatile CompletableFuture<Void> readable = READABLE;

    // Confined to the lane.
    private State state = State.OPENING;
    private @Nullable SessionListener listener;
    private @Nullable Transport candidate;
    private boolean closeAsked;
    private long packetsHeard;
    private Timers.Timeout upgradeTimeout = () -> {};
    private Timers.Timeout closeTimeout = () -> {};
    private Timers.Timeout holdTimeout = () -> {};

    Session(Engine engine, SessionId id, HandshakeRequest request, Function<Session, Transport> transport) {
        this.engine = engine;
        this.id = id;
        this.request = request;
        this.lane = new Lane(this::failed);
        this.outbox = new Outbox(engine.options().maxBufferedBytes());
        this.heartbeat = new Heartbeat(this, engine.options(), engine.timers());
        this.transport = transport.apply(this);
    }

    public SessionId id() {
        return id;
    }

    public HandshakeRequest request() {
        return request;
    }

    /** The lane of this session; for its transport and its listener. */
    public Lane lane() {
        return lane;
    }

    /** The transport that carries the session now, or last did. */
    public Transport transport() {
        return transport;
    }

    /** Completes when the peer may be read on: at once, unless the listener holds it. Never fails. */
    public CompletionStage<Void> readable() {
        return readable;
    }

    void open(SessionAcceptor acceptor) {
        lane.execute(() -> {
            state = State.OPEN;
            EngineLog.opened(id, transport);
            enqueue(List.of(Frame.open(engine.openPacket(id, transport.kind()))));
            heartbeat.rest();
            listener = acceptor.opened(this);
        });
    }

    // From transports

    /** One WebSocket text message has arrived. */
    public void text(Transport from, String frame) {
        lane.execute(() -> {
            try {
                if (Revision4.isMessage(frame)) {
                    receiveMessage(from, frame);
                } else {
                    receive(from, Revision4.decode(frame));
                }
            } catch (MalformedPacketException e) {
                malformed(from, e);
            }
        });
    }

    /** One WebSocket binary message has arrived; the buffer is the session's from here on. */
    public void binary(Transport from, ByteBuffer data) {
        lane.execute(() -> receive(from, Revision4.decode(data)));
    }

    /**
     * The body of a POST has arrived; it is within the limit. On the lane: an upgrade between the check that the transport
     * still carries the session and its packets would lose them.
     */
    public void payload(Transport from, String body) {
        lane.assertHeld();
        try {
            // Each packet takes two bytes of a body at least, so the limit of the body bounds them.
            for (Packet packet : Revision4.decodePayload(body, engine.options().maxHttpBufferSize())) {
                receive(from, packet);
            }
        } catch (MalformedPacketException e) {
            malformed(from, e);
        }
    }

    /** A poll has arrived, or what was given to {@link Transport#send} has been written. */
    public void writable(Transport from) {
        if (!lane.held()) {
            lane.execute(() -> writable(from));
        } else if (from == transport) {
            // Not later with the rest: what is queued before that may send already, and must find the last write
            // accounted for.
            outbox.written();
            lane.execute(this::flush);
        }
    }

    /** These of the frames given to {@link Transport#send} did not reach the peer; they will be sent again, first. */
    public void unsent(Transport from, List<Frame> frames) {
        if (!lane.held()) {
            lane.execute(() -> unsent(from, frames));
        } else if (from == transport && state != State.CLOSED) {
            outbox.unwritten(frames);
            lane.execute(this::flush);
        }
    }

    /** The transport is gone. If it is a candidate, the session stays with the one it has. */
    public void closed(Transport from, CloseReason reason, String description) {
        lane.execute(() -> {
            if (from == candidate) {
                abandonUpgrade(description);
            } else if (from == transport) {
                finish(reason, description);
            }
        });
    }

    /** A WebSocket has come with this session's id. */
    public void probe(Transport newcomer) {
        lane.execute(() -> {
            if (state != State.OPEN || candidate != null || transport.kind() != ServerOptions.Transport.POLLING) {
                newcomer.close();
                return;
            }
            candidate = newcomer;
            upgradeTimeout = engine.timers()
                    .schedule(
                            engine.options().upgradeTimeout(),
                            () -> closed(newcomer, CloseReason.FORCED_CLOSE, "upgrade timeout"));
        });
    }

    // From the listener

    /** Sends frames, one after the other with none of another call between them. A peer that reads too slowly is closed. */
    public void send(List<Frame> frames) {
        if (outbox.reserve(frames)) {
            lane.execute(() -> accept(frames));
        } else {
            lane.execute(() -> finish(CloseReason.TRANSPORT_ERROR, "the peer reads too slowly: its outbox is full"));
        }
    }

    /** Sends frames if the transport can take them at once, else drops them. */
    public void sendVolatile(List<Frame> frames) {
        lane.execute(() -> {
            if (isOpen() && outbox.isEmpty() && transport.writable()) {
                enqueue(frames);
            }
        });
    }

    /** Closes the connection when what was sent before has been written, or in 30 seconds. */
    public void close() {
        lane.execute(() -> {
            if (isOpen()) {
                // Must not end an upgrade before what waits has been written: the client may have left the old
                // transport.
                state = State.CLOSING;
                heartbeat.stop();
                closeTimeout = engine.timers()
                        .schedule(
                                CLOSE_TIMEOUT,
                                () -> lane.execute(() -> finish(CloseReason.FORCED_CLOSE, "close timeout")));
                closeWhenDrained();
            }
        });
    }

    /**
     * Finds out whether the peer is there, by a ping out of turn.
     *
     * @param longest how long it has to say anything
     * @param there told on the lane whether it has
     */
    public void check(Duration longest, Consumer<Boolean> there) {
        lane.execute(() -> {
            long before = packetsHeard;
            if (ping()) {
                engine.timers()
                        .schedule(longest, () -> lane.execute(() -> there.accept(isOpen() && packetsHeard > before)));
            } else {
                there.accept(false);
            }
        });
    }

    /** Stops the reading of the peer, for ten seconds at most; a peer still held then is closed. */
    public void hold() {
        lane.execute(() -> {
            if (isOpen() && readable.isDone()) {
                readable = new CompletableFuture<>();
                holdTimeout = engine.timers()
                        .schedule(
                                HOLD_TIMEOUT,
                                () -> lane.execute(() -> finish(
                                        CloseReason.TRANSPORT_ERROR, "events arrive faster than they are handled")));
            }
        });
    }

    /** Lets the peer be read on. */
    public void release() {
        lane.execute(this::readOn);
    }

    // From the engine and the heartbeat

    void shutDown() {
        lane.execute(() -> finish(CloseReason.SERVER_SHUTTING_DOWN, "the server is being stopped"));
    }

    /** Sends a ping; false when the session no longer wants one. */
    boolean ping() {
        lane.assertHeld();
        if (!isOpen()) {
            return false;
        }
        enqueue(List.of(Frame.PING));
        return isOpen();
    }

    void pongMissed() {
        lane.assertHeld();
        finish(CloseReason.PING_TIMEOUT, "no pong within " + engine.options().pingTimeout());
    }

    // On the lane

    private boolean isOpen() {
        return state == State.OPEN || state == State.UPGRADING;
    }

    private void accept(List<Frame> frames) {
        if (isOpen()) {
            outbox.add(frames);
            flush();
        }
    }

    private void enqueue(List<Frame> frames) {
        if (outbox.reserve(frames)) {
            accept(frames);
        } else {
            finish(CloseReason.TRANSPORT_ERROR, "the peer reads too slowly: its outbox is full");
        }
    }

    private void flush() {
        lane.assertHeld();
        if (state == State.CLOSED) {
            return;
        }
        if (transport.writable()) {
            if (!outbox.isEmpty()) {
                transport.send(outbox.take());
            } else if (state == State.UPGRADING) {
                transport.send(List.of(Frame.NOOP));
            }
        }
        closeWhenDrained();
    }

    private void closeWhenDrained() {
        if (state == State.CLOSING && !closeAsked && outbox.isDrained()) {
            closeAsked = true;
            abandonUpgrade("the session closes");
            transport.close();
        }
    }

    private void receive(Transport from, Packet packet) {
        lane.assertHeld();
        if (from == candidate) {
            receiveFromCandidate(packet);
        } else if (from == transport && isOpen()) {
            packetsHeard++;
            if (packet instanceof Packet.Pong) {
                heartbeat.rest();
                return;
            }
            heartbeat.proofOfLife();
            deliver(packet);
        }
    }

    /** As {@link #receive}, but the message is not copied out of its frame. */
    private void receiveMessage(Transport from, String frame) {
        if (from == candidate) {
            receiveFromCandidate(Revision4.decode(frame));
        } else if (from == transport && isOpen()) {
            packetsHeard++;
            heartbeat.proofOfLife();
            listener().text(frame, 1);
        }
    }

    private SessionListener listener() {
        SessionListener to = listener;
        if (to == null) {
            throw new AssertionError("a packet arrived before the session was accepted");
        }
        return to;
    }

    private void deliver(Packet packet) {
        SessionListener to = listener();
        if (packet instanceof Packet.Message message) {
            to.text(message.text(), 0);
        } else if (packet instanceof Packet.BinaryMessage message) {
            to.binary(message.data());
        } else if (packet instanceof Packet.Close) {
            finish(CloseReason.TRANSPORT_CLOSE, "closed by the client");
        } else if (packet instanceof Packet.Ping) {
            finish(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
        // What is left, open, upgrade and noop, means nothing here; the reference ignores it, too.
    }

    private void malformed(Transport from, MalformedPacketException flaw) {
        closed(from, CloseReason.PARSE_ERROR, flaw.flaw().sentence());
    }

    private void receiveFromCandidate(Packet packet) {
        if (packet instanceof Packet.Ping ping && ping.data().equals("probe") && state == State.OPEN) {
            state = State.UPGRADING;
            if (candidate != null) {
                candidate.send(List.of(Frame.PONG_PROBE));
            }
            flush();
        } else if (packet instanceof Packet.Upgrade) {
            upgrade();
        } else {
            abandonUpgrade("the candidate sent no probe");
        }
    }

    private void upgrade() {
        Transport next = candidate;
        if (next == null) {
            return;
        }
        upgradeTimeout.cancel();
        Transport old = transport;
        if (old.writable()) {
            old.send(List.of(Frame.NOOP));
        }
        candidate = null;
        transport = next;
        state = state == State.CLOSING ? State.CLOSING : State.OPEN;
        outbox.written();
        old.discard();
        EngineLog.upgraded(id);
        flush();
    }

    private void abandonUpgrade(String description) {
        Transport failed = candidate;
        if (failed != null) {
            candidate = null;
            upgradeTimeout.cancel();
            if (state == State.UPGRADING) {
                state = State.OPEN;
            }
            EngineLog.upgradeAbandoned(id, description);
            failed.close();
        }
    }

    private void readOn() {
        holdTimeout.cancel();
        readable.complete(null);
    }

    /** The only way a session ends. */
    private void finish(CloseReason reason, String description) {
        lane.assertHeld();
        if (state == State.CLOSED) {
            return;
        }
        abandonUpgrade("the session has ended");
        state = State.CLOSED;
        engine.ended(this);
        heartbeat.stop();
        closeTimeout.cancel();
        EngineLog.closed(id, reason, description);
        if (transport.kind() == ServerOptions.Transport.POLLING && transport.writable()) {
            transport.send(List.of(reason == CloseReason.TRANSPORT_CLOSE ? Frame.NOOP : Frame.CLOSE));
        }
        transport.discard();
        outbox.discard();
        readOn();
        if (listener != null) {
            listener.closed(reason, description);
        }
    }

    private void failed(Throwable failure) {
        EngineLog.failed(id, failure);
        finish(CloseReason.TRANSPORT_ERROR, "a defect of the server");
    }
}
