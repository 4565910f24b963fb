// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Values that many clients send alike, so that they keep the same one, and not each its own. A value has one place, and loses it
 * to the next one that belongs there.
 *
 * <p>Thread-safe without a lock, for values that may be handed over by a race, as strings and immutable maps may.
 *
 * @param <T> a value
 */
final class Shared<T> {
    private static final int PLACES = 256;

    private final @Nullable Object[] places = new @Nullable Object[PLACES];

    /** Returns an equal value: that of an earlier client, if its place has not been taken meanwhile. */
    @SuppressWarnings("unchecked") // nothing else has a place here
    T of(T value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
        Object there = places[place];
        if (there != null && there.equals(value)) {
            return (T) there;
        }
        places[place] = value;
        return value;
    }
}
