// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import java.time.Duration;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when {@link #advance} is called, on the thread that calls it. */
public final class ManualTimers implements Timers {
    private final ConcurrentSkipListSet<Task> tasks =
            new ConcurrentSkipListSet<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final AtomicLong orders = new AtomicLong();
    private final AtomicLong nowMillis = new AtomicLong();

    /** What happens, once, after something is scheduled and before who has scheduled it goes on. */
    public Runnable uponScheduled = () -> {};

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Task entry = new Task(nowMillis.get() + delay.toMillis(), orders.getAndIncrement(), task);
        tasks.add(entry);
        Runnable meanwhile = uponScheduled;
        uponScheduled = () -> {};
        meanwhile.run();
        return () -> tasks.remove(entry);
    }

    /** Lets time pass: what is due runs in order, each at its time. */
    public void advance(Duration time) {
        long until = nowMillis.get() + time.toMillis();
        for (Task next = first(); next != null && next.due <= until; next = first()) {
            if (tasks.remove(next)) {
                nowMillis.set(next.due);
                next.run.run();
            }
        }
        nowMillis.set(until);
    }

    /** How many tasks wait. */
    public int waiting() {
        return tasks.size();
    }

    private @org.jspecify.annotations.Nullable Task first() {
        try {
            return tasks.first();
        } catch (NoSuchElementException none) {
            return null;
        }
    }

    private record Task(long due, long order, Runnable run) {}
}
