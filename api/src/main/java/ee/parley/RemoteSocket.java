// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A socket as {@link BroadcastOperator#fetchSockets()} finds it, on this node or another. Usable from any thread.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/#fetchsockets">Socket.IO: fetchSockets</a>
 * @since 0.1
 */
public interface RemoteSocket {
    /**
     * Returns the public id of the socket: 20 characters of {@code A-Za-z0-9_-}, different in each namespace. It is also
     * the name of a room that only this socket is in.
     *
     * @return the id
     */
    String id();

    /**
     * Returns what was known of the client when it connected.
     *
     * @return the handshake
     */
    Handshake handshake();

    /**
     * Returns the rooms the socket is in, its own id among them.
     *
     * @return a copy; empty once the socket has left its namespace
     */
    Set<String> rooms();

    /**
     * Returns what the application attached to the socket.
     *
     * @return the live data of a socket of this node, else a copy
     */
    SocketData data();

    /**
     * Joins rooms. Does nothing once the socket has left its namespace.
     *
     * @param rooms the rooms; a room exists while a socket is in it
     */
    void join(String... rooms);

    /**
     * Leaves rooms; those it is not in are ignored.
     *
     * @param rooms the rooms
     */
    void leave(String... rooms);

    /**
     * Sends an event to this client. Never blocks; does nothing once the socket has left its namespace. Events reach the
     * client in the order of the calls of one thread.
     *
     * <p>On the wire: {@code 42["event",…]}; with bytes among the arguments a binary event, {@code 451-["event",…]} and
     * the attachments.
     *
     * @param event the name of the event
     * @param args the arguments, each written by JSON-B; {@code byte[]}, {@link java.nio.ByteBuffer} and
     *     {@link java.io.InputStream} travel as binary attachments
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     * @throws IllegalStateException when the transaction that it is to wait for takes no more, as said at
     *     {@link BroadcastOperator#afterCommit(boolean)}
     */
    void emit(String event, Object... args);

    /**
     * Sends an event to this client and returns its answer.
     *
     * @param <T> the type of the answer
     * @param type the type to bind the first argument of the client's answer to, by JSON-B; {@code Void} to ignore it
     * @param event the name of the event
     * @param args the arguments, as in {@link #emit}
     * @return completes with the answer; fails with {@link AckTimeoutException} after {@link #timeout(Duration)}, with
     *     {@link SocketDisconnectedException} when the client has left or leaves, with {@link RolledBackException} when
     *     {@link #afterCommit()} bound it to a transaction that was rolled back, with
     *     {@link IllegalArgumentException} when the answer cannot be bound. Completed on a thread that may run
     *     application code.
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     * @throws IllegalStateException when the transaction that it is to wait for takes no more, as said at
     *     {@link BroadcastOperator#afterCommit(boolean)}
     */
    <T> CompletionStage<T> emitWithAck(Class<T> type, String event, Object... args);

    /**
     * Returns this socket with another time to wait for acknowledgements. This socket is unchanged.
     *
     * @param timeout how long {@code emitWithAck} waits; positive, precise to about 100 milliseconds
     * @return a view of this socket
     * @throws IllegalArgumentException when the time is not positive
     */
    RemoteSocket timeout(Duration timeout);

    /**
     * Returns this socket sending when the caller's transaction commits. This socket is unchanged.
     *
     * @return a view of this socket
     */
    default RemoteSocket afterCommit() {
        return afterCommit(true);
    }

    /**
     * Returns this socket with another rule for what it sends inside a transaction, as
     * {@link BroadcastOperator#afterCommit(boolean)} has it. This socket is unchanged.
     *
     * @param on whether {@code emit} and {@code emitWithAck} wait for the commit; the default is
     *     {@link ServerOptions#emitAfterCommit()}
     * @return a view of this socket
     */
    RemoteSocket afterCommit(boolean on);

    /**
     * Makes the socket leave its namespace: the client is sent {@code DISCONNECT} and does not reconnect by itself. The
     * reason is {@link DisconnectReason#SERVER_NAMESPACE_DISCONNECT}. Events of it that wait to be handled are dropped.
     *
     * @param close whether to do so in all namespaces of the client, and then close its connection
     */
    void disconnect(boolean close);
}
