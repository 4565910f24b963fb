// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.List;
import java.util.Map;

/**
 * Hears of the HTTP requests that carry the connections, below all namespaces: refuses handshakes, adds headers, is told of
 * refusals.
 *
 * <p>Every CDI bean of this type is called, in the order of their {@code @Priority}, the lowest first; those without come
 * last, by the names of their classes. More are added by {@link SocketServer#hooks}, and called after them.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Addresses implements EngineHooks {
 *     @Inject Blocklist blocked;
 *
 *     @Override
 *     public void allowRequest(EngineRequest request) {
 *         if (blocked.contains(request.address())) {
 *             throw new RequestRefusedException("not from here");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Called on the container's thread of the request, as a servlet filter is: it may block, which makes that
 * request wait. No request context is active, so a bean is {@code @ApplicationScoped} or {@code @Dependent}, and does not use
 * request-scoped ones. <b>Failures.</b> Whatever a hook throws but {@link RequestRefusedException} is logged, and the request
 * answered 500: a check that is broken lets nobody in.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#allowrequest">Socket.IO: allowRequest</a>
 * @since 0.1
 */
public interface EngineHooks {
    /**
     * Lets a handshake pass, or refuses it. Called for the first request of each connection, long-polling or WebSocket, after
     * its {@code Origin} has been admitted; not for later requests, which have a {@code sid}.
     *
     * @param request the request
     * @throws RequestRefusedException refuses it: 403, code 4
     */
    default void allowRequest(EngineRequest request) {}

    /**
     * Adds headers to the answer to the first request of a connection: the first poll's, or the 101 of WebSocket. Called
     * before {@link #headers}. For example, to set a cookie.
     *
     * @param request the request
     * @param headers empty, to be filled. {@code Set-Cookie} and {@code Vary} are added to what is there, any other replaces
     *     one of the same name that has been set before
     * @see <a href="https://socket.io/docs/v4/server-api/#event-initial_headers">Socket.IO: initial_headers</a>
     */
    default void initialHeaders(EngineRequest request, Map<String, List<String>> headers) {}

    /**
     * Adds headers to the answer to every request of a connection: polls, POSTs and the 101 of WebSocket. Not called for a
     * request that is refused.
     *
     * @param request the request
     * @param headers as in {@link #initialHeaders}
     * @see <a href="https://socket.io/docs/v4/server-api/#event-headers">Socket.IO: headers</a>
     */
    default void headers(EngineRequest request, Map<String, List<String>> headers) {}

    /**
     * Hears that a request is refused, before it is answered. Any client can provoke this at any rate: do not log each at a
     * level that is on.
     *
     * @param error code, message, context and request
     * @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO: connection_error</a>
     */
    default void connectionError(ConnectionError error) {}
}
