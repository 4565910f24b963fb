// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Optional;

/**
 * Something that happened to a room of a namespace on this node. The room that each socket has for itself, named by its id,
 * is one, too. Immutable.
 *
 * @param kind what happened
 * @param namespace the namespace; a child, not its parent
 * @param room the name of the room
 * @param socketId the id of the socket that joined or left; empty when the room was created or deleted
 * @see <a href="https://socket.io/docs/v4/rooms/#room-events">Socket.IO: room events</a>
 * @since 0.1
 */
public record RoomEvent(Kind kind, Namespace namespace, String room, Optional<String> socketId) {
    /**
     * What may happen to a room.
     *
     * @since 0.1
     */
    public enum Kind {
        /** The first socket is about to join. The reference's {@code create-room}. */
        CREATED,
        /** The last socket has left. The reference's {@code delete-room}. */
        DELETED,
        /** A socket has joined, be it while its {@link OnConnect} gate runs. The reference's {@code join-room}. */
        JOINED,
        /** A socket has left the room, or altogether. The reference's {@code leave-room}. */
        LEFT
    }
}
