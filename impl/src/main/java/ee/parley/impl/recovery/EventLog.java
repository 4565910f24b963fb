// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of all namespaces, numbered from 1. Thread-safe. Whatever is beyond a bound is forgotten, the oldest
 * first; adding one costs the same however many there are.
 */
final class EventLog {
    private static final int OVERHEAD = 256;
    private static final int FRAME_OVERHEAD = 64;
    private static final int SMALLEST = 64;

    /** An event. */
    record Entry(long number, String namespace, Selection to, List<Frame> frames, long size, long period) {}

    private final int maxEvents;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    /** A power of two of places; an event is at the place of its number. */
    @GuardedBy("lock")
    private @Nullable Entry[] ring = new @Nullable Entry[SMALLEST];

    @GuardedBy("lock")
    private long oldest = 1;

    @GuardedBy("lock")
    private long next = 1;

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private long period;

    EventLog(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Adds an event, and returns its number. */
    long add(String namespace, Selection to, List<Frame> frames) {
        long size = OVERHEAD;
        for (Frame frame : frames) {
            size += frame.size() + FRAME_OVERHEAD;
        }
        lock.lock();
        try {
            if (next - oldest == ring.length) {
                grow();
            }
            long number = next++;
            ring[place(number)] = new Entry(number, namespace, to, frames, size, period);
            bytes += size;
            while (next - oldest > maxEvents || bytes > maxBytes) {
                forgetOldest();
            }
            return number;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the newest event; 0 when there has been none. */
    long newest() {
        lock.lock();
        try {
            return next - 1;
        } finally {
            lock.unlock();
        }
    }

    /** Returns all events after a number; empty when one of them is forgotten, or there has been no such number. */
    Optional<List<Entry>> after(long number) {
        lock.lock();
        try {
            if (number < oldest - 1 || number >= next) {
                return Optional.empty();
            }
            List<Entry> entries = new ArrayList<>((int) (next - 1 - number));
            for (long each = number + 1; each < next; each++) {
                entries.add(Objects.requireNonNull(ring[place(each)]));
            }
            return Optional.of(entries);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a period of time, and forgets what was added in earlier ones.
     *
     * @param keep how many periods are remembered besides the new one
     * @return whether anything is left
     */
    boolean beginPeriod(int keep) {
        lock.lock();
        try {
            period++;
            while (oldest < next && Objects.requireNonNull(ring[place(oldest)]).period < period - keep) {
                forgetOldest();
            }
            if (oldest == next) {
                ring = new @Nullable Entry[SMALLEST];
            }
            return oldest < next;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void forgetOldest() {
        int place = place(oldest++);
        bytes -= Objects.requireNonNull(ring[place]).size;
        ring[place] = null;
    }

    @GuardedBy("lock")
    private void grow() {
        @Nullable Entry[] larger = new @Nullable Entry[2 * ring.length];
        for (long each = oldest; each < next; each++) {
            larger[(int) each & (larger.length - 1)] = ring[place(each)];
        }
        ring = larger;
    }

    @GuardedBy("lock")
    private int place(long number) {
        return (int) number & (ring.length - 1);
    }
}
