// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who hears of one kind of thing, in the order in which they were added. Thread-safe. */
final class Listeners<E> {
    private final List<Entry<E>> entries = new CopyOnWriteArrayList<>();

    Registration add(Consumer<? super E> listener) {
        Entry<E> entry = new Entry<>(listener);
        entries.add(entry);
        return () -> {
            entry.closed = true;
            entries.remove(entry);
        };
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls all of them, on the calling thread; what one throws is reported, and the next one called. */
    void tell(E event, Consumer<Throwable> failed) {
        for (Entry<E> entry : entries) {
            if (!entry.closed) {
                try {
                    entry.listener.accept(event);
                } catch (Throwable failure) {
                    failed.accept(failure);
                }
            }
        }
    }

    /** Not a record: two registrations of one listener are two. */
    private static final class Entry<E> {
        final Consumer<? super E> listener;
        volatile boolean closed;

        Entry(Consumer<? super E> listener) {
            this.listener = listener;
        }
    }
}
