// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who may still call the application for one socket: the socket itself until it has ended, and whoever is on the way through
 * its gate, which nobody waits for. Thread-safe.
 */
final class Attendance {
    private final AtomicInteger present = new AtomicInteger(1);

    /** False when the last one has left: nobody enters any more. */
    boolean enter() {
        int now = present.get();
        while (now > 0 && !present.compareAndSet(now, now + 1)) {
            now = present.get();
        }
        return now > 0;
    }

    /** True for the last one. */
    boolean leave() {
        return present.decrementAndGet() == 0;
    }
}
