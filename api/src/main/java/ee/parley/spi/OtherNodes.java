// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.util.Set;

/**
 * How many nodes besides one's own have a channel open.
 *
 * @param count the number of nodes
 * @param foreign how many of them are no Parley nodes, for example Node.js servers: they do not understand
 *     {@link ClusterMessage.CountSockets} and {@link ClusterMessage.CountRooms}
 * @param ids who they are, as {@link ClusterListener} is told of them; empty when the adapter cannot tell, and then it cannot
 *     tell who has left either
 * @since 0.1
 */
public record OtherNodes(int count, int foreign, Set<String> ids) {
    /**
     * Takes sensible numbers, and copies the set.
     *
     * @throws IllegalArgumentException when a number is negative, when more nodes are foreign than there are, or when only some
     *     of them are named
     */
    public OtherNodes {
        if (foreign < 0 || count < foreign) {
            throw new IllegalArgumentException("of " + count + " nodes " + foreign + " cannot be foreign");
        }
        ids = Set.copyOf(ids);
        if (!ids.isEmpty() && ids.size() != count) {
            throw new IllegalArgumentException("of " + count + " nodes " + ids.size() + " are named");
        }
    }

    /**
     * Nodes of which nobody knows who they are.
     *
     * @param count the number of nodes
     * @param foreign how many of them are no Parley nodes
     */
    public OtherNodes(int count, int foreign) {
        this(count, foreign, Set.of());
    }
}
