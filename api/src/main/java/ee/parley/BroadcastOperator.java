// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reaches many sockets of one namespace. Immutable: keep it in a field, share it between threads.
 *
 * <p>Without rooms it reaches every socket; with rooms the union of their sockets, each once; those in an excepted room
 * never. Sockets whose {@link OnConnect} gate has not completed are in no namespace yet, but in the rooms they joined:
 * what they are sent follows their {@code CONNECT} reply.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#namespace">Socket.IO: server API</a>
 * @since 0.1
 */
public interface BroadcastOperator {
    /**
     * Adds rooms to reach.
     *
     * @param rooms the rooms; naming none reaches nobody (and not, as in the reference, everybody)
     * @return a new operator
     */
    BroadcastOperator to(String... rooms);

    /**
     * The same as {@link #to}; reads better before {@link #fetchSockets()}.
     *
     * @param rooms the rooms; naming none reaches nobody
     * @return a new operator
     */
    BroadcastOperator in(String... rooms);

    /**
     * Adds rooms to leave out. They win over {@link #to}.
     *
     * @param rooms the rooms to leave out
     * @return a new operator
     */
    BroadcastOperator except(String... rooms);

    /**
     * Restricts to sockets of this node.
     *
     * @return a new operator
     */
    BroadcastOperator local();

    /**
     * Makes the event one that may be lost: it is dropped for each socket whose transport cannot take it at once.
     *
     * @return a new operator, the reference's {@code volatile}
     */
    BroadcastOperator asVolatile();

    /**
     * Switches compression. No transport of Parley looks at it: WebSocket never compresses, and long-polling answers of 1024
     * bytes and more are compressed whatever is set here, if {@link ServerOptions#httpCompression()} is on. Other nodes are told.
     *
     * @param on whether transports that can compress may do so; the default is {@code true}
     * @return a new operator
     */
    BroadcastOperator compress(boolean on);

    /**
     * Sets how long {@link #emitWithAck} waits, and how long other nodes may take to answer a query.
     *
     * @param timeout how long; positive, precise to about 100 milliseconds
     * @return a new operator
     * @throws IllegalArgumentException when the time is not positive
     */
    BroadcastOperator timeout(Duration timeout);

    /**
     * Binds what is sent to the caller's transaction: it is sent when the transaction commits, and never when it is rolled
     * back. The same as {@link #afterCommit(boolean) afterCommit(true)}.
     *
     * @return a new operator
     */
    default BroadcastOperator afterCommit() {
        return afterCommit(true);
    }

    /**
     * Switches whether {@link #emit} and {@link #emitWithAck} wait for the transaction of the thread that calls them.
     *
     * <p>On, an event is encoded at once, so that later changes of its arguments are not in it, and held until the
     * transaction ends. On commit, what the transaction holds is sent in the order of the calls, whichever operators and
     * sockets they were made on; {@link BroadcastOperator} then finds its sockets, and the time to answer begins. On
     * rollback it is dropped, and {@link #emitWithAck} fails with {@link RolledBackException}. A transaction that is
     * suspended, as by {@code REQUIRES_NEW}, keeps what is bound to it; what the inner one binds is sent at the inner one's
     * commit. Where the thread is in no transaction, or the container has none to offer, everything is sent at once. Joining,
     * leaving and disconnecting never wait.
     *
     * <p>The events that one transaction holds may take eight times {@link ServerOptions#maxBufferedBytes()} in all.
     *
     * @param on whether to wait; the default is {@link ServerOptions#emitAfterCommit()}
     * @return a new operator, on which {@link #emit} and {@link #emitWithAck} throw {@link IllegalStateException} when the
     *     transaction is completing and takes no more, or would hold more than it may
     * @apiNote In a {@code @Transactional} handler the acknowledgement follows what was bound, since it is sent when the
     *     method has returned through its interceptors.
     */
    BroadcastOperator afterCommit(boolean on);

    /**
     * Sends an event to each socket reached. Encoded once; never blocks. Broadcasts of one thread reach each client in
     * the order of the calls.
     *
     * @param event the name of the event
     * @param args the arguments, as in {@link RemoteSocket#emit}
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     * @throws IllegalStateException when the transaction that it is to wait for takes no more, as said at
     *     {@link #afterCommit(boolean)}
     */
    void emit(String event, Object... args);

    /**
     * Sends an event to each socket reached and collects their answers.
     *
     * @param <T> the type of an answer
     * @param type the type to bind the first argument of each answer to, by JSON-B
     * @param event the name of the event
     * @param args the arguments, as in {@link RemoteSocket#emit}
     * @return completes with the answers, in order of arrival, when all have come; at once with an empty list when no
     *     socket is reached. A socket that leaves is no longer waited for. An answer that cannot be
     *     bound is left out. Fails after {@link #timeout(Duration)}, or the
     *     server's default, with {@link AckTimeoutException}, which holds the partial answers; with
     *     {@link RolledBackException} when {@link #afterCommit()} bound it to a transaction that was rolled back.
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     * @throws IllegalStateException when the transaction that it is to wait for takes no more, as said at
     *     {@link #afterCommit(boolean)}
     */
    <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args);

    /**
     * Finds the sockets this operator reaches, on all nodes of the cluster: the client query.
     *
     * @return completes with the sockets, each once, in no particular order; fails with {@link PartialResultException}, which
     *     holds those that were found, when not all nodes answer within {@link #timeout(Duration)} or the server's default
     */
    CompletionStage<List<RemoteSocket>> fetchSockets();

    /**
     * Counts the sockets this operator reaches, on all nodes of the cluster. What travels between nodes is numbers, not
     * sockets.
     *
     * @return completes with the number; fails as {@link #fetchSockets()} does, and the exception holds the number so far
     */
    CompletionStage<Integer> countSockets();

    /**
     * Makes the sockets reached join rooms.
     *
     * @param rooms the rooms to join
     * @return completes when the sockets of this node have joined and other nodes have been told; fails with
     *     {@link IllegalStateException} when these could not be told, and then those of this node have joined all the same
     */
    CompletionStage<Void> socketsJoin(String... rooms);

    /**
     * Makes the sockets reached leave rooms.
     *
     * @param rooms the rooms to leave
     * @return completes when the sockets of this node have left and other nodes have been told; fails as
     *     {@link #socketsJoin} does
     */
    CompletionStage<Void> socketsLeave(String... rooms);

    /**
     * Disconnects the sockets reached, as {@link RemoteSocket#disconnect(boolean)} does.
     *
     * @param close whether to close their connections too
     * @return completes when the sockets of this node have been told to leave and other nodes have been told; fails as
     *     {@link #socketsJoin} does
     */
    CompletionStage<Void> disconnectSockets(boolean close);
}
