// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.Arrays;

/**
 * Sees to it that every placeholder in a binary packet, however deep, names one of its attachments.
 *
 * <p>An object is a placeholder when its mark is {@code true}, whatever else is in it. Of members of the same name the
 * last one counts.
 */
final class PlaceholderCheck {

    private static final int NONE = -1;

    private final int attachments;
    /** Per depth, of the object that is open there. */
    private boolean[] marked = new boolean[8];

    private int[] number = new int[8];

    PlaceholderCheck(int attachments) {
        this.attachments = attachments;
    }

    void opened(int depth) {
        if (depth >= marked.length) {
            marked = Arrays.copyOf(marked, depth * 2);
            number = Arrays.copyOf(number, depth * 2);
        }
        marked[depth] = false;
        number[depth] = NONE;
    }

    /** The scanner is at the value of a member. */
    void member(JsonScanner scanner, String text, int depth) {
        if (scanner.keyIs(Placeholder.MARK)) {
            marked[depth] = text.startsWith("true", scanner.position());
        } else if (scanner.keyIs(Placeholder.NUMBER)) {
            number[depth] = Placeholder.leadingNumber(text, scanner.position());
        }
    }

    void closed(int depth, int offset) {
        if (marked[depth] && (number[depth] == NONE || number[depth] >= attachments)) {
            throw new MalformedPacketException(Flaw.ILLEGAL_PLACEHOLDER, offset);
        }
    }
}
