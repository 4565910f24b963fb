// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Looks, after a time, whether an answer has come. What has arrived already may wait in the loop's queue: the look is taken behind
 * that. A look that is late itself, because this process was stopped, is put off: what has come meanwhile is not read yet.
 *
 * @param silent how long an answer may take
 */
record Lookout(EventExecutor loop, Duration silent) {
    /** This part of the time that an answer may take is a long time for a task to be late. */
    private static final int LATE = 4;

    /** The task runs on the loop. What this returns calls the look off, but not one that was put off. */
    Future<?> after(Duration time, Runnable task) {
        long due = System.nanoTime() + time.toNanos();
        return loop.schedule(
                () -> {
                    if (System.nanoTime() - due >= silent.toNanos() / LATE) {
                        Future<?> unused = after(silent, task);
                    } else if (!loop.isShuttingDown()) {
                        loop.execute(task);
                    }
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
