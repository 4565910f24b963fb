// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * A socket as it was when its client lost the connection.
 *
 * @param id the id of the socket: {@code sid} in the reference
 * @param privateId what the client recovers it by, known to nobody else: {@code pid} in the reference
 * @param rooms the rooms it was in, its own included
 * @param data what the application had attached to it, by name, as JSON
 * @param principal the name of the caller whose socket it was; only the same caller recovers it
 * @param offset the newest offset when the socket was admitted, for a client that has received no event; empty when there
 *     was none
 * @since 0.1
 */
public record StoredSession(
        String id,
        String privateId,
        Set<String> rooms,
        JsonObject data,
        Optional<String> principal,
        Optional<String> offset) {
    /** Copies the set. */
    public StoredSession {
        rooms = Set.copyOf(rooms);
    }
}
