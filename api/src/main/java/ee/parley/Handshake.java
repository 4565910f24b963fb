// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was known of a client when it connected. Immutable; usable from any thread.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#sockethandshake">Socket.IO: socket.handshake</a>
 * @since 0.1
 */
public interface Handshake {
    /**
     * Returns the headers of the session's first HTTP request.
     *
     * @return the headers; names are case-insensitive
     */
    Map<String, List<String>> headers();

    /**
     * Returns the query parameters of the session's first HTTP request, those of the protocol ({@code EIO},
     * {@code transport}) included.
     *
     * @return the parameters, decoded as UTF-8; of a repeated one, the last
     */
    Map<String, String> query();

    /**
     * Returns the client's {@code auth} payload: the object in its {@code CONNECT} packet.
     *
     * @return the payload; the empty object when the client sent none
     */
    JsonObject auth();

    /**
     * Returns when the socket connected.
     *
     * @return the server's clock at the {@code CONNECT} packet
     */
    Instant issued();

    /**
     * Returns the address of the peer, as the container reports it.
     *
     * @return the remote address; a proxy's where the container is not told to trust its headers
     */
    String address();

    /**
     * Returns whether the first request came over TLS.
     *
     * @return the container's view of it
     */
    boolean secure();

    /**
     * Returns whether the first request carried an {@code Origin} header.
     *
     * @return the reference's {@code xdomain}
     */
    boolean crossDomain();

    /**
     * Returns the URL of the first request.
     *
     * @return path and query as received, for example {@code /socket.io/?EIO=4&transport=polling}
     */
    String url();

    /**
     * Returns whom the container authenticated on the first request.
     *
     * @return the caller; empty when there was none
     */
    Optional<Principal> principal();
}
