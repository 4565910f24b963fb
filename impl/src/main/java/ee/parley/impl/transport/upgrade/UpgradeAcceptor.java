// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionId;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.transport.Grizzly;
import ee.parley.impl.transport.HandOver;
import ee.parley.impl.transport.WebSocketAcceptor;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Turns checked requests into WebSocket connections that we frame ourselves. One for each server; thread-safe. */
public final class UpgradeAcceptor implements WebSocketAcceptor {
    /** RFC 6455, section 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** By then the container has opened the connection, or never will. */
    private static final Duration BEGIN_TIMEOUT = Duration.ofSeconds(10);

    /** How long a peer may take to read what was sent to it before the close. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final Engine engine;
    private final ServerOptions options;
    private final Timers timers;
    private final Executor closer;
    private final DeferredWork deferred;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Set<UpgradeTransport> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    /** Whether the container has ever opened a connection: then it will go on doing so. */
    private volatile boolean proven;

    private volatile boolean closed;

    /**
     * An acceptor without connections.
     *
     * @param engine where sessions are opened
     * @param options the size limit of a message
     * @param timers for peers that do not answer a close
     * @param writer runs writes and readings that are put off; must not be held up by anything that blocks
     * @param closer ends connections, which may block
     */
    public UpgradeAcceptor(Engine engine, ServerOptions options, Timers timers, Executor writer, Executor closer) {
        this.engine = engine;
        this.options = options;
        this.timers = timers;
        this.closer = closer;
        this.deferred = new DeferredWork(writer);
    }

    @Override
    public void connect(
            HttpServletRequest request, HttpServletResponse response, SessionId id, HandshakeRequest handshake) {
        upgrade(request, response, connection -> {
            Session session = engine.open(id, handshake, opening -> transport(opening, connection));
            if (!(session.transport() instanceof UpgradeTransport transport)) {
                throw new AssertionError(session.transport());
            }
            return transport;
        });
    }

    @Override
    public void probe(HttpServletRequest request, HttpServletResponse response, Session session) {
        upgrade(request, response, connection -> {
            UpgradeTransport candidate = transport(session, connection);
            session.probe(candidate);
            return candidate;
        });
    }

    private UpgradeTransport transport(Session session, UpgradedConnection connection) {
        proven = true;
        try {
            UpgradeTransport transport = new UpgradeTransport(session, this, connection);
            connections.add(transport);
            if (closed) {
                transport.abandon();
            }
            return transport;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer is a 101, or a 500 if the container does not do it. */
    private void upgrade(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<UpgradedConnection, UpgradeTransport> opening) {
        try {
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Sec-WebSocket-Accept", accept(request.getHeader("Sec-WebSocket-Key")));
            UpgradedConnection connection = request.upgrade(UpgradedConnection.class);
            connection.attach(opening, ReadingThread.of(request), Grizzly.whatDrops(request));
            if (!proven) {
                timers.schedule(BEGIN_TIMEOUT, () -> {
                    if (!connection.begun()) {
                        UpgradeLog.neverBegun();
                    }
                });
            }
        } catch (IOException | ServletException | RuntimeException e) {
            UpgradeLog.notUpgraded(told, e);
            if (!response.isCommitted()) {
                response.reset();
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                response.setContentLength(0);
            }
        }
    }

    /** What proves to the client that its key has been read. */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }

    ReadBuffers buffers() {
        return buffers;
    }

    DeferredWork deferred() {
        return deferred;
    }

    Timers timers() {
        return timers;
    }

    int maxMessage() {
        return options.maxHttpBufferSize();
    }

    /** Ends a connection on another thread than the lane's: containers may write what they still hold, and wait. */
    void end(UpgradeTransport transport, UpgradedConnection connection, boolean cut) {
        connections.remove(transport);
        HandOver.run(closer, () -> connection.close(cut));
        if (!cut) {
            // What it has taken from us may yet wait for a peer that does not read.
            connection.drop().ifPresent(drop -> timers.schedule(READ_TIMEOUT, () -> HandOver.run(closer, drop)));
        }
    }

    @Override
    public void close() {
        closed = true;
        connections.forEach(UpgradeTransport::abandon);
    }
}
