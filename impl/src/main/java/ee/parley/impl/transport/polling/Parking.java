// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.impl.transport.HandOver;
import ee.parley.impl.transport.Undertow;
import jakarta.servlet.AsyncContext;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows when a request may be completed that waits. One for all requests of a servlet; thread-safe.
 *
 * <p>A thread that completes a request while the one that brought it is still on its way out of the servlet breaks one
 * container: that recycles the request, and its first thread then closes what is by now the next request of the
 * connection, which is never answered. No container tells when a request has been taken back, but all that keep to the
 * servlet specification refuse from then on to set its time limit. Where none has ever refused, nobody is waited for.
 *
 * <p>The same container forgets to read the next request of a connection when one is completed within its call of a
 * {@link jakarta.servlet.ReadListener}.
 */
public final class Parking {
    private static final long WAIT_NANOS = 50_000;

    /** A second, or more; a container's thread that is still not out is not coming. */
    private static final int MAX_WAITS = 20_000;

    private final Executor executor;
    private volatile boolean refuses;

    /**
     * A parking whose container is not yet known.
     *
     * @param executor has the time to wait for a container's thread, some microseconds
     */
    public Parking(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task once the container has taken the request back: at once, if it has. */
    void whenTakenBack(AsyncContext context, Runnable task) {
        if (takenBack(context)) {
            task.run();
        } else {
            HandOver.run(executor, () -> {
                for (int waits = 0; waits < MAX_WAITS && !takenBack(context); waits++) {
                    LockSupport.parkNanos(WAIT_NANOS);
                }
                task.run();
            });
        }
    }

    /** Runs a task that may complete the request outside of the container's call, in which this is called. */
    void afterCallback(Runnable task) {
        HandOver.run(executor, task);
    }

    private boolean takenBack(AsyncContext context) {
        // It puts off what is done to a request until its first thread is out. It would refuse the time limit, too,
        // by an exception whose stack it copies: a tenth of all that a poll costs.
        if (Undertow.made(context)) {
            return true;
        }
        try {
            context.setTimeout(0);
            return !refuses;
        } catch (IllegalStateException e) {
            refuses = true;
            return true;
        }
    }
}
