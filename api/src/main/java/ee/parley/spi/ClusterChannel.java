// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the nodes of a cluster say to each other about one namespace. Thread-safe. No call waits.
 *
 * @since 0.1
 */
public interface ClusterChannel {
    /**
     * Sends a message to every other node that has the channel open. Messages of one thread reach each node in the order of
     * the calls; but a {@link ClusterMessage.Request} may overtake others, where the engine carries it in another way. The own
     * node does not receive it.
     *
     * @param message the message
     * @return completes when the message is on its way: with its offset where the adapter has a {@link SessionStore} that
     *     will replay it, else empty. Completes exceptionally when it may be lost, and then it is counted in
     *     {@link ee.parley.ClusterHealth#lost()}. The stages of one thread's calls complete in the order of the calls. Those
     *     with offsets complete in the order of the offsets, also among what {@link ClusterListener#received} is told: else a
     *     client whose connection breaks in between could miss an event, or get one twice. Completed on any thread; what hangs
     *     on it must not wait.
     */
    CompletionStage<Optional<String>> publish(ClusterMessage message);

    /**
     * Sends an answer to the node that asked.
     *
     * @param node the id of that node, as {@link ClusterListener#received} had it
     * @param response the answer
     * @return as {@link #publish} has it, without an offset
     */
    CompletionStage<Void> respond(String node, ClusterMessage.Response response);

    /**
     * Counts the nodes that have this channel open now.
     *
     * @return completes with the count; exceptionally when it cannot be had
     */
    CompletionStage<OtherNodes> otherNodes();

    /**
     * A room of the namespace has its first socket on this node. For engines that carry the messages for a room only to
     * nodes that have it; others need not know. Calls about one room come in the order in which it opens and closes.
     *
     * @param room the name of the room; also that of a room that a socket is in by its id, of 20 characters
     * @implSpec Does nothing. What is made of it must be quick, and must not wait: a client is about to join.
     */
    default void roomOpened(String room) {}

    /**
     * A room of the namespace has no socket on this node any more.
     *
     * @param room the name of the room
     * @implSpec Does nothing.
     */
    default void roomClosed(String room) {}

    /**
     * Leaves the channel: its listener hears nothing more.
     *
     * @return completes when other nodes do not count this one any more, never exceptionally
     */
    CompletionStage<Void> close();
}
