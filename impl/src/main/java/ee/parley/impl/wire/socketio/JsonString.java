// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** JSON strings, quoted byte for byte as {@code JSON.stringify} quotes them. */
public final class JsonString {

    private static final HexFormat HEX = HexFormat.of();

    private JsonString() {}

    /** Returns {@code value} in quotes, with escapes where JSON demands them and for unpaired surrogates. */
    public static String quote(String value) {
        StringBuilder json = new StringBuilder(value.length() + 2);
        quote(value, json);
        return json.toString();
    }

    static void quote(String value, StringBuilder json) {
        json.append('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            if (isPlain(value, i)) {
                continue;
            }
            json.append(value, done, i);
            escape(value.charAt(i), json);
            done = i + 1;
        }
        json.append(value, done, value.length()).append('"');
    }

    /** Returns the JSON text {@code json}, written by others, with its unpaired surrogates as escapes: UTF-8 has none. */
    public static String escapeUnpairedSurrogates(String json) {
        @Nullable StringBuilder escaped = null;
        int done = 0;
        for (int i = 0; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i)) && !isPlain(json, i)) {
                escaped = escaped == null ? new StringBuilder(json.length() + 5) : escaped;
                escaped.append(json, done, i);
                escape(json.charAt(i), escaped);
                done = i + 1;
            }
        }
        return escaped == null
                ? json
                : escaped.append(json, done, json.length()).toString();
    }

    /** Returns the value of the string between the quotes at {@code from - 1} and {@code to}, which is valid. */
    static String unquote(String json, int from, int to) {
        int escape = indexOfEscape(json, from, to);
        if (escape == to) {
            return json.substring(from, to);
        }
        StringBuilder value = new StringBuilder(to - from);
        int done = from;
        while (escape < to) {
            value.append(json, done, escape);
            char c = json.charAt(escape + 1);
            done = escape + 2;
            if (c == 'u') {
                done += 4;
                value.append((char) HexFormat.fromHexDigits(json, escape + 2, done));
            } else {
                value.append(unescaped(c));
            }
            escape = indexOfEscape(json, done, to);
        }
        return value.append(json, done, to).toString();
    }

    /** Not {@code String.indexOf}: that would look for it to the end of the packet. */
    private static int indexOfEscape(String json, int from, int to) {
        int index = from;
        while (index < to && json.charAt(index) != '\\') {
            index++;
        }
        return index;
    }

    private static boolean isPlain(String value, int index) {
        char c = value.charAt(index);
        if (c < ' ' || c == '"' || c == '\\') {
            return false;
        }
        if (!Character.isSurrogate(c)) {
            return true;
        }
        return Character.isHighSurrogate(c)
                ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
    }

    private static void escape(char c, StringBuilder json) {
        json.append('\\');
        switch (c) {
            case '"', '\\' -> json.append(c);
            case '\b' -> json.append('b');
            case '\t' -> json.append('t');
            case '\n' -> json.append('n');
            case '\f' -> json.append('f');
            case '\r' -> json.append('r');
            default -> json.append('u').append(HEX.toHexDigits(c));
        }
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
