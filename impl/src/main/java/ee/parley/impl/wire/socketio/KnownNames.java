// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Names of events that have come before, so that the next event of that name needs no string of its own, and no second check
 * of what a name may be. A name has one place, and loses it to the next one that belongs there.
 *
 * <p>Thread-safe without a lock: a string may be seen by any thread that finds it, and who misses one makes another.
 */
public final class KnownNames {
    private static final int PLACES = 256;
    private static final int LONGEST = 64;

    private final @Nullable String[] names;

    /** None yet. */
    public KnownNames() {
        this(PLACES);
    }

    private KnownNames(int places) {
        names = new @Nullable String[places];
    }

    /** Never any. */
    static KnownNames none() {
        return new KnownNames(0);
    }

    /** Returns the name that stands there, or the empty string when it is none of these. */
    String find(String text, int from, int to) {
        if (names.length == 0 || to - from > LONGEST) {
            return "";
        }
        String name = names[place(text, from, to)];
        return name != null && name.length() == to - from && text.startsWith(name, from) ? name : "";
    }

    /** Remembers a name that an event may have. */
    void add(String name) {
        if (names.length > 0 && name.length() <= LONGEST && name.indexOf('\\') < 0 && name.indexOf('"') < 0) {
            names[place(name, 0, name.length())] = name;
        }
    }

    private static int place(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash ^ hash >>> 8) & (PLACES - 1);
    }
}
