// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Optional;

/**
 * The Socket.IO server of one application. Usable from any thread; inject it anywhere.
 *
 * <p>As an operator it reaches every socket of the main namespace {@code "/"}.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/">Socket.IO: the Server instance</a>
 * @since 0.1
 */
public interface SocketServer extends BroadcastOperator {
    /**
     * Returns the namespace of that name.
     *
     * @param name the name; a leading {@code /} may be left out
     * @return the namespace; empty when none of that name exists
     */
    Optional<Namespace> namespace(String name);

    /**
     * Returns the options the server runs with.
     *
     * @return the options
     */
    ServerOptions options();

    /**
     * Returns the number of open connections of this node, over all namespaces.
     *
     * @return the reference's {@code io.engine.clientsCount}
     */
    int clientsCount();
}
