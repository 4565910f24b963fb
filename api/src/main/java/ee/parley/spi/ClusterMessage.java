// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one node says to others about one namespace. Immutable, as long as nobody changes the bytes of its attachments.
 *
 * <p>The names in brackets are those of the reference's {@code MessageType}.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: adapters</a>
 * @since 0.1
 */
public sealed interface ClusterMessage {
    /**
     * A message that is answered by each node that has the namespace.
     *
     * @since 0.1
     */
    sealed interface Request extends ClusterMessage {}

    /**
     * The answer to a {@link Request}, for the node that asked.
     *
     * @since 0.1
     */
    sealed interface Response extends ClusterMessage {
        /**
         * Returns what the request was marked with.
         *
         * @return the id of the request
         */
        String requestId();
    }

    /**
     * An event for many sockets ({@code BROADCAST}, 3).
     *
     * @param to who is to receive it
     * @param event the event, an array with the name first
     * @param dispensable whether it may be lost for clients that cannot take it at once: the flag {@code volatile}
     * @param compress whether transports may compress it: the flag {@code compress}, which is absent when it is true
     * @since 0.1
     */
    record Broadcast(Selection to, PacketData event, boolean dispensable, boolean compress) implements ClusterMessage {}

    /**
     * An event that many sockets are to answer ({@code BROADCAST} with a request id, 3). Each node responds with a
     * {@link ClientCount} at once, and with an {@link ClientAnswer} for each answer that comes in time.
     *
     * @param requestId marks the responses
     * @param to who is to receive it
     * @param event the event, an array with the name first
     * @param dispensable whether it may be lost for clients that cannot take it at once
     * @param compress whether transports may compress it
     * @param timeout how long answers are waited for: the flag {@code timeout}, in milliseconds
     * @since 0.1
     */
    record BroadcastRequest(
            String requestId, Selection to, PacketData event, boolean dispensable, boolean compress, Duration timeout)
            implements Request {}

    /**
     * Sockets are to join rooms ({@code SOCKETS_JOIN}, 4).
     *
     * @param sockets which sockets
     * @param rooms the rooms to join
     * @since 0.1
     */
    record SocketsJoin(Selection sockets, Set<String> rooms) implements ClusterMessage {
        /** Copies the set. */
        public SocketsJoin {
            rooms = Set.copyOf(rooms);
        }
    }

    /**
     * Sockets are to leave rooms ({@code SOCKETS_LEAVE}, 5).
     *
     * @param sockets which sockets
     * @param rooms the rooms to leave
     * @since 0.1
     */
    record SocketsLeave(Selection sockets, Set<String> rooms) implements ClusterMessage {
        /** Copies the set. */
        public SocketsLeave {
            rooms = Set.copyOf(rooms);
        }
    }

    /**
     * Sockets are to leave the namespace ({@code DISCONNECT_SOCKETS}, 6).
     *
     * @param sockets which sockets
     * @param close whether their connections are to be closed, too
     * @since 0.1
     */
    record DisconnectSockets(Selection sockets, boolean close) implements ClusterMessage {}

    /**
     * Asks for the sockets of each node ({@code FETCH_SOCKETS}, 7), which responds with {@link SocketsFound}.
     *
     * @param requestId marks the responses
     * @param sockets which sockets
     * @since 0.1
     */
    record FetchSockets(String requestId, Selection sockets) implements Request {}

    /**
     * Asks how many sockets each node has, which responds with {@link SocketsCounted}. Not in the reference: foreign nodes do
     * not answer.
     *
     * @param requestId marks the responses
     * @param sockets which sockets
     * @since 0.1
     */
    record CountSockets(String requestId, Selection sockets) implements Request {}

    /**
     * Asks for the rooms of each node and how many sockets are in each, which responds with {@link RoomsCounted}. Not in the
     * reference: foreign nodes do not answer.
     *
     * @param requestId marks the responses
     * @since 0.1
     */
    record CountRooms(String requestId) implements Request {}

    /**
     * An event for the servers, not for clients ({@code SERVER_SIDE_EMIT}, 9).
     *
     * @param requestId marks the {@link ServerAnswer} of each node; empty when nobody is to answer
     * @param event the event, an array with the name first. The formats of the reference cannot carry attachments here
     * @since 0.1
     */
    record ServerSideEmit(Optional<String> requestId, PacketData event) implements Request {}

    /**
     * The sockets of a node ({@code FETCH_SOCKETS_RESPONSE}, 8).
     *
     * @param requestId of the {@link FetchSockets}
     * @param sockets the sockets
     * @since 0.1
     */
    record SocketsFound(String requestId, List<SocketState> sockets) implements Response {
        /** Copies the list. */
        public SocketsFound {
            sockets = List.copyOf(sockets);
        }
    }

    /**
     * How many sockets a node has.
     *
     * @param requestId of the {@link CountSockets}
     * @param count the number of sockets
     * @since 0.1
     */
    record SocketsCounted(String requestId, int count) implements Response {}

    /**
     * The rooms of a node.
     *
     * @param requestId of the {@link CountRooms}
     * @param rooms how many sockets are in each room; the rooms that each socket is in alone, by its id, are left out
     * @since 0.1
     */
    record RoomsCounted(String requestId, Map<String, Integer> rooms) implements Response {
        /** Copies the map. */
        public RoomsCounted {
            rooms = Map.copyOf(rooms);
        }
    }

    /**
     * A server's answer ({@code SERVER_SIDE_EMIT_RESPONSE}, 10).
     *
     * @param requestId of the {@link ServerSideEmit}
     * @param answer one value
     * @since 0.1
     */
    record ServerAnswer(String requestId, PacketData answer) implements Response {}

    /**
     * How many clients of a node have been asked ({@code BROADCAST_CLIENT_COUNT}, 11).
     *
     * @param requestId of the {@link BroadcastRequest}
     * @param count the number of clients
     * @since 0.1
     */
    record ClientCount(String requestId, int count) implements Response {}

    /**
     * A client's answer ({@code BROADCAST_ACK}, 12).
     *
     * @param requestId of the {@link BroadcastRequest}
     * @param answer the first argument of the client's acknowledgement; {@code null} when it had none
     * @since 0.1
     */
    record ClientAnswer(String requestId, PacketData answer) implements Response {}
}
