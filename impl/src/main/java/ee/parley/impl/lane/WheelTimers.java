// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Timers of one thread and one wheel. The thread sleeps for as long as nothing waits. */
public final class WheelTimers implements Timers, AutoCloseable {
    private static final long TICK_MILLIS = 100;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    private final Consumer<Throwable> onFailure;
    private final long start = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Wheel wheel = new Wheel();

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Starts the thread.
     *
     * @param threads makes it
     * @param onFailure told what a task threw
     */
    public WheelTimers(ThreadFactory threads, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        threads.newThread(this::turn).start();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Task entry = new Task(task);
        lock.lock();
        try {
            if (!closed) {
                long now = elapsed() / TICK_NANOS;
                boolean wasEmpty = wheel.isEmpty();
                // Rounded up, and one more because the current tick has partly passed: never early.
                wheel.add(entry, now + (delay.toMillis() + TICK_MILLIS - 1) / TICK_MILLIS + 1, now);
                if (wasEmpty) {
                    changed.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        return entry;
    }

    /** Stops the thread; what waits is dropped. Returns without waiting for a task that runs. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private long elapsed() {
        // Must be a difference: nanoTime itself may be negative and may overflow.
        return System.nanoTime() - start;
    }

    private void turn() {
        List<Wheel.Entry> due = new ArrayList<>();
        while (awaitTick(due)) {
            for (Wheel.Entry entry : due) {
                ((Task) entry).run();
            }
            due.clear();
        }
    }

    /** Waits for the next tick and takes what is due; false when closed. */
    private boolean awaitTick(List<Wheel.Entry> due) {
        lock.lock();
        try {
            while (!closed) {
                long now = elapsed();
                long next = wheel.nextTick() * TICK_NANOS;
                if (wheel.isEmpty()) {
                    await(Long.MAX_VALUE);
                } else if (now < next) {
                    await(next - now);
                } else {
                    wheel.advance(now / TICK_NANOS, due);
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private void await(long nanos) {
        try {
            long ignored = changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // Containers interrupt their threads at shutdown; close() is what ends this one.
        }
    }

    /** A task that waits; forgotten once it has run or been called off, so that a kept handle holds nothing. */
    private final class Task extends Wheel.Entry implements Timeout {
        private volatile @Nullable Runnable task;

        Task(Runnable task) {
            this.task = task;
        }

        void run() {
            Runnable once = task;
            task = null;
            if (once == null) {
                return;
            }
            try {
                once.run();
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        }

        @Override
        public void cancel() {
            task = null;
            lock.lock();
            try {
                wheel.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
