// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.util.Random;

/** Writes JSON texts, with much in them that is rare, and damages them. */
record RandomJson(Random random) {

    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "12",
        "-3.25",
        "1e3",
        "0.5E-7",
        "\"\"",
        "\"a\"",
        "\"\\u00e9\\n\\/\"",
        "\"\\ud834\"",
        "\"€𝄞\"",
        "9007199254740993"
    };
    private static final String[] KEYS = {
        "\"_placeholder\"", "\"num\"", "\"\\u006eum\"", "\"_placeholde\\u0072\"", "\"a\"", "\"\"", "\"n\\\"m\""
    };
    private static final String DAMAGE = "{}[]\",:\\u0-+.eEtrufalsn19 \n\t\0\u001fé";

    /** A valid text, with or without white space. */
    String value(int depth, boolean spaced) {
        StringBuilder json = new StringBuilder();
        value(json, depth, spaced);
        return json.toString();
    }

    /** {@code json} with a few chars more, less or other. */
    String damaged(String json) {
        StringBuilder text = new StringBuilder(json);
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            int at = random.nextInt(text.length() + 1);
            int kind = random.nextInt(4);
            if (kind == 0 || at == text.length()) {
                text.insert(at, any());
            } else if (kind == 1) {
                text.deleteCharAt(at);
            } else if (kind == 2) {
                text.setCharAt(at, any());
            } else {
                text.setLength(at);
            }
        }
        return text.toString();
    }

    private char any() {
        return DAMAGE.charAt(random.nextInt(DAMAGE.length()));
    }

    private void value(StringBuilder json, int depth, boolean spaced) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            json.append(SCALARS[random.nextInt(SCALARS.length)]);
            return;
        }
        json.append(kind == 2 ? '[' : '{');
        space(json, spaced);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (kind == 3) {
                json.append(KEYS[random.nextInt(KEYS.length)]);
                space(json, spaced);
                json.append(':');
                space(json, spaced);
            }
            value(json, depth - 1, spaced);
            space(json, spaced);
            if (i > 1) {
                json.append(',');
                space(json, spaced);
            }
        }
        json.append(kind == 2 ? ']' : '}');
    }

    private void space(StringBuilder json, boolean spaced) {
        if (spaced && random.nextInt(3) == 0) {
            json.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }
}
