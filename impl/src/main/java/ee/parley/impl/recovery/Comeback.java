// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import java.util.List;

/**
 * A socket, given back.
 *
 * @param socket what it was
 * @param missed what it has missed, in order
 */
public record Comeback(KeptSocket socket, List<MissedEvent> missed) {
    /** Copies the list. */
    public Comeback {
        missed = List.copyOf(missed);
    }
}
