// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionId;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.transport.Grizzly;
import ee.parley.impl.transport.HandOver;
import ee.parley.impl.transport.WebSocketAcceptor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Turns checked requests into the WebSocket transports of one server. Thread-safe. */
public final class WebSocketConnector implements WebSocketAcceptor {
    /** How long a peer may take to read what was sent to it before the close, and to answer that. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Engine engine;
    private final WebSocketUpgrade upgrade;
    private final Timers timers;
    private final int maxMessage;
    private final Executor closer;
    private final HeldReaders heldReaders = new HeldReaders();

    /**
     * A connector.
     *
     * @param engine where sessions are opened
     * @param options the size limit of a message
     * @param timers for upgrades that the container never finishes, and for peers that do not read
     * @param upgrade how this deployment upgrades
     * @param closer runs closes, which may block on a peer that does not read
     */
    public WebSocketConnector(
            Engine engine, ServerOptions options, Timers timers, WebSocketUpgrade upgrade, Executor closer) {
        this.engine = engine;
        this.upgrade = upgrade;
        this.timers = timers;
        this.maxMessage = options.maxHttpBufferSize();
        this.closer = closer;
    }

    @Override
    public void connect(
            HttpServletRequest request, HttpServletResponse response, SessionId id, HandshakeRequest handshake) {
        Optional<Runnable> drop = Grizzly.whatDrops(request);
        upgrade.upgrade(
                request,
                response,
                socket -> {
                    Session session = engine.open(id, handshake, opening -> transport(opening, socket, drop));
                    if (!(session.transport() instanceof WebSocketTransport transport)) {
                        throw new AssertionError(session.transport());
                    }
                    transport.receive();
                    return transport;
                },
                timers);
    }

    @Override
    public void probe(HttpServletRequest request, HttpServletResponse response, Session session) {
        Optional<Runnable> drop = Grizzly.whatDrops(request);
        upgrade.upgrade(
                request,
                response,
                socket -> {
                    WebSocketTransport candidate = transport(session, socket, drop);
                    session.probe(candidate);
                    candidate.receive();
                    return candidate;
                },
                timers);
    }

    /** Nothing to do: the container closes what its sessions have closed. */
    @Override
    public void close() {}

    private WebSocketTransport transport(Session session, jakarta.websocket.Session socket, Optional<Runnable> drop) {
        return new WebSocketTransport(this, session, socket, drop);
    }

    int maxMessage() {
        return maxMessage;
    }

    HeldReaders heldReaders() {
        return heldReaders;
    }

    Executor closer() {
        return closer;
    }

    /**
     * A connection has ended for the container, which may yet hold for good what its peer does not read, or read on for as long
     * as its peer sends.
     */
    void ended(jakarta.websocket.Session socket, Optional<Runnable> drop) {
        if (drop.isPresent()) {
            later(drop.get());
        } else if (UndertowSessions.made(socket)) {
            // Weakly: the container has what is still open, and nobody else should keep what is not.
            WeakReference<jakarta.websocket.Session> ended = new WeakReference<>(socket);
            later(() -> {
                jakarta.websocket.Session open = ended.get();
                if (open != null) {
                    UndertowSessions.cut(open);
                }
            });
        }
    }

    private void later(Runnable drop) {
        timers.schedule(CLOSE_TIMEOUT, () -> HandOver.run(closer, drop));
    }
}
