// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tasks that wait for one socket's turn on the application's threads: run one after another, in the order of
 * {@link #offer}, {@value #BATCH} at most before other mailboxes get the thread.
 *
 * <p>Thread-safe. The bounds are marks, not walls: a task over them is taken, and the listener told, which is expected to
 * stop the source until it hears {@link Listener#drained}. So nothing that has already been read is lost.
 *
 * <pre>
 *   SHUT --open--> OPEN --finish--> FINISHED: what waits still runs, then the last task
 *     |              |
 *     +--------------+--discard---> FINISHED: what waits is dropped
 * </pre>
 */
public final class Mailbox {
    private static final int BATCH = 16;

    /** Who owns a mailbox. Called without a lock held. */
    public interface Listener {
        /** As many tasks or bytes wait as may. Called on the thread of {@link #offer}. */
        void full();

        /** After {@link #full}: half of it, at most, is left. Called on the thread that takes the tasks out. */
        void drained();

        /** A task threw; the next ones run all the same. */
        void failed(Throwable failure);

        /** The executor takes no more tasks; those that wait are tried again with the next offer. */
        void rejected(RejectedExecutionException rejection);
    }

    private final Executor executor;
    private final int maxTasks;
    private final long maxBytes;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Deque<Entry> waiting = new ArrayDeque<>(2);

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private boolean shut = true;

    /** Whether the executor has been asked to drain, and has not given up. */
    @GuardedBy("lock")
    private boolean draining;

    @GuardedBy("lock")
    private boolean full;

    @GuardedBy("lock")
    private boolean finished;

    /**
     * A mailbox that takes tasks but runs none until {@link #open}.
     *
     * @param executor runs the tasks
     * @param maxTasks how many may wait
     * @param maxBytes how many bytes may wait
     * @param listener told of bounds and failures
     */
    public Mailbox(Executor executor, int maxTasks, long maxBytes, Listener listener) {
        this.executor = executor;
        this.maxTasks = maxTasks;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /** Begins to run tasks. */
    public void open() {
        boolean start;
        lock.lock();
        try {
            shut = false;
            start = startDraining();
        } finally {
            lock.unlock();
        }
        if (start) {
            hop();
        }
    }

    /** Begins to run tasks, with one that is to run before those that wait already. */
    public void open(Runnable first) {
        lock.lock();
        try {
            waiting.addFirst(new Entry(first, 0));
        } finally {
            lock.unlock();
        }
        open();
    }

    /**
     * Adds a task.
     *
     * @param task what to run
     * @param size the bytes it holds on to
     * @return false when the mailbox has been finished: the task is dropped
     */
    public boolean offer(Runnable task, long size) {
        boolean tell;
        boolean start;
        lock.lock();
        try {
            if (finished) {
                return false;
            }
            add(new Entry(task, size));
            tell = !full && (waiting.size() >= maxTasks || bytes >= maxBytes);
            full |= tell;
            start = startDraining();
        } finally {
            lock.unlock();
        }
        if (tell) {
            listener.full();
        }
        if (start) {
            hop();
        }
        return true;
    }

    /** Adds the last task: no other is taken from here on. Does nothing when the mailbox has been finished. */
    public void finish(Runnable last) {
        boolean start;
        lock.lock();
        try {
            if (finished) {
                return;
            }
            finished = true;
            add(new Entry(last, 0));
            start = startDraining();
        } finally {
            lock.unlock();
        }
        if (start) {
            hop();
        }
    }

    /** Drops what waits, and takes no more. */
    public void discard() {
        boolean tell;
        lock.lock();
        try {
            finished = true;
            waiting.clear();
            bytes = 0;
            tell = full;
            full = false;
        } finally {
            lock.unlock();
        }
        if (tell) {
            listener.drained();
        }
    }

    @GuardedBy("lock")
    private void add(Entry entry) {
        waiting.add(entry);
        bytes += entry.size;
    }

    @GuardedBy("lock")
    private boolean startDraining() {
        if (shut || draining || waiting.isEmpty()) {
            return false;
        }
        draining = true;
        return true;
    }

    private void hop() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException rejection) {
            stopDraining();
            listener.rejected(rejection);
        }
    }

    private void stopDraining() {
        lock.lock();
        try {
            draining = false;
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            Optional<Entry> next = take();
            if (next.isEmpty()) {
                return;
            }
            run(next.get().task);
        }
        hop();
    }

    /** The next task; empty when there is none, and then the draining has ended. */
    private Optional<Entry> take() {
        Entry next;
        boolean tell;
        lock.lock();
        try {
            next = waiting.poll();
            if (next == null) {
                draining = false;
                return Optional.empty();
            }
            bytes -= next.size;
            tell = full && waiting.size() <= maxTasks / 2 && bytes <= maxBytes / 2;
            full &= !tell;
        } finally {
            lock.unlock();
        }
        if (tell) {
            listener.drained();
        }
        return Optional.of(next);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            listener.failed(failure);
        }
    }

    private record Entry(Runnable task, long size) {}
}
