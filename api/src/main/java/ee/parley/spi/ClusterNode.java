// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The node that an adapter works for. Implemented by Parley. Thread-safe.
 *
 * @since 0.1
 */
public interface ClusterNode {
    /**
     * Returns threads of the container with the application's context, for what may block. Not for the life of a loop that
     * never returns: their number is limited.
     *
     * @return the application's executor; rejects tasks when the application is stopping
     */
    Executor executor();

    /**
     * Runs a task later, on a thread that the task must not keep: it must not wait. Once the application is stopping, nothing is
     * run any more.
     *
     * @param delay how long to wait; precise to about 100 milliseconds
     * @param task the task
     * @return cancels it, if it has not begun
     */
    Runnable schedule(Duration delay, Runnable task);
}
