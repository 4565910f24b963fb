// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one after another, in the order in which they come, on the threads that bring them. They must not wait. */
final class Turns implements Executor {
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

    /** Whoever raises it from 0 runs what is queued. */
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        queue.add(task);
        if (waiting.getAndIncrement() > 0) {
            return;
        }
        int missed = 1;
        while (missed > 0) {
            Runnable next = queue.poll();
            while (next != null) {
                run(next);
                next = queue.poll();
            }
            missed = waiting.addAndGet(-missed);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            JGroupsLog.listenerFailed(failure);
        }
    }
}
