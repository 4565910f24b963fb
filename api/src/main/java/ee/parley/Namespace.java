// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A namespace: a communication channel that splits an application over one connection. Usable from any thread, also from
 * a REST resource, a timer or a message-driven bean.
 *
 * <p>As an operator it reaches every socket of the namespace.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: namespaces</a>
 * @since 0.1
 */
public interface Namespace extends BroadcastOperator, ServerSideOperator {
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

    /**
     * Adds a listener that is called for each socket of this node that has been admitted from now on: after its
     * {@link OnConnect} gate, before the first of its events. On a {@link ParentNamespace} it is called for the sockets of
     * every child.
     *
     * <p>It runs on a thread of the application's handlers and may block, which holds back that socket's events only. What
     * it throws is logged; the socket stays.
     *
     * @param listener called with the socket
     * @return takes the listener back
     * @see <a href="https://socket.io/docs/v4/server-api/#event-connection">Socket.IO: the event "connection"</a>
     */
    Registration onConnection(Consumer<Socket> listener);

    /**
     * Adds a listener that hears of the rooms of this namespace on this node. On a {@link ParentNamespace} it hears of the
     * rooms of every child.
     *
     * <p>It is told afterwards, in the order in which things happened, one after another, on a thread of the application's
     * handlers; it may block. What it throws is logged. While nobody listens, nothing is recorded. Should 100 000 events of
     * one namespace wait for slow listeners, further ones are left out until half of them have been told, which is logged.
     *
     * @param listener called with each event
     * @return takes the listener back
     * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: room events</a>
     */
    Registration onRoomEvent(Consumer<RoomEvent> listener);

    /**
     * Adds middleware: it sees each client that asks to join, after the {@link ConnectMiddleware} beans and before the
     * {@link OnConnect} method, in the order of the calls. Clients that are being asked for already do not meet it.
     *
     * @param middleware the middleware
     * @return takes it back
     */
    Registration use(ConnectMiddleware middleware);

    /**
     * Returns the rooms of this namespace, on all nodes of the cluster, and how many sockets are in each. The rooms that each
     * socket is in by its id are left out. What travels between nodes is numbers, not sockets.
     *
     * @return completes with a copy; fails with {@link PartialResultException} when not all nodes answer within
     *     {@link ServerOptions#ackTimeout()}
     */
    CompletionStage<Map<String, Integer>> countRooms();
}
