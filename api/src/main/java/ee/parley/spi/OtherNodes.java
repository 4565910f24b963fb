// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

/**
 * How many nodes besides one's own have a channel open.
 *
 * @param count the number of nodes
 * @param foreign how many of them are no Parley nodes, for example Node.js servers: they do not understand
 *     {@link ClusterMessage.CountSockets} and {@link ClusterMessage.CountRooms}
 * @since 0.1
 */
public record OtherNodes(int count, int foreign) {
    /**
     * Takes sensible numbers.
     *
     * @throws IllegalArgumentException when one is negative, or more nodes are foreign than there are
     */
    public OtherNodes {
        if (foreign < 0 || count < foreign) {
            throw new IllegalArgumentException("of " + count + " nodes " + foreign + " cannot be foreign");
        }
    }
}
