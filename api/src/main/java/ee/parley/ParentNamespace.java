// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Set;

/**
 * What is common to all namespaces that one template, regular expression or predicate takes: its children. Usable from any
 * thread.
 *
 * <p>A child is made when the first client connects to its name, and ends when its last socket has left and its
 * {@link OnDisconnect} has returned. As an operator a parent reaches the sockets of all children; so do {@link #sockets()}
 * and the queries. Its listeners and middleware apply to every child, before the child's own. An event is sent to the
 * children one after another, its arguments written once.
 *
 * <pre>{@code
 * @Inject @InNamespace("/tenant-{id}") ParentNamespace tenants;
 *
 * void announce(String news) {
 *     tenants.emit("news", news);
 * }
 * }</pre>
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/#dynamic-namespaces">Socket.IO: dynamic namespaces</a>
 * @since 0.1
 */
public interface ParentNamespace extends Namespace {
    /**
     * Returns the template or regular expression as declared; {@code /_0}, {@code /_1} and so on for predicates. No client
     * can connect to a parent.
     *
     * @return the name
     */
    @Override
    String name();

    /**
     * Returns the children that exist.
     *
     * @return a copy
     */
    Set<Namespace> children();
}
