// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import ee.parley.impl.wire.engineio.Frame;
import java.util.List;

/**
 * An event that a client has missed.
 *
 * @param offset its offset
 * @param frames the event, without the offset
 */
public record MissedEvent(String offset, List<Frame> frames) {
    /** Copies the list. */
    public MissedEvent {
        frames = List.copyOf(frames);
    }
}
