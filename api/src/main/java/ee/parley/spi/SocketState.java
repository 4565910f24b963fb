// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import jakarta.json.JsonObject;
import java.util.Set;

/**
 * A socket as its node describes it to others.
 *
 * @param id the id of the socket
 * @param handshake the members of the reference's {@code socket.handshake}: {@code headers}, {@code time}, {@code address},
 *     {@code xdomain}, {@code secure}, {@code issued} in milliseconds since 1970, {@code url}, {@code query}, {@code auth}
 * @param rooms the rooms it is in, its own included
 * @param data what the application attached to it, by name, as JSON
 * @since 0.1
 */
public record SocketState(String id, JsonObject handshake, Set<String> rooms, JsonObject data) {
    /** Copies the set. */
    public SocketState {
        rooms = Set.copyOf(rooms);
    }
}
