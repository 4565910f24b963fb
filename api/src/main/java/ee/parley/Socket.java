// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.security.Principal;
import java.time.Duration;
import java.util.Optional;

/**
 * One client in one namespace. Usable from any thread.
 *
 * <p>A client that joined several namespaces has a socket in each, over one connection. Injected ({@code @Inject Socket}),
 * it is the socket whose callback is running.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/">Socket.IO: the Socket instance (server-side)</a>
 * @since 0.1
 */
public interface Socket extends RemoteSocket {
    /**
     * Returns the namespace the socket is in.
     *
     * @return the namespace
     */
    Namespace namespace();

    /**
     * Returns whom the container authenticated when the client connected.
     *
     * @return the caller; empty when there was none
     */
    Optional<Principal> principal();

    /**
     * Tells whether the socket has been admitted to its namespace and has not left.
     *
     * @return {@code false} inside {@link OnConnect} and once the socket has left
     */
    boolean connected();

    @Override
    Socket timeout(Duration timeout);

    @Override
    default Socket afterCommit() {
        return afterCommit(true);
    }

    /** {@inheritDoc} */
    @Override
    Socket afterCommit(boolean on);

    /**
     * Returns this socket with the compression of what it sends switched. This socket is unchanged.
     *
     * @param on whether transports that can compress may do so; the default is {@code true}
     * @return a view of this socket
     */
    Socket compress(boolean on);

    /**
     * Returns this socket sending events that may be lost: one is dropped when the client's transport cannot take it at
     * once. This socket is unchanged.
     *
     * @return a view of this socket, the reference's {@code socket.volatile}
     */
    Socket asVolatile();

    /**
     * Returns an operator that reaches every socket of the namespace but this one.
     *
     * @return the reference's {@code socket.broadcast}
     */
    BroadcastOperator broadcast();

    /**
     * Returns an operator that reaches every socket in any of the rooms but this one.
     *
     * @param rooms the rooms; none reaches nobody
     * @return the operator
     */
    BroadcastOperator to(String... rooms);

    /**
     * Returns an operator that reaches every socket of the namespace but this one and those in any of the rooms.
     *
     * @param rooms the rooms to leave out
     * @return the operator
     */
    BroadcastOperator except(String... rooms);
}
