// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an entry is in its stream.
 *
 * @param millis when it was added, by the clock of Redis; unsigned
 * @param sequence tells entries of one millisecond apart; unsigned
 */
record EntryId(long millis, long sequence) implements Comparable<EntryId> {
    /** Before every entry. */
    static final EntryId ZERO = new EntryId(0, 0);

    private static final Pattern FORM = Pattern.compile("[0-9]{1,20}-[0-9]{1,20}");

    /** Returns an id that anybody may have made up; empty when it is none. */
    static Optional<EntryId> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int dash = text.indexOf('-');
        try {
            return Optional.of(new EntryId(
                    Long.parseUnsignedLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** Returns an id of Redis. */
    static EntryId of(String text) {
        return parse(text).orElseThrow(() -> new AssertionError("no id of an entry: " + text));
    }

    @Override
    public int compareTo(EntryId other) {
        int order = Long.compareUnsigned(millis, other.millis);
        return order != 0 ? order : Long.compareUnsigned(sequence, other.sequence);
    }

    boolean isAfter(EntryId other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }
}
