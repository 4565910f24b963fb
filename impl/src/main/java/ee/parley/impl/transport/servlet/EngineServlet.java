// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.ServerOptions;
import ee.parley.impl.bundle.ClientBundle;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Hooks;
import ee.parley.impl.engine.Refusal;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionId;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.transport.WebSocketAcceptor;
import ee.parley.impl.transport.polling.Parking;
import ee.parley.impl.transport.polling.PollingTransport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The front door: polls, POSTs, WebSocket handshakes and the browser bundle, to be mapped to the path of the options and to
 * all below it, with asynchronous requests supported. Thread-safe.
 *
 * <pre>
 *   path known? -> preflight? -> bundle? -> transport known -> Origin well-formed
 *     sid given:  session known -> transport is the session's, or an upgrade -> EIO as before
 *                   -> upgrade: allowed, well-formed, Origin admitted -> poll, POST or upgrade
 *     none given: GET -> websocket only as an upgrade -> Origin admitted -> allowed by the application -> EIO known
 *                   -> server not stopping -> open
 * </pre>
 */
public final class EngineServlet extends HttpServlet {
    private static final String REVISION = "4";
    private static final String HANDSHAKE_ERROR = "TRANSPORT_HANDSHAKE_ERROR";

    private final transient Engine engine;
    private final transient ServerOptions options;
    private final transient Timers timers;
    private final transient WebSocketAcceptor webSockets;
    private final transient ClientBundle bundle;
    private final transient Parking parking;
    private final transient Optional<Cors> cors;
    private final transient Origins origins;
    private final transient Snapshots snapshots = new Snapshots();
    private final transient HookCalls hooks;
    private final transient Set<String> roles;
    private final transient Optional<Strays> strays;
    private final transient AtomicBoolean asyncTold = new AtomicBoolean();

    /**
     * A servlet without state of its own.
     *
     * @param engine where sessions are
     * @param options transports, limits, CORS and cookie
     * @param timers for the time limit of a body
     * @param webSockets takes upgrades
     * @param bundle the browser's files; {@link ClientBundle#none()} to serve none
     * @param executor has time to wait for a thread of the container's
     * @param hooks asked about requests
     * @param roles those that the application names: the container is asked which of them a client has
     * @param oneOfMany whether there may be other nodes, behind a balancer that had better not mix them up
     */
    public EngineServlet(
            Engine engine,
            ServerOptions options,
            Timers timers,
            WebSocketAcceptor webSockets,
            ClientBundle bundle,
            Executor executor,
            Hooks hooks,
            Set<String> roles,
            boolean oneOfMany) {
        this.engine = engine;
        this.options = options;
        this.timers = timers;
        this.webSockets = webSockets;
        this.bundle = bundle;
        this.parking = new Parking(executor);
        this.cors = options.cors().map(Cors::new);
        this.origins = new Origins(options.cors());
        this.hooks = new HookCalls(hooks, snapshots);
        this.roles = Set.copyOf(roles);
        this.strays = oneOfMany
                ? Optional.of(new Strays(
                        timers, options.pingInterval().plus(options.pingTimeout()), ServletLog::sessionOfAnotherNode))
                : Optional.empty();
    }

    /** All methods, HEAD and unknown ones too: the servlet API's own treatment of HEAD would open a session. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(request, response);
        } catch (IOException gone) {
            // Any client can go while it is answered, and a container would log the stack of each.
            ServletLog.clientGone(gone);
            if (!response.isCommitted()) {
                Replies.empty(response, HttpServletResponse.SC_BAD_REQUEST);
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        boolean ofEngine = path == null || path.equals("/");
        if (!ofEngine && !bundle.has(path.substring(1))) {
            Replies.empty(response, HttpServletResponse.SC_NOT_FOUND);
        } else if (cors.isPresent() && request.getMethod().equals("OPTIONS")) {
            cors.get().preflight(request, response);
        } else {
            cors.ifPresent(headers -> headers.apply(request, response));
            if (ofEngine) {
                admit(request, response);
            } else {
                bundle.serve(path.substring(1), request, response);
            }
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        boolean upgrade = UpgradeRequest.is(request);
        Visit visit = new Visit(request, response, Query.parse(request.getQueryString()), upgrade);
        try {
            Optional<Refused> refused = check(visit);
            if (refused.isPresent()) {
                ServletLog.refused(refused.get(), request.getMethod(), request.getRemoteAddr());
                hooks.refused(request, visit.query, refused.get());
                Replies.refuse(request, response, refused.get(), upgrade);
            }
        } catch (HookCalls.HookFailedException broken) {
            Replies.empty(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** Answers the request, unless it returns why not. */
    private Optional<Refused> check(Visit visit) throws IOException {
        Optional<ServerOptions.Transport> transport = options.transports().stream()
                .filter(allowed -> allowed.toString().equals(visit.parameter("transport")))
                .findFirst();
        if (transport.isEmpty()) {
            return refused(Refusal.UNKNOWN_TRANSPORT, "transport", visit.parameter("transport"));
        }
        if (!Origins.wellFormed(visit.request)) {
            return refused(Refusal.BAD_REQUEST, "name", "INVALID_ORIGIN", "origin", visit.origin());
        }
        String sid = visit.parameter("sid");
        return sid.isEmpty() ? checkHandshake(visit, transport.get()) : checkSession(visit, transport.get(), sid);
    }

    private Optional<Refused> checkSession(Visit visit, ServerOptions.Transport transport, String sid)
            throws IOException {
        Optional<Session> session = engine.session(sid);
        if (session.isEmpty()) {
            if (strays.isPresent() && engine.foreign(sid)) {
                strays.get().seen();
            }
            return refused(Refusal.UNKNOWN_SID, "sid", sid);
        }
        ServerOptions.Transport current = session.get().transport().kind();
        boolean known = visit.upgrade ? transport == ServerOptions.Transport.WEBSOCKET : transport == current;
        if (!known) {
            return mismatch(transport, current);
        }
        if (!visit.parameter("EIO").equals(REVISION)) {
            return refused(
                    Refusal.BAD_REQUEST,
                    "name",
                    "PROTOCOL_MISMATCH",
                    "protocol",
                    visit.parameter("EIO"),
                    "previousProtocol",
                    REVISION);
        }
        if (visit.upgrade) {
            return probe(visit, session.get());
        }
        // An upgraded session has no requests any more; its transport is a WebSocket, which takes none.
        return session.get().transport() instanceof PollingTransport polling
                ? exchange(visit, polling)
                : mismatch(transport, current);
    }

    private static Optional<Refused> mismatch(ServerOptions.Transport asked, ServerOptions.Transport current) {
        return refused(
                Refusal.BAD_REQUEST,
                "name",
                "TRANSPORT_MISMATCH",
                "transport",
                asked.toString(),
                "previousTransport",
                current.toString());
    }

    private Optional<Refused> probe(Visit visit, Session session) {
        if (!options.allowUpgrades() || !UpgradeRequest.wellFormed(visit.request, visit.response)) {
            return Optional.of(Refused.malformed(HANDSHAKE_ERROR));
        }
        if (!origins.admit(visit.request)) {
            return foreign(visit);
        }
        hooks.headers(visit.request, visit.response, visit.query, false);
        webSockets.probe(visit.request, visit.response, session);
        return Optional.empty();
    }

    private Optional<Refused> exchange(Visit visit, PollingTransport polling) throws IOException {
        if (!asynchronous(visit)) {
            return Optional.empty();
        }
        hooks.headers(visit.request, visit.response, visit.query, false);
        Replies.sayToOldBrowsers(visit.request, visit.response);
        switch (visit.request.getMethod()) {
            case "GET" -> polling.poll(visit.request, visit.response);
            case "POST" -> polling.post(visit.request, visit.response);
            default -> Replies.empty(visit.response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        return Optional.empty();
    }

    private Optional<Refused> checkHandshake(Visit visit, ServerOptions.Transport transport) {
        if (!visit.request.getMethod().equals("GET")) {
            return refused(Refusal.BAD_HANDSHAKE_METHOD, "method", visit.request.getMethod());
        }
        if (visit.upgrade != (transport == ServerOptions.Transport.WEBSOCKET)) {
            return Optional.of(Refused.malformed(HANDSHAKE_ERROR));
        }
        if (!origins.admit(visit.request)) {
            return foreign(visit);
        }
        Optional<Refused> forbidden = hooks.refusal(visit.request, visit.query);
        if (forbidden.isPresent()) {
            return forbidden;
        }
        if (!visit.parameter("EIO").equals(REVISION)) {
            return refused(Refusal.UNSUPPORTED_PROTOCOL_VERSION, "protocol", visit.parameter("EIO"));
        }
        if (visit.upgrade && !UpgradeRequest.wellFormed(visit.request, visit.response)) {
            return Optional.of(Refused.malformed(HANDSHAKE_ERROR));
        }
        if (engine.closing()) {
            Replies.empty(visit.response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else if (visit.upgrade) {
            hooks.headers(visit.request, visit.response, visit.query, true);
            SessionId id = engine.nextId();
            Replies.cookie(visit.response, options.cookie(), id);
            webSockets.connect(visit.request, visit.response, id, snapshots.of(visit.request, visit.query, roles));
        } else if (asynchronous(visit)) {
            openPolling(visit);
        }
        return Optional.empty();
    }

    private void openPolling(Visit visit) {
        hooks.headers(visit.request, visit.response, visit.query, true);
        HandshakeRequest handshake = snapshots.of(visit.request, visit.query, roles);
        Session session = engine.open(handshake, opening -> new PollingTransport(opening, options, timers, parking));
        Replies.cookie(visit.response, options.cookie(), session.id());
        Replies.sayToOldBrowsers(visit.request, visit.response);
        if (!(session.transport() instanceof PollingTransport polling)) {
            throw new AssertionError(session.transport());
        }
        polling.poll(visit.request, visit.response);
    }

    private static Optional<Refused> foreign(Visit visit) {
        return refused(Refusal.FORBIDDEN, "message", Refusal.FORBIDDEN.message(), "origin", visit.origin());
    }

    private static Optional<Refused> refused(Refusal reason, String... context) {
        return Optional.of(Refused.because(reason, context));
    }

    private boolean asynchronous(Visit visit) {
        if (visit.request.isAsyncSupported()) {
            return true;
        }
        ServletLog.asyncUnsupported(asyncTold);
        Replies.empty(visit.response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        return false;
    }

    /** One request on its way through the checks. */
    private record Visit(
            HttpServletRequest request, HttpServletResponse response, Map<String, String> query, boolean upgrade) {
        /** The parameter's value; one that is missing is as good as an empty one. */
        String parameter(String name) {
            return query.getOrDefault(name, "");
        }

        String origin() {
            return Objects.requireNonNullElse(request.getHeader("Origin"), "");
        }
    }
}
