// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for one socket's turn on the application's threads: run one after another, in the order of
 * {@link #offer}, {@value #BATCH} at most before other mailboxes get the thread. A task may pause the mailbox, until something
 * has happened that it does not hold its thread for. Tasks that need no turn are counted here, and run aside.
 *
 * <p>Thread-safe. The bounds are marks, not walls: a task over them is taken, and the listener told, which is expected to
 * stop the source until it hears {@link Listener#drained}. So nothing that has already been read is lost.
 *
 * <pre>
 *                pause
 *              +-------> PAUSED
 *              | resume    |
 *   SHUT --open--> OPEN <--+
 *     |              |
 *     |              +--finish----> FINISHED: what waits still runs, also aside, then the last task
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

    /** Also the lock: each socket has a mailbox, and one of its own would take 48 bytes. */
    @GuardedBy("waiting")
    private final Deque<Entry> waiting = new ArrayDeque<>(2);

    /** Tasks that are to run aside once it is open. */
    @GuardedBy("waiting")
    private List<Entry> early = List.of();

    /** Tasks that run aside, or are to. */
    @GuardedBy("waiting")
    private int aside;

    @GuardedBy("waiting")
    private long bytes;

    @GuardedBy("waiting")
    private boolean shut = true;

    @GuardedBy("waiting")
    private boolean asideShut = true;

    /** Whether the executor has been asked to drain, and has not given up. */
    @GuardedBy("waiting")
    private boolean draining;

    @GuardedBy("waiting")
    private boolean paused;

    @GuardedBy("waiting")
    private boolean full;

    @GuardedBy("waiting")
    private boolean finished;

    /** What runs when all else has run. */
    @GuardedBy("waiting")
    private @Nullable Entry last;

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
        openAside();
        openTurns();
    }

    /** Begins to run tasks, with one that is to run before those that wait already, also aside. */
    public void open(Runnable first) {
        synchronized (waiting) {
            waiting.addFirst(new Entry(
                    () -> {
                        try {
                            first.run();
                        } finally {
                            openAside();
                        }
                    },
                    0));
        }
        openTurns();
    }

    private void openTurns() {
        boolean start;
        synchronized (waiting) {
            shut = false;
            start = startDraining();
        }
        if (start) {
            hop();
        }
    }

    private void openAside() {
        List<Entry> launched;
        synchronized (waiting) {
            asideShut = false;
            launched = early;
            early = List.of();
        }
        launched.forEach(this::launch);
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
        synchronized (waiting) {
            if (finished) {
                return false;
            }
            add(new Entry(task, size));
            tell = fillsUp();
            start = startDraining();
        }
        if (tell) {
            listener.full();
        }
        if (start) {
            hop();
        }
        return true;
    }

    /**
     * Runs a task that does not block: here and now when it is its turn, else as {@link #offer} does.
     *
     * @param task what to run
     * @param size the bytes it holds on to
     * @return false when the mailbox has been finished: the task is dropped
     */
    public boolean runOrOffer(Runnable task, long size) {
        if (!takeTurn()) {
            return offer(task, size);
        }
        run(task);
        boolean start;
        synchronized (waiting) {
            draining = false;
            start = startDraining();
        }
        if (start) {
            hop();
        }
        return true;
    }

    private boolean takeTurn() {
        synchronized (waiting) {
            boolean free = !shut && !paused && !draining && !finished && waiting.isEmpty();
            draining |= free;
            return free;
        }
    }

    /**
     * Adds a task that waits for no other, and no other for it, but for the last one. It counts as waiting until it has
     * ended.
     *
     * @param task what to run
     * @param size the bytes it holds on to
     * @return false when the mailbox has been finished: the task is dropped
     */
    public boolean offerAside(Runnable task, long size) {
        Entry entry = new Entry(task, size);
        boolean tell;
        boolean start;
        synchronized (waiting) {
            if (finished) {
                return false;
            }
            aside++;
            bytes += size;
            tell = fillsUp();
            start = !asideShut;
            if (asideShut) {
                early = plus(early, entry);
            }
        }
        if (tell) {
            listener.full();
        }
        if (start) {
            launch(entry);
        }
        return true;
    }

    /** What goes on when something has happened. */
    @FunctionalInterface
    public interface Pause {
        /** Goes on, with the rest of the task that paused. To be called once, on any thread. */
        void resume(Runnable rest);
    }

    /** Runs nothing more, once the task that calls this has returned, until it is resumed. */
    public Pause pause() {
        synchronized (waiting) {
            paused = true;
        }
        return this::resume;
    }

    private void resume(Runnable rest) {
        boolean start;
        synchronized (waiting) {
            paused = false;
            waiting.addFirst(new Entry(rest, 0));
            start = startDraining();
        }
        if (start) {
            hop();
        }
    }

    /** As {@link #pause}, for a task that runs aside: only the last one waits. */
    public Pause pauseAside() {
        synchronized (waiting) {
            aside++;
        }
        return rest -> launch(new Entry(rest, 0));
    }

    /** Adds the last task: no other is taken from here on. Does nothing when the mailbox has been finished. */
    public void finish(Runnable task) {
        boolean start;
        synchronized (waiting) {
            if (finished) {
                return;
            }
            finished = true;
            last = new Entry(task, 0);
            add(last);
            start = startDraining();
        }
        if (start) {
            hop();
        }
    }

    /** Drops what waits, and takes no more. */
    public void discard() {
        boolean tell;
        synchronized (waiting) {
            finished = true;
            waiting.clear();
            aside -= early.size();
            early = List.of();
            bytes = 0;
            tell = full;
            full = false;
        }
        if (tell) {
            listener.drained();
        }
    }

    @GuardedBy("waiting")
    private void add(Entry entry) {
        waiting.add(entry);
        bytes += entry.size;
    }

    @GuardedBy("waiting")
    private boolean fillsUp() {
        boolean now = !full && (waiting.size() + aside >= maxTasks || bytes >= maxBytes);
        full |= now;
        return now;
    }

    @GuardedBy("waiting")
    private boolean emptiesOut() {
        boolean now = full && waiting.size() + aside <= maxTasks / 2 && bytes <= maxBytes / 2;
        full &= !now;
        return now;
    }

    @GuardedBy("waiting")
    private boolean startDraining() {
        if (draining || nothingToRun()) {
            return false;
        }
        draining = true;
        return true;
    }

    @GuardedBy("waiting")
    private boolean nothingToRun() {
        return shut || paused || waiting.isEmpty() || (aside > 0 && waiting.peek() == last);
    }

    private static List<Entry> plus(List<Entry> entries, Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return more;
    }

    private void launch(Entry entry) {
        try {
            executor.execute(() -> {
                run(entry.task);
                ended(entry);
            });
        } catch (RejectedExecutionException rejection) {
            ended(entry);
            listener.rejected(rejection);
        }
    }

    /** A task has run aside. */
    private void ended(Entry entry) {
        boolean tell;
        boolean start;
        synchronized (waiting) {
            aside--;
            bytes -= entry.size;
            tell = emptiesOut();
            start = startDraining();
        }
        if (tell) {
            listener.drained();
        }
        if (start) {
            hop();
        }
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
        synchronized (waiting) {
            draining = false;
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
        synchronized (waiting) {
            if (nothingToRun()) {
                draining = false;
                return Optional.empty();
            }
            next = waiting.remove();
            bytes -= next.size;
            tell = emptiesOut();
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
