// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Threads that may block, such as those that run handlers: a task gets an idle one if there is, else a new one up to a
 * maximum, else it waits. A thread that has been idle for {@value #IDLE_SECONDS} seconds ends.
 *
 * <p>What waits is bounded by the callers: each socket has one task here at most, and as many more as it may have concurrent
 * events.
 */
public final class Workers implements Executor {
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService pool;
    private final UnaryOperator<Runnable> around;

    /** What was handed over and has not ended, and one more until {@link #close}. */
    private final AtomicLong unfinished = new AtomicLong(1);

    private final CountDownLatch quiet = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * No threads yet.
     *
     * @param maximum how many there may be
     * @param factory makes them
     */
    public Workers(int maximum, ThreadFactory factory) {
        this(new Crew(maximum, TimeUnit.SECONDS.toNanos(IDLE_SECONDS), factory), UnaryOperator.identity());
    }

    private Workers(ExecutorService pool, UnaryOperator<Runnable> around) {
        this.pool = pool;
        this.around = around;
    }

    /** Threads that cost so little that each task has its own. */
    public static Workers virtual(VirtualThreads threads) {
        return new Workers(threads.threads(), threads::around);
    }

    @Override
    public void execute(Runnable task) {
        unfinished.incrementAndGet();
        try {
            pool.execute(around.apply(() -> {
                try {
                    task.run();
                } finally {
                    finished();
                }
            }));
        } catch (RejectedExecutionException stopped) {
            finished();
            throw stopped;
        }
    }

    private void finished() {
        if (unfinished.decrementAndGet() == 0) {
            quiet.countDown();
        }
    }

    /** Returns how many threads there are; of virtual ones, those that are at work. */
    long size() {
        return pool instanceof Crew crew ? crew.size() : unfinished.get() - 1;
    }

    /**
     * Waits until all that was handed over has ended, and what that handed over in turn, or interrupts it when it takes too
     * long. From then on nothing is taken.
     *
     * @param patience how long is not too long
     */
    public void close(Duration patience) {
        if (closed.getAndSet(true)) {
            return;
        }
        finished();
        boolean inTime = await(() -> quiet.await(patience.toMillis(), TimeUnit.MILLISECONDS));
        if (inTime) {
            pool.shutdown();
        } else {
            ThreadLog.interrupted(unfinished.get());
            pool.shutdownNow();
        }
        if (!await(() -> pool.awaitTermination(1, TimeUnit.SECONDS))) {
            ThreadLog.stuck(unfinished.get());
        }
    }

    private interface Wait {
        boolean end() throws InterruptedException;
    }

    private static boolean await(Wait wait) {
        try {
            return wait.end();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
