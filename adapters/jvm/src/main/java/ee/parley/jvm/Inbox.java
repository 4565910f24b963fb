// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come for one node and waits to be told: in the order in which it came, on the node's threads, so that no sender ever
 * runs a receiver's code. Thread-safe.
 *
 * <pre>
 *          offer: take a thread                  nothing left, or no thread to be had
 *   idle ------------------------> draining -----------------------------------------> idle
 * </pre>
 */
final class Inbox {
    /** After so many a thread goes back to the others that wait for one. */
    private static final int AT_ONCE = 256;

    /** Of an entry besides its payload. */
    private static final int OVERHEAD = 64;

    private final Executor executor;
    private final int capacity;
    private final Lock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<Entry> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private int waiting;

    @GuardedBy("lock")
    private boolean draining;

    @GuardedBy("lock")
    private boolean full;

    /**
     * An empty inbox.
     *
     * @param executor the node's threads
     * @param capacity how many bytes may wait; whatever does not fit is turned away, unless nothing waits
     */
    Inbox(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    private record Entry(Runnable task, int size, boolean certain) {}

    /** Whether there was room for it. */
    boolean offer(Runnable task, int bytes) {
        int size = (int) Math.min(Integer.MAX_VALUE, (long) bytes + OVERHEAD);
        boolean overflows = false;
        boolean takesThread = false;
        lock.lock();
        try {
            if (waiting > 0 && size > capacity - waiting) {
                overflows = true;
            } else {
                takesThread = add(new Entry(task, size, false));
            }
        } finally {
            lock.unlock();
        }
        if (overflows) {
            overflowed();
            return false;
        }
        return !takesThread || drainElsewhere();
    }

    /** For what is rare, and is done even when there is no thread for it any more: then on the caller's, or on the last one. */
    void add(Runnable task) {
        boolean takesThread;
        lock.lock();
        try {
            takesThread = add(new Entry(task, 0, true));
        } finally {
            lock.unlock();
        }
        if (takesThread) {
            drainElsewhere();
        }
    }

    @GuardedBy("lock")
    private boolean add(Entry entry) {
        queue.add(entry);
        waiting += entry.size;
        boolean takesThread = !draining;
        draining = true;
        return takesThread;
    }

    private void overflowed() {
        boolean first;
        lock.lock();
        try {
            first = !full;
            full = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            JvmLog.inboxFull(capacity);
        }
    }

    private boolean drainElsewhere() {
        try {
            executor.execute(this::drain);
            return true;
        } catch (RejectedExecutionException e) {
            abandon();
            return false;
        }
    }

    /** The application is stopping: there is nobody left to be told anything. */
    private void abandon() {
        Optional<Entry> next = next();
        while (next.isPresent()) {
            if (next.get().certain) {
                run(next.get().task);
            }
            next = next();
        }
    }

    private void drain() {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Entry> next = next();
            if (next.isEmpty()) {
                return;
            }
            run(next.get().task);
        }
        drainElsewhere();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            // What waits behind it must be told all the same.
            JvmLog.listenerFailed(failure);
        }
    }

    private Optional<Entry> next() {
        lock.lock();
        try {
            Entry next = queue.poll();
            if (next == null) {
                draining = false;
                full = false;
                return Optional.empty();
            }
            waiting -= next.size;
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }
}
