// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The arguments of one packet as JSON, none of which is cut out of the packet's text before somebody asks for it. So the list
 * keeps the whole text: {@link #chars} tells how much that is. Immutable.
 */
public final class ArgumentList extends AbstractList<String> implements RandomAccess {
    private static final int[] ONE = {};

    private final String text;

    /** Of the first one. */
    private final int from;

    private final int to;

    /** Beginning and end of each further one. */
    private final int[] further;

    /** One argument. */
    ArgumentList(String text, int from, int to) {
        this(text, from, to, ONE);
    }

    ArgumentList(String text, int from, int to, int[] further) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.further = further;
    }

    @Override
    public int size() {
        return 1 + further.length / 2;
    }

    @Override
    public String get(int index) {
        return text.substring(from(index), to(index));
    }

    /** Returns how many characters the list keeps. */
    public int chars() {
        return text.length();
    }

    /** Tells whether an argument is JSON's null. */
    public boolean isNull(int index) {
        return text.charAt(from(index)) == 'n';
    }

    /** Tells whether an argument is a string in which every character stands for itself. */
    public boolean isPlainText(int index) {
        int start = from(index);
        int end = to(index);
        if (text.charAt(start) != '"') {
            return false;
        }
        // Not String.indexOf: that would look for it to the end of the packet.
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Returns the content of such a string. */
    public String plainText(int index) {
        return text.substring(from(index) + 1, to(index) - 1);
    }

    private int from(int index) {
        return Objects.checkIndex(index, size()) == 0 ? from : further[2 * index - 2];
    }

    private int to(int index) {
        return Objects.checkIndex(index, size()) == 0 ? to : further[2 * index - 1];
    }

    /** Collects where the arguments of one packet are. */
    static final class Builder {
        private final String text;
        private final int from;
        private final int to;
        private int[] further = new int[6];
        private int size;

        /** With the first one. */
        Builder(String text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        int size() {
            return 1 + size / 2;
        }

        void add(int start, int end) {
            if (size == further.length) {
                further = Arrays.copyOf(further, 2 * size);
            }
            further[size++] = start;
            further[size++] = end;
        }

        ArgumentList list() {
            return new ArgumentList(text, from, to, Arrays.copyOf(further, size));
        }
    }
}
