// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, as the reference reads them: UTF-8, {@code +} is a space, a percent sign that does not
 * introduce two hexadecimal digits stands for itself, and the last of equal names counts.
 *
 * <p>Not left to the container: {@code getParameter} would swallow the body of a POST that claims to be a form.
 */
final class Query {
    private Query() {}

    static Map<String, String> parse(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query == null) {
            return parameters;
        }
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            if (end > start) {
                int equals = query.indexOf('=', start);
                boolean valued = equals >= 0 && equals < end;
                String name = decode(query.substring(start, valued ? equals : end));
                parameters.put(name, valued ? decode(query.substring(equals + 1, end)) : "");
            }
            start = end + 1;
        }
        return parameters;
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        StringBuilder decoded = new StringBuilder(text.length());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c == '%' ? octet(text, i + 1) : -1;
            if (octet >= 0) {
                octets.write(octet);
                i += 2;
            } else {
                flush(octets, decoded);
                decoded.append(c == '+' ? ' ' : c);
            }
        }
        flush(octets, decoded);
        return decoded.toString();
    }

    private static void flush(ByteArrayOutputStream octets, StringBuilder decoded) {
        if (octets.size() > 0) {
            decoded.append(octets.toString(StandardCharsets.UTF_8));
            octets.reset();
        }
    }

    /** The value of two hexadecimal digits, or -1 when there are none. */
    private static int octet(String text, int at) {
        if (at + 1 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(at));
        int low = hex(text.charAt(at + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
