// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.transport.HandOver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs work a moment later, on a thread of its own: writes, so that what comes in that moment leaves with them, and the
 * reading of peers that send without end, so that the container's thread gets on. Thread-safe.
 *
 * <p>One task of the executor's is under way while there is work, none when there is none. Each connection has one write and
 * one reading here at most.
 */
final class DeferredWork {
    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** Hand-overs that the draining thread has not yet looked for; whoever raises it from 0 starts one. */
    private final AtomicInteger handovers = new AtomicInteger();

    DeferredWork(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task soon; at once, when the executor takes no more. It must not block. */
    void add(Runnable task) {
        waiting.add(task);
        if (handovers.getAndIncrement() == 0) {
            HandOver.run(executor, this::drain);
        }
    }

    /** Whatever a task throws, all others' work must go on. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            UpgradeLog.deferredFailed(failure);
        }
    }

    private void drain() {
        int missed = 1;
        while (missed != 0) {
            Runnable next;
            while ((next = waiting.poll()) != null) {
                run(next);
            }
            missed = handovers.addAndGet(-missed);
        }
    }
}
