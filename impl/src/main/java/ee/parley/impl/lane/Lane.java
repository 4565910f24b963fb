// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another, in the order they were handed over, on the threads that hand them over.
 *
 * <p>When the lane is idle, {@link #execute} runs the task before it returns. Otherwise the thread that is draining the
 * lane runs it next; so a task that hands over another one, or is called back within its own call, never recurses. All
 * that a task wrote is seen by the next. Tasks must not block.
 *
 * <pre>
 *            execute: 0 -> 1, run                     last task done: 1 -> 0
 *   idle ---------------------------> draining ----------------------------> idle
 *                                      |    ^
 *                                      +----+ execute: queue, n -> n + 1
 * </pre>
 */
public final class Lane implements Executor {
    private final Consumer<Throwable> onFailure;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

    /** Hand-overs the draining thread has not yet looked for; whoever raises it from 0 drains. */
    private final AtomicInteger handovers = new AtomicInteger();

    /** The draining thread. Another thread may read it stale, but never reads its own name there wrongly. */
    private volatile @Nullable Thread owner;

    /** Confined to the lane. */
    private boolean direct;

    /**
     * An idle lane.
     *
     * @param onFailure told what a task threw, on the lane; the tasks behind it run all the same
     */
    public Lane(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        if (handovers.compareAndSet(0, 1)) {
            owner = Thread.currentThread();
            direct = true;
            run(task);
            direct = false;
            drain();
            return;
        }
        queue.add(held() && direct ? new Nested(task) : task);
        if (handovers.getAndIncrement() == 0) {
            owner = Thread.currentThread();
            drain();
        }
    }

    /** Handed over by a direct task, on its own lane: the thread is still about the same. */
    private record Nested(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    /**
     * Tells whether the running task is run by the thread that handed it over. If not, that thread is about something else: it
     * may be in a transaction, a request or an identity that the task has nothing to do with.
     */
    public boolean isDirect() {
        assertHeld();
        return direct;
    }

    /** Runs what is queued until no hand-over has been missed. */
    private void drain() {
        int missed = 1;
        while (true) {
            Runnable next;
            while ((next = queue.poll()) != null) {
                direct = next instanceof Nested;
                run(next);
            }
            direct = false;
            // Must be cleared before the lane is given up: the next owner writes its own name from then on.
            owner = null;
            missed = handovers.addAndGet(-missed);
            if (missed == 0) {
                return;
            }
            owner = Thread.currentThread();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    private void report(Throwable failure) {
        try {
            onFailure.accept(failure);
        } catch (RuntimeException | Error second) {
            // The lane must go on whatever the report did, or its session would hang for good.
            failure.addSuppressed(second);
        }
    }

    /**
     * Tells whether the calling thread is running a task of this lane.
     *
     * @return whether fields confined to this lane may be touched
     */
    public boolean held() {
        return owner == Thread.currentThread();
    }

    /**
     * Checks that the calling thread is running a task of this lane.
     *
     * @throws AssertionError when it is not
     */
    public void assertHeld() {
        if (!held()) {
            throw new AssertionError("called outside its lane, on " + Thread.currentThread());
        }
    }
}
