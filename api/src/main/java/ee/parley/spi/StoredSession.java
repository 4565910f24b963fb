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
 * @param offset where a client begins that has received no event: the offset before the first one that it was sent. Empty
 *     when there had been no event at all
 * @param last the offset of the newest event that the socket was sent; empty when it was sent none
 * @param position the newest offset when it lost its connection: where a client begins that has received {@code last}, since
 *     nothing between the two was for it. Empty when there had been no event at all
 * @since 0.1
 */
public record StoredSession(
        String id,
        String privateId,
        Set<String> rooms,
        JsonObject data,
        Optional<String> principal,
        Optional<String> offset,
        Optional<String> last,
        Optional<String> position) {
    /** Copies the set. */
    public StoredSession {
        rooms = Set.copyOf(rooms);
    }

    /**
     * Tells after which event the missed ones begin. A client that has been idle for long has received an event that may be
     * forgotten by now; it misses nothing all the same when it was the last that it was sent.
     *
     * @param received the offset of the last event that the client says to have received; empty when there was none
     * @return the offset to begin after; empty to begin with the first event there is
     */
    public Optional<String> begin(Optional<String> received) {
        if (received.isEmpty()) {
            return offset;
        }
        return received.equals(last) ? position : received;
    }
}
