// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.ClusterMessage;
import java.util.Set;

/** What came on a request channel of the classic adapter. */
public sealed interface ClassicRequest {
    /** Returns the id of the node that sent it; empty where the message does not tell. */
    String node();

    /** As all adapters have it. */
    record Message(String node, ClusterMessage message) implements ClassicRequest {}

    /** Older adapters ask for the ids of the sockets in rooms. */
    record SocketIds(String node, String requestId, Set<String> rooms) implements ClassicRequest {
        public SocketIds {
            rooms = Set.copyOf(rooms);
        }
    }

    /** Older adapters ask for the names of all rooms. */
    record RoomNames(String node, String requestId) implements ClassicRequest {}

    /** Older adapters want something done to one socket, and to be told by the node that has it. */
    record OneSocket(String node, String requestId, String socket, ClusterMessage order) implements ClassicRequest {}
}
