// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;

/**
 * A request that was refused before any session or socket saw it.
 *
 * <table>
 * <caption>Codes and contexts, as in the reference</caption>
 * <tr><th>code</th><th>message</th><th>context</th></tr>
 * <tr><td>0</td><td>Transport unknown</td><td>{@code transport}</td></tr>
 * <tr><td>1</td><td>Session ID unknown</td><td>{@code sid}</td></tr>
 * <tr><td>2</td><td>Bad handshake method</td><td>{@code method}</td></tr>
 * <tr><td>3</td><td>Bad request</td><td>{@code name}, one of {@code INVALID_ORIGIN} (with {@code origin}),
 *     {@code TRANSPORT_MISMATCH} (with {@code transport} and {@code previousTransport}), {@code PROTOCOL_MISMATCH} (with
 *     {@code protocol} and {@code previousProtocol}) and {@code TRANSPORT_HANDSHAKE_ERROR}</td></tr>
 * <tr><td>4</td><td>Forbidden, or that of the {@link RequestRefusedException}</td><td>{@code message}; where the origin was
 *     the reason, {@code origin}</td></tr>
 * <tr><td>5</td><td>Unsupported protocol version</td><td>{@code protocol}</td></tr>
 * </table>
 *
 * @param code what kind of error, for programs
 * @param message what the client is told
 * @param context more about it. Its strings are the client's: do not trust them
 * @param request what was refused
 * @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO: connection_error</a>
 * @since 0.1
 */
public record ConnectionError(int code, String message, Map<String, String> context, EngineRequest request) {
    /** Copies the map. */
    public ConnectionError {
        context = Map.copyOf(context);
    }
}
