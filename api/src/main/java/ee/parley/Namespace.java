// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Set;

/**
 * A namespace: a communication channel that splits an application over one connection. Usable from any thread, also from
 * a REST resource, a timer or a message-driven bean.
 *
 * <p>As an operator it reaches every socket of the namespace.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: namespaces</a>
 * @since 0.1
 */
public interface Namespace extends BroadcastOperator {
    /**
     * Returns the name of the namespace.
     *
     * @return the name, beginning with {@code /}
     */
    String name();

    /**
     * Returns the sockets of this node that are connected to the namespace.
     *
     * @return a copy
     */
    Set<Socket> sockets();
}
