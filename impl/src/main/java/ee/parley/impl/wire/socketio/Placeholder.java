// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.OptionalInt;

/** What stands in the JSON of a packet where an attachment belongs. */
public final class Placeholder {

    static final String MARK = "_placeholder";
    static final String NUMBER = "num";

    private static final String CANONICAL = "{\"_placeholder\":true,\"num\":";

    private Placeholder() {}

    /** Returns the placeholder of the attachment {@code num}, counted from 0. */
    public static String of(int num) {
        return CANONICAL + num + '}';
    }

    /**
     * Returns which attachment {@code argument} stands for, or empty when it is any other value.
     *
     * <p>Only the argument as a whole is looked at, not what is in it. That the packet has so many attachments is sure
     * when the argument is one of a binary packet that the decoder returned.
     *
     * @param argument an argument that the decoder has checked
     */
    public static OptionalInt number(String argument) {
        if (argument.isEmpty() || argument.charAt(0) != '{') {
            return OptionalInt.empty();
        }
        if (argument.startsWith(CANONICAL)) {
            int number = digits(argument, CANONICAL.length(), argument.length() - 1);
            if (number >= 0) {
                return OptionalInt.of(number);
            }
        }
        boolean marked = false;
        int number = -1;
        JsonScanner scanner = new JsonScanner(argument, 0, Integer.MAX_VALUE);
        for (boolean more = scanner.enter(); more; more = scanner.advance(0)) {
            boolean isMark = scanner.keyIs(MARK);
            boolean isNumber = scanner.keyIs(NUMBER);
            int start = scanner.position();
            scanner.value();
            if (isMark) {
                marked = argument.startsWith("true", start);
            } else if (isNumber) {
                number = digits(argument, start, scanner.position());
            }
        }
        return marked && number >= 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Returns the integer that is all of {@code text} from {@code from} to {@code to}, or -1 when that is none. */
    static int digits(String text, int from, int to) {
        int length = to - from;
        if (length < 1 || length > 9 || (length > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
