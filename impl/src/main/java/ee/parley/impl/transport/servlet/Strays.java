// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.lane.Timers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests whose session is on another node: somebody is told, not for each. Thread-safe. */
final class Strays {
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final Timers timers;
    private final Runnable tell;
    private final AtomicBoolean quiet = new AtomicBoolean();

    /**
     * Is quiet at first: clients of the process that ran here before come by once, and start over.
     *
     * @param timers for the time without words
     * @param settling how long such a client may take to come by
     * @param tell says what is wrong
     */
    Strays(Timers timers, Duration settling, Runnable tell) {
        this.timers = timers;
        this.tell = tell;
        quietFor(settling);
    }

    void seen() {
        if (!quiet.get() && quietFor(BETWEEN)) {
            tell.run();
        }
    }

    /** Returns false when it is quiet already. */
    private boolean quietFor(Duration time) {
        boolean began = quiet.compareAndSet(false, true);
        if (began) {
            timers.schedule(time, () -> quiet.set(false));
        }
        return began;
    }
}
