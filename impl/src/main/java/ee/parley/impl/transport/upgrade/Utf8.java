// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

/**
 * Tells whether bytes that come piece by piece are UTF-8 (RFC 3629): no overlong form, no surrogate, nothing beyond
 * U+10FFFF. Not thread-safe.
 *
 * <p>Between two pieces it knows how many bytes of a character are still to come, and what the next of them may be.
 */
final class Utf8 {
    private static final int CONTINUATION_MIN = 0x80;
    private static final int CONTINUATION_MAX = 0xbf;

    private int missing;
    private int nextMin = CONTINUATION_MIN;
    private int nextMax = CONTINUATION_MAX;

    /** Takes the next bytes; false when no text can begin like this. */
    boolean accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            boolean fits = missing > 0 ? follows(b) : b < 0x80 || begins(b);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether no character is left unfinished. */
    boolean complete() {
        return missing == 0;
    }

    private boolean follows(int b) {
        if (b < nextMin || b > nextMax) {
            return false;
        }
        missing--;
        nextMin = CONTINUATION_MIN;
        nextMax = CONTINUATION_MAX;
        return true;
    }

    /** The first byte of a character of several; what the second one may be depends on it. */
    private boolean begins(int b) {
        if (b >= 0xc2 && b <= 0xdf) {
            missing = 1;
        } else if (b >= 0xe0 && b <= 0xef) {
            missing = 2;
            nextMin = b == 0xe0 ? 0xa0 : CONTINUATION_MIN;
            nextMax = b == 0xed ? 0x9f : CONTINUATION_MAX;
        } else if (b >= 0xf0 && b <= 0xf4) {
            missing = 3;
            nextMin = b == 0xf0 ? 0x90 : CONTINUATION_MIN;
            nextMax = b == 0xf4 ? 0x8f : CONTINUATION_MAX;
        } else {
            return false;
        }
        return true;
    }
}
