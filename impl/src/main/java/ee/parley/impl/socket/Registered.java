// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What has been added at run time, in the order of its adding. Thread-safe; the same may be in it several times. */
final class Registered<T> {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    Entry add(T what) {
        Entry entry = new Entry(what);
        entries.add(entry);
        return entry;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** What is there now. */
    List<T> all() {
        return entries.stream().map(entry -> entry.what).toList();
    }

    /** Hands each to the action that has not been taken out by then. */
    void forEach(Consumer<T> action) {
        for (Entry entry : entries) {
            if (!entry.taken.get()) {
                action.accept(entry.what);
            }
        }
    }

    /** Takes out everything, and hands each to the action that nobody else has taken out. */
    void drain(Consumer<T> action) {
        for (Entry entry : entries) {
            if (entry.take()) {
                action.accept(entry.what);
            }
        }
    }

    final class Entry implements Registration {
        private final T what;
        private final AtomicBoolean taken = new AtomicBoolean();

        private Entry(T what) {
            this.what = what;
        }

        /** Takes it out; false when it is out already. */
        boolean take() {
            return taken.compareAndSet(false, true) && entries.remove(this);
        }

        @Override
        public void close() {
            take();
        }
    }
}
