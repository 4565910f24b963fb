// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The Socket.IO server of one application. Usable from any thread; inject it anywhere.
 *
 * <p>It starts with the servlets of the application. Whoever wants to open namespaces or add listeners before the first
 * client observes it: the server is a CDI event when it is about to be opened to clients. An observer that throws keeps the
 * application from starting.
 *
 * <pre>{@code
 * void open(@Observes SocketServer server) {
 *     server.of("/status").onConnection(socket -> socket.emit("status", current()));
 * }
 * }</pre>
 *
 * <p>As an operator it reaches every socket of the main namespace {@code "/"}, and its servers.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/">Socket.IO: the Server instance</a>
 * @since 0.1
 */
public interface SocketServer extends BroadcastOperator, ServerSideOperator {
    /**
     * Returns the namespace of that name, if there is one. This is how to reach the sockets of a child of a template: where
     * nobody is connected there is none, and nobody to reach.
     *
     * <p>In a cluster clients may be connected to a child on other nodes only. So there the child of a template or regular
     * expression is always found, and kept for a minute at least after the last look: look it up anew for each use.
     *
     * @param name the name; a leading {@code /} may be left out. A template or regular expression, as a
     *     {@link SocketNamespace} declares it, stands for its {@link ParentNamespace}
     * @return the namespace; empty when none of that name exists
     */
    Optional<Namespace> namespace(String name);

    /**
     * Returns the namespace of that name, and opens it to clients when there is none yet. It stays until the application
     * ends, so do not call this with names that clients choose: {@link #namespace(String)} is for them.
     *
     * <p>A name that a template or a regular expression takes becomes its child, as if a client had connected to it, but
     * one that stays, and does not count for {@link ServerOptions#maxChildNamespaces()}. Otherwise every client is admitted;
     * its events go to listeners only.
     *
     * <pre>{@code
     * Namespace status = server.of("/status");
     * status.onConnection(socket -> socket.emit("status", current()));
     * }</pre>
     *
     * @param name the name; a leading {@code /} may be left out
     * @return the namespace
     * @throws IllegalArgumentException when the name contains {@code ,} or {@code ?}, or a value of a template in it does
     *     not fit its {@link NamespaceParam}
     * @see <a href="https://socket.io/docs/v4/server-api/#serverofnsp">Socket.IO: server.of</a>
     */
    Namespace of(String name);

    /**
     * Opens all namespaces whose name matches, each when the first client connects to it.
     *
     * @param names matches the whole name, which begins with {@code /}; beware of patterns that take long on hostile names
     * @return the parent of these namespaces
     */
    ParentNamespace of(Pattern names);

    /**
     * Opens all namespaces for which the application says so, each when the first client connects to it.
     *
     * <pre>{@code
     * server.of((name, handshake) -> name.startsWith("/team-") && teams.exists(name.substring(6)));
     * }</pre>
     *
     * @param names is asked for each client that connects, with the name and the client's handshake, also where the
     *     namespace exists; on a thread of the application's handlers, so it may block. {@code false} leaves the name to
     *     parents that were added later, and a client that none takes is refused: {@code Invalid namespace}. It may throw
     *     {@link ConnectionRefusedException} to refuse with a message of its own; what else it throws is logged, and refuses
     *     with {@code Internal error}.
     * @return the parent of these namespaces
     */
    ParentNamespace of(BiPredicate<String, Handshake> names);

    /**
     * Returns the namespaces that exist: declared and opened ones, and children that have sockets. Their parents are not
     * among them.
     *
     * @return a copy
     */
    Set<Namespace> namespaces();

    /**
     * Adds a listener that hears of each namespace made from now on, also of children. It is called before any client is
     * admitted to the namespace, on a thread of the application's handlers or the one that calls {@link #of(String)}; it
     * may block. What it throws is logged.
     *
     * @param listener called with the namespace
     * @return takes the listener back
     * @see <a href="https://socket.io/docs/v4/server-api/#event-new_namespace">Socket.IO: the event "new_namespace"</a>
     */
    Registration onNewNamespace(Consumer<Namespace> listener);

    /**
     * Returns the options the server runs with.
     *
     * @return the options
     */
    ServerOptions options();

    /**
     * Returns how this node's connection to its cluster is.
     *
     * @return what is known now; empty when the application is not in a cluster
     */
    Optional<ClusterHealth> clusterHealth();

    /**
     * Returns the number of open connections of this node, over all namespaces.
     *
     * @return the reference's {@code io.engine.clientsCount}
     */
    int clientsCount();

    /**
     * Adds hooks for the HTTP requests that carry the connections. They are called after the {@link EngineHooks} beans, in
     * the order of the calls.
     *
     * @param hooks the hooks
     * @return takes them back
     */
    Registration hooks(EngineHooks hooks);
}
