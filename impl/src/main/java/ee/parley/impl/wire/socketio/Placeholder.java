// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.OptionalInt;

/** What stands in the JSON of a packet where an attachment belongs. */
public final class Placeholder {

    static final String MARK = "_placeholder";
    static final String NUMBER = "num";

    private static final String CANONICAL = "{\"_placeholder\":true,\"num\":";

    private static final int MAX_DIGITS = 9;

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
            int number = leadingNumber(argument, CANONICAL.length());
            boolean nothingElse = argument.indexOf(',', CANONICAL.length()) < 0;
            if (number >= 0 && nothingElse) {
                return OptionalInt.of(number);
            }
        }
        boolean marked = false;
        int number = -1;
        JsonScanner scanner = new JsonScanner(argument, 0, Integer.MAX_VALUE);
        for (boolean more = scanner.enter(); more; more = scanner.advance(0)) {
            if (scanner.keyIs(MARK)) {
                marked = argument.startsWith("true", scanner.position());
            } else if (scanner.keyIs(NUMBER)) {
                number = leadingNumber(argument, scanner.position());
            }
            scanner.value();
        }
        return marked && number >= 0 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /**
     * Returns the value at {@code start} when it is digits and no more than an attachment can need, else -1. Looks at no
     * more chars than those, because a value may be as long as the packet and have another one in it.
     */
    static int leadingNumber(String text, int start) {
        int end = start;
        int number = 0;
        while (end < text.length() && end - start < MAX_DIGITS && isDigit(text.charAt(end))) {
            number = number * 10 + (text.charAt(end) - '0');
            end++;
        }
        boolean zeroFirst = end - start > 1 && text.charAt(start) == '0';
        return end == start || zeroFirst || !isEndOfValue(text, end) ? -1 : number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isEndOfValue(String text, int index) {
        if (index == text.length()) {
            return true;
        }
        char c = text.charAt(index);
        return c == ',' || c == '}' || JsonScanner.isWhitespace(c);
    }
}
