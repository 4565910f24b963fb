// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks when the test says so, or at once. */
final class HandTurnedExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean direct = true;
    private boolean stopped;

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("stopped");
        }
        if (direct) {
            task.run();
        } else {
            tasks.add(task);
        }
    }

    /** From now on tasks wait for {@link #turn}. */
    void hold() {
        direct = false;
    }

    /** Runs what waits, and what that adds. */
    void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    int waiting() {
        return tasks.size();
    }

    void stop() {
        stopped = true;
    }
}
