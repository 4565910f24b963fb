// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads for tasks that are short as a rule and may block all the same. Whoever hands over a task calls a thread, an idle one
 * before a new one, unless one has been called and is on its way. That one takes a task and, if more wait, calls the next
 * before it begins.
 *
 * <p>So a burst costs its sender one call, and short tasks run on a few threads one after the other; but a task that blocks
 * holds up none behind it as long as there may be another thread. When there are as many as may be and all are at work, nobody
 * is called: each looks for a task when it has done its own.
 */
final class Crew extends AbstractExecutorService {
    private final int maximum;
    private final long idleNanos;
    private final ThreadFactory factory;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Whether a thread that has been called has not yet looked for a task. */
    private final AtomicBoolean called = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allGone = lock.newCondition();

    /** The last to become idle is the first to be called: its caches are warm, and the others may end. */
    @GuardedBy("lock")
    private final Deque<Member> idle = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Set<Member> members = new HashSet<>();

    private volatile boolean stopped;

    /**
     * No threads yet.
     *
     * @param maximum how many there may be
     * @param idleNanos for how long one stays without a task
     * @param factory makes them
     */
    Crew(int maximum, long idleNanos, ThreadFactory factory) {
        this.maximum = maximum;
        this.idleNanos = idleNanos;
        this.factory = factory;
    }

    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("the application has been stopped");
        }
        tasks.add(task);
        if (stopped && tasks.remove(task)) {
            throw new RejectedExecutionException("the application has been stopped");
        }
        if (called.compareAndSet(false, true)) {
            try {
                call();
            } catch (RuntimeException | Error noThread) {
                if (tasks.remove(task)) {
                    throw new RejectedExecutionException("no thread could be made", noThread);
                }
            }
        }
    }

    /** Has a thread come, if there is one to call. */
    private void call() {
        lock.lock();
        try {
            Member member = idle.pollLast();
            if (member != null) {
                member.comes();
            } else if (members.size() < maximum) {
                add();
            } else {
                called.set(false);
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void add() {
        Member member = new Member();
        boolean begun = false;
        members.add(member);
        try {
            Thread thread = factory.newThread(member);
            member.thread = thread;
            thread.start();
            begun = true;
        } finally {
            if (!begun) {
                members.remove(member);
                called.set(false);
            }
        }
    }

    /** Tells how many threads there are. */
    int size() {
        lock.lock();
        try {
            return members.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown() {
        stop(false);
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> dropped = new ArrayList<>();
        stopped = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            dropped.add(task);
        }
        stop(true);
        return dropped;
    }

    private void stop(boolean interrupt) {
        lock.lock();
        try {
            stopped = true;
            idle.clear();
            for (Member member : members) {
                member.comes();
                if (interrupt && member.thread != null) {
                    member.thread.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return stopped && size() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (!members.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = allGone.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * One thread.
     *
     * <pre>
     *   CALLED --takes a task, calls the next--> AT WORK --no task--> IDLE --comes--> CALLED
     *                                              ^  |                 |
     *                                              +--+ next task       +-- idle for too long, or stopped --> gone
     * </pre>
     */
    private final class Member implements Runnable {
        /** Written before the thread starts. */
        @Nullable
        Thread thread;

        /** Whether it is to look for a task: true from when it was taken from those that are idle. */
        private volatile boolean coming = true;

        void comes() {
            coming = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            try {
                do {
                    arrive();
                    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                        perform(task);
                    }
                } while (rest());
            } finally {
                leave();
            }
        }

        /** Takes one task, and sees to it that somebody takes the next. */
        private void arrive() {
            Runnable task = tasks.poll();
            called.set(false);
            if (!tasks.isEmpty() && called.compareAndSet(false, true)) {
                try {
                    call();
                } catch (RuntimeException | Error noThread) {
                    // Then it is for those that are there.
                }
            }
            if (task != null) {
                perform(task);
            }
        }

        private void perform(Runnable task) {
            // What the last task left behind is not meant for this one.
            if (Thread.interrupted() && stopped) {
                Thread.currentThread().interrupt();
            }
            try {
                task.run();
            } catch (Throwable failure) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, failure);
            }
        }

        /** Waits to be called. Returns false when it is not needed any more. */
        private boolean rest() {
            lock.lock();
            try {
                if (stopped) {
                    return !tasks.isEmpty();
                }
                coming = false;
                idle.addLast(this);
            } finally {
                lock.unlock();
            }
            // Who added a task before this thread could be called has left it to this look.
            if (!tasks.isEmpty() && called.compareAndSet(false, true)) {
                call();
            }
            long end = System.nanoTime() + idleNanos;
            while (!coming) {
                long left = end - System.nanoTime();
                if (left <= 0 && givesUp()) {
                    return false;
                }
                LockSupport.parkNanos(this, Math.max(1, left));
                // Cleared, else it could not park again.
                if (Thread.interrupted() && stopped) {
                    return false;
                }
            }
            return !stopped || !tasks.isEmpty();
        }

        /** It does not, when it has just been called. */
        private boolean givesUp() {
            lock.lock();
            try {
                return idle.remove(this);
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            lock.lock();
            try {
                members.remove(this);
                if (members.isEmpty()) {
                    allGone.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
