// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through one JSON text (RFC 8259), once and without recursion, and stops at what is no JSON. It builds nothing:
 * its user cuts out of the text what {@link #position} was before and is after a value.
 *
 * <p>The values of a container are visited by
 * <pre>{@code
 * for (boolean more = scanner.enter(); more; more = scanner.advance(outer)) {
 *     // position() is at a value; in an object keyIs() tells of which member
 *     scanner.value();
 * }
 * }</pre>
 */
final class JsonScanner {

    /** Who parses a number may need time that grows with the square of its length; no double needs so many digits. */
    private static final int LONGEST_NUMBER = 1000;

    private static final long[] NONE = {};

    private final int maxDepth;

    private String text;
    private int end;
    private @Nullable PlaceholderCheck placeholders;

    private int position;
    /** How many containers are open. */
    private int depth;
    /** A bit for each open container, set when it is an object; the outermost is bit 1, and from bit 64 on they are deeper. */
    private long objects;

    private long[] deeper = NONE;

    private int keyStart;
    private int keyEnd;

    JsonScanner(String text, int from, int maxDepth) {
        this(text, from, maxDepth, null);
    }

    JsonScanner(String text, int from, int maxDepth, @Nullable PlaceholderCheck placeholders) {
        this.text = text;
        this.end = text.length();
        this.position = from;
        this.maxDepth = maxDepth;
        this.placeholders = placeholders;
    }

    /** Goes to another text, as if it were new. */
    void restart(String next, int from, @Nullable PlaceholderCheck check) {
        text = next;
        end = next.length();
        position = from;
        depth = 0;
        deeper = NONE;
        placeholders = check;
    }

    int position() {
        return position;
    }

    /** Returns the char at the position, or NUL, which nothing in JSON begins with, at the end of the text. */
    char peek() {
        return position < end ? text.charAt(position) : '\0';
    }

    /** Moves behind the value at the position. */
    void value() {
        int outer = depth;
        boolean more = true;
        while (more) {
            boolean opened = enter();
            more = opened || advance(outer);
        }
    }

    /**
     * Moves to the first value in the container at the position and returns true; or returns false, and has moved
     * behind a value that holds none.
     */
    boolean enter() {
        switch (peek()) {
            case '{' -> {
                return open(true);
            }
            case '[' -> {
                return open(false);
            }
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
        return false;
    }

    /**
     * Moves from the end of a value to the next, over the ends of containers, and returns true; or returns false when
     * no more than {@code outer} containers are open.
     */
    boolean advance(int outer) {
        while (depth > outer) {
            skipWhitespace();
            boolean object = inObject();
            char c = peek();
            if (c == ',') {
                position++;
                skipWhitespace();
                if (object) {
                    key();
                }
                return true;
            }
            if (c != (object ? '}' : ']')) {
                throw malformed(position);
            }
            close(object);
        }
        return false;
    }

    /** Checks that nothing follows. */
    void end() {
        skipWhitespace();
        if (position < end) {
            throw malformed(position);
        }
    }

    void skipWhitespace() {
        while (position < end && isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    static boolean isWhitespace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Returns whether the last key passed is {@code name}. */
    boolean keyIs(String name) {
        int length = keyEnd - keyStart;
        if (length == name.length()) {
            return text.startsWith(name, keyStart);
        }
        return length > name.length()
                && JsonString.unquote(text, keyStart, keyEnd).equals(name);
    }

    private boolean open(boolean object) {
        if (depth == maxDepth) {
            throw new MalformedPacketException(Flaw.JSON_TOO_DEEP, position);
        }
        depth++;
        mark(object);
        position++;
        if (object && placeholders != null) {
            placeholders.opened(depth);
        }
        skipWhitespace();
        if (peek() == (object ? '}' : ']')) {
            close(object);
            return false;
        }
        if (object) {
            key();
        }
        return true;
    }

    private void close(boolean object) {
        if (object && placeholders != null) {
            placeholders.closed(depth, position);
        }
        position++;
        depth--;
    }

    private void mark(boolean object) {
        long bit = 1L << depth;
        if (depth < Long.SIZE) {
            objects = object ? objects | bit : objects & ~bit;
            return;
        }
        int word = depth / Long.SIZE - 1;
        if (word == deeper.length) {
            deeper = Arrays.copyOf(deeper, word * 2 + 1);
        }
        deeper[word] = object ? deeper[word] | bit : deeper[word] & ~bit;
    }

    private boolean inObject() {
        long word = depth < Long.SIZE ? objects : deeper[depth / Long.SIZE - 1];
        return (word & (1L << depth)) != 0;
    }

    private void key() {
        if (peek() != '"') {
            throw malformed(position);
        }
        int start = position + 1;
        string();
        keyStart = start;
        keyEnd = position - 1;
        skipWhitespace();
        if (peek() != ':') {
            throw malformed(position);
        }
        position++;
        skipWhitespace();
        if (placeholders != null) {
            placeholders.member(this, text, depth);
        }
    }

    private void string() {
        int i = position + 1;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '"') {
                position = i + 1;
                return;
            }
            if (c == '\\') {
                i = escape(i);
            } else if (c < ' ') {
                throw malformed(i);
            } else {
                i++;
            }
        }
        throw malformed(end);
    }

    /** Returns where the escape ends that begins at {@code i}. */
    private int escape(int i) {
        if (i + 1 < end) {
            char c = text.charAt(i + 1);
            if (c == 'u') {
                for (int digit = i + 2; digit < i + 6; digit++) {
                    if (digit >= end || !isHexDigit(text.charAt(digit))) {
                        throw malformed(digit);
                    }
                }
                return i + 6;
            }
            if (c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't') {
                return i + 2;
            }
        }
        throw malformed(i + 1);
    }

    private void literal(String literal) {
        if (!text.startsWith(literal, position)) {
            throw malformed(position);
        }
        position += literal.length();
    }

    private void number() {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else {
            digits();
        }
        if (peek() == '.') {
            position++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits();
        }
        if (position - start > LONGEST_NUMBER) {
            throw new MalformedPacketException(Flaw.NUMBER_TOO_LONG, start);
        }
    }

    /** One digit at least. */
    private void digits() {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        if (position == start) {
            throw malformed(position);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static MalformedPacketException malformed(int offset) {
        return new MalformedPacketException(Flaw.MALFORMED_JSON, offset);
    }
}
