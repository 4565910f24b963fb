// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.util.List;

/**
 * A session out of the store.
 *
 * @param session the session
 * @param missed the events after its offset that were for one of its rooms and for none that it was to be left out for, in
 *     the order in which they were sent
 * @since 0.1
 */
public record RecoveredSession(StoredSession session, List<MissedEvent> missed) {
    /** Copies the list. */
    public RecoveredSession {
        missed = List.copyOf(missed);
    }

    /**
     * An event that a client has missed.
     *
     * @param offset its offset
     * @param event the event, without the offset
     * @since 0.1
     */
    public record MissedEvent(String offset, PacketData event) {}
}
