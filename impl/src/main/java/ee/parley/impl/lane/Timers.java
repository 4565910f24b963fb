// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import java.time.Duration;

/** Runs tasks later. Thread-safe. */
public interface Timers {
    /**
     * Runs a task once, not before the delay has passed.
     *
     * @param delay how long to wait; a production clock is precise to about 100 milliseconds
     * @param task what to run, on the timers' thread: it may only hand over to a {@link Lane} or another executor
     * @return a handle to call it off
     */
    Timeout schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timeout {
        /** Calls the task off, unless it has begun. May be called from any thread, more than once. */
        void cancel();
    }
}
