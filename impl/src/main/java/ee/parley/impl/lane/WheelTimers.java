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

/**
 * Timers on a hashed wheel: one thread and one list entry per timeout, so that scheduling and cancelling cost the same with
 * ten sessions and with a million.
 *
 * <p>The wheel turns one slot each {@value #TICK_MILLIS} milliseconds. A timeout further away than a turn stays in its slot
 * until its tick has come. The thread sleeps for as long as no timeout waits.
 */
public final class WheelTimers implements Timers, AutoCloseable {
    private static final long TICK_MILLIS = 100;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /** A power of two; one turn takes 51 seconds, so that a ping's timeout is looked at once. */
    private static final int SLOTS = 512;

    private final Consumer<Throwable> onFailure;
    private final long start = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    @GuardedBy("lock")
    private final Entry[] slots = new Entry[SLOTS];

    /** The last tick whose slot has been emptied of what was due. */
    @GuardedBy("lock")
    private long tick;

    @GuardedBy("lock")
    private int waiting;

    @GuardedBy("lock")
    private boolean closed;

    /**
     * Starts the wheel.
     *
     * @param threads makes its thread
     * @param onFailure told what a task threw
     */
    public WheelTimers(ThreadFactory threads, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Entry(this, 0, () -> {});
        }
        thread = threads.newThread(this::turn);
        thread.start();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        lock.lock();
        try {
            // Rounded up, and one more because the current tick has partly passed: never early.
            long due = elapsed() / TICK_NANOS + (delay.toMillis() + TICK_MILLIS - 1) / TICK_MILLIS + 1;
            Entry entry = new Entry(this, due, task);
            if (closed) {
                return entry;
            }
            if (waiting++ == 0) {
                // Nothing waited, so the ticks that passed meanwhile hold nothing.
                tick = elapsed() / TICK_NANOS;
                changed.signal();
            }
            entry.linkBefore(slots[(int) (due & (SLOTS - 1))]);
            return entry;
        } finally {
            lock.unlock();
        }
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
        List<Entry> due = new ArrayList<>();
        while (awaitTick(due)) {
            for (Entry entry : due) {
                run(entry);
            }
            due.clear();
        }
    }

    /** Waits for the next tick and takes what is due; false when closed. */
    private boolean awaitTick(List<Entry> due) {
        lock.lock();
        try {
            while (!closed) {
                long now = elapsed();
                if (waiting > 0 && now >= (tick + 1) * TICK_NANOS) {
                    takeDue(now / TICK_NANOS, due);
                    return true;
                }
                await(waiting == 0 ? Long.MAX_VALUE : (tick + 1) * TICK_NANOS - now);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void await(long nanos) {
        try {
            long ignored = changed.awaitNanos(nanos);
        } catch (InterruptedException stop) {
            // Containers interrupt their threads at shutdown; close() is what ends this one.
        }
    }

    @GuardedBy("lock")
    private void takeDue(long until, List<Entry> due) {
        long last = Math.min(until, tick + SLOTS);
        for (long t = tick + 1; t <= last; t++) {
            Entry head = slots[(int) (t & (SLOTS - 1))];
            for (Entry entry = head.next; entry != head; ) {
                Entry following = entry.next;
                if (entry.due <= until) {
                    entry.unlink();
                    waiting--;
                    due.add(entry);
                }
                entry = following;
            }
        }
        tick = until;
    }

    private void run(Entry entry) {
        Runnable task = entry.take();
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (Throwable failure) {
            onFailure.accept(failure);
        }
    }

    private void cancel(Entry entry) {
        lock.lock();
        try {
            if (entry.linked()) {
                entry.unlink();
                waiting--;
            }
            entry.task = null;
        } finally {
            lock.unlock();
        }
    }

    /** A timeout, or the head of a slot's ring. Links are guarded by the wheel's lock. */
    private static final class Entry implements Timeout {
        private final WheelTimers wheel;
        private final long due;
        private Entry previous = this;
        private Entry next = this;
        private volatile @Nullable Runnable task;

        Entry(WheelTimers wheel, long due, Runnable task) {
            this.wheel = wheel;
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            wheel.cancel(this);
        }

        /** The task, unless called off; it is forgotten, so that a kept handle holds nothing. */
        @Nullable
        Runnable take() {
            Runnable taken = task;
            task = null;
            return taken;
        }

        boolean linked() {
            return next != this;
        }

        void linkBefore(Entry head) {
            previous = head.previous;
            next = head;
            previous.next = this;
            head.previous = this;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
            next = this;
            previous = this;
        }
    }
}
