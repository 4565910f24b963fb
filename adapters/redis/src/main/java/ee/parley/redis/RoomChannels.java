// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import java.util.Optional;
import java.util.Set;

/**
 * Which rooms have a channel of their own with sharded publish/subscribe: {@code subscriptionMode} of the reference. All
 * nodes of a cluster must have the same.
 */
enum RoomChannels {
    /** None: {@code static}. */
    NONE,

    /** Those that are not a socket's own, told by the length of their names: {@code dynamic}. */
    PUBLIC,

    /** All: {@code dynamic-private}. */
    ALL;

    private static final int LENGTH_OF_SOCKET_ID = 20;

    boolean has(String room) {
        return this == ALL || (this == PUBLIC && room.length() != LENGTH_OF_SOCKET_ID);
    }

    /** Returns the room on whose channel a message goes; one that is answered by all goes to all. */
    Optional<String> roomOf(ClusterMessage message) {
        if (!(message instanceof Broadcast broadcast)) {
            return Optional.empty();
        }
        Set<String> rooms = broadcast.to().rooms();
        return rooms.size() == 1 ? rooms.stream().findFirst().filter(this::has) : Optional.empty();
    }
}
