// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Registration;
import java.util.function.Consumer;

/** Who hears of one kind of thing, in the order in which they were added. Thread-safe. */
final class Listeners<E> {
    private final Registered<Consumer<? super E>> registered = new Registered<>();

    Registration add(Consumer<? super E> listener) {
        return registered.add(listener);
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    /** Calls all of them, on the calling thread; what one throws is reported, and the next one called. */
    void tell(E event, Consumer<Throwable> failed) {
        registered.forEach(listener -> {
            try {
                listener.accept(event);
            } catch (Throwable failure) {
                failed.accept(failure);
            }
        });
    }
}
