// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Work for another thread that is done in any case. */
public final class HandOver {
    private HandOver() {}

    /**
     * Runs a task on a thread of the executor; on this one where the executor has ended, as the application is stopping: better
     * late, or in the way of others, than a connection left behind.
     *
     * @param executor whose thread it is for
     * @param task runs once
     */
    public static void run(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            task.run();
        }
    }
}
