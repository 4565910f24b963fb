// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;

/**
 * Thrown to refuse a client that asks to join a namespace: by an {@link OnConnect} method, a {@link ConnectMiddleware}, a
 * {@link SocketAuthenticator}, or the predicate of {@link SocketServer#of(java.util.function.BiPredicate) SocketServer.of}.
 *
 * <p>The client's {@code connect_error} event carries the message, and the data as {@code err.data}. On the wire:
 * {@code 44/chat,{"message":"not authorized","data":{"retry":false}}}; {@code data} is left out when empty.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/#handling-middleware-error">Socket.IO: handling middleware
 *     error</a>
 * @since 0.1
 */
public class ConnectionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> data;

    /**
     * A refusal without data.
     *
     * @param message why, sent to the client
     */
    public ConnectionRefusedException(String message) {
        this(message, Map.of());
    }

    /**
     * A refusal with data.
     *
     * @param message why, sent to the client
     * @param data more about it, written by JSON-B; no key or value is {@code null}
     */
    public ConnectionRefusedException(String message, Map<String, ?> data) {
        super(message);
        this.data = Map.copyOf(data);
    }

    /**
     * Returns what the client gets as {@code err.data}.
     *
     * @return the data; empty where there is none
     */
    public Map<String, Object> data() {
        return data;
    }
}
