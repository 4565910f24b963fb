// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Events from server to server, within one namespace of a cluster; clients hear nothing of them. Without a cluster there is
 * nobody to hear them.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#serverserversideemiteventname-args">Socket.IO: serverSideEmit</a>
 * @since 0.1
 */
public interface ServerSideOperator {
    /**
     * Sends an event to the other servers of the cluster; not to this one. Never blocks, and is lost where the cluster cannot
     * be reached.
     *
     * @param event the name of the event
     * @param args the arguments, each written by JSON-B. In clusters that speak a format of the reference there are no bytes
     *     among them
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     */
    void serverSideEmit(String event, Object... args);

    /**
     * Sends an event to the other servers of the cluster and collects their answers.
     *
     * @param <T> the type of an answer
     * @param type the type to bind each answer to, by JSON-B
     * @param event the name of the event
     * @param args the arguments, as in {@link #serverSideEmit}
     * @return completes with the answers, in order of arrival, when all servers have answered; with an empty list when there is
     *     no other one. Fails with {@link AckTimeoutException}, which holds the answers so far, when
     *     {@link ServerOptions#ackTimeout()} is over, also where a server has nobody who listens for the event. An answer that
     *     cannot be bound is left out.
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written as JSON
     */
    <T> CompletionStage<List<T>> serverSideEmitWithAck(Class<T> type, String event, Object... args);

    /**
     * Listens for an event of other servers: {@code io.on(event, …)} in the reference.
     *
     * <p>The listener runs on a thread of the application's handlers, with the request context active; it may block. What it
     * throws is logged, and the server that asked is not answered.
     *
     * @param event the name of the event
     * @param listener its answer goes to the server that emitted the event, if that waits for one: a value, or a
     *     {@link CompletionStage} that answers when it completes; of {@link Ack#of} the first value. {@code null} is an answer,
     *     too. The first listener that answers counts
     * @return takes the listener back
     * @throws IllegalArgumentException when the name is reserved
     */
    Registration onServerSideEvent(String event, EventListener listener);
}
