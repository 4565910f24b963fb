// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import java.util.List;

/**
 * Entries by the tick they are due at, on a ring of slots: adding and removing one costs the same with ten and with a
 * million. An entry further away than a turn stays in its slot until its tick has come.
 *
 * <p>Not thread-safe. Time is what the caller says it is.
 */
final class Wheel {
    /** A power of two. With ticks of 100 milliseconds a turn takes 51 seconds, so that a ping's timeout is looked at once. */
    private static final int SLOTS = 512;

    private final Entry[] slots = new Entry[SLOTS];

    /** The last tick whose slot has been emptied of what was due. */
    private long tick;

    private int size;

    Wheel() {
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Entry();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The tick to wait for, unless the wheel is empty. */
    long nextTick() {
        return tick + 1;
    }

    /** Adds an entry, {@code now} being the current tick and {@code due} a later one. */
    void add(Entry entry, long due, long now) {
        if (size == 0) {
            // Nothing waited, so the ticks that passed meanwhile hold nothing.
            tick = now;
        }
        entry.due = Math.max(due, tick + 1);
        entry.linkBefore(slots[(int) (entry.due & (SLOTS - 1))]);
        size++;
    }

    /** Removes an entry, if it is on the wheel. */
    void remove(Entry entry) {
        if (entry.next != entry) {
            entry.unlink();
            size--;
        }
    }

    /** Turns to the tick {@code now} and moves what is due to the list, by slot. */
    void advance(long now, List<? super Entry> due) {
        long last = Math.min(now, tick + SLOTS);
        for (long t = tick + 1; t <= last; t++) {
            Entry head = slots[(int) (t & (SLOTS - 1))];
            for (Entry entry = head.next; entry != head; ) {
                Entry following = entry.next;
                if (entry.due <= now) {
                    remove(entry);
                    due.add(entry);
                }
                entry = following;
            }
        }
        tick = Math.max(tick, now);
    }

    /** What waits on a wheel, or the head of a slot's ring. */
    static class Entry {
        private Entry previous = this;
        private Entry next = this;
        private long due;

        private void linkBefore(Entry head) {
            previous = head.previous;
            next = head;
            previous.next = this;
            head.previous = this;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            next = this;
            previous = this;
        }
    }
}
