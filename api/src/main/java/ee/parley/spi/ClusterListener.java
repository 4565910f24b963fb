// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.util.Optional;

/**
 * Hears what the other nodes of a cluster say about one namespace. Implemented by Parley, called by the adapter, on any
 * thread: it does not wait. Messages of one node are to be told one after another, in the order in which that node sent them; those
 * with offsets of all nodes in the order of their offsets.
 *
 * @since 0.1
 */
public interface ClusterListener {
    /**
     * A message has come from another node.
     *
     * @param node the id of the node that sent it, good for {@link ClusterChannel#respond}
     * @param message the message
     * @param offset what {@link ClusterChannel#publish} completed with on that node; empty where messages have none
     */
    void received(String node, ClusterMessage message, Optional<String> offset);

    /**
     * A node is gone, or has closed the channel: nobody waits for its answers any more, and those that still come are dropped.
     * Adapters that cannot tell which node it is do not call this; others name those they count, too: {@link OtherNodes#ids}.
     *
     * @param node the id of the node
     */
    void left(String node);
}
