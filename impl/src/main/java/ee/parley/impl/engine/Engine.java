// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.lane.Timers;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** The sessions of one server. Thread-safe. */
public final class Engine {
    private final ServerOptions options;
    private final Timers timers;
    private final SessionAcceptor acceptor;
    private final SessionIds ids = new SessionIds();
    private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

    private volatile boolean closing;

    /**
     * An engine without sessions.
     *
     * @param options heartbeat, limits and transports
     * @param timers for heartbeats and time limits
     * @param acceptor hears of each session
     */
    public Engine(ServerOptions options, Timers timers, SessionAcceptor acceptor) {
        this.options = options;
        this.timers = timers;
        this.acceptor = acceptor;
    }

    /** Returns the session of that id, unless it has ended. */
    public Optional<Session> session(String sid) {
        return Optional.ofNullable(sessions.get(sid));
    }

    /** Returns an id for a session that is yet to be opened: a WebSocket handshake names it in its cookie. */
    public SessionId nextId() {
        return ids.next();
    }

    /** Tells whether it has the form of an id but was not made here: by another node, or before this one started. */
    public boolean foreign(String sid) {
        return ids.foreign(sid);
    }

    /**
     * Opens a session: the open packet is sent, the acceptor is told. During {@link #close()} it is closed at once.
     *
     * @param request the first request, as {@code handshake}
     * @param transport makes the transport of the new session
     * @return the session
     */
    public Session open(HandshakeRequest request, Function<Session, Transport> transport) {
        return open(nextId(), request, transport);
    }

    /**
     * Opens a session under an id that {@link #nextId()} gave, as {@link #open(HandshakeRequest, Function)} does.
     *
     * @param id used for no other session
     * @param request the first request, as {@code handshake}
     * @param transport makes the transport of the new session
     * @return the session
     */
    public Session open(SessionId id, HandshakeRequest request, Function<Session, Transport> transport) {
        Session session = new Session(this, id, request, transport);
        sessions.put(session.id().value(), session);
        session.open(acceptor);
        if (closing) {
            session.shutDown();
        }
        return session;
    }

    /** Returns the number of sessions that have not ended. */
    public int clientsCount() {
        return sessions.size();
    }

    /** Tells whether {@link #close()} has been called: handshakes are to be refused. */
    public boolean closing() {
        return closing;
    }

    /** Ends all sessions, with {@link CloseReason#SERVER_SHUTTING_DOWN}. */
    public void close() {
        closing = true;
        sessions.values().forEach(Session::shutDown);
    }

    ServerOptions options() {
        return options;
    }

    Timers timers() {
        return timers;
    }

    void ended(Session session) {
        sessions.remove(session.id().value(), session);
    }

    /** The data of the open packet, with the keys in the reference's order. */
    String openPacket(SessionId id, ServerOptions.Transport over) {
        boolean upgradable = over == ServerOptions.Transport.POLLING
                && options.allowUpgrades()
                && options.transports().contains(ServerOptions.Transport.WEBSOCKET);
        return "{\"sid\":\"" + id.value()
                + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "")
                + "],\"pingInterval\":" + options.pingInterval().toMillis()
                + ",\"pingTimeout\":" + options.pingTimeout().toMillis()
                + ",\"maxPayload\":" + options.maxHttpBufferSize() + "}";
    }
}
