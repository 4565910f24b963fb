// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.PacketData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A message in JSON. */
public final class JsonDraft implements Draft {
    private final JsonTexts json;
    private final StringBuilder text = new StringBuilder(128);
    private final Deque<Character> open = new ArrayDeque<>(4);

    public JsonDraft(JsonTexts json) {
        this.json = json;
    }

    @Override
    public JsonDraft map(int members) {
        return begin('{', '}');
    }

    @Override
    public JsonDraft list(int elements) {
        return begin('[', ']');
    }

    @Override
    public JsonDraft end() {
        text.append(open.pop().charValue());
        return this;
    }

    @Override
    public JsonDraft key(String name) {
        separate();
        text.append(json.quote(name)).append(':');
        return this;
    }

    @Override
    public JsonDraft text(String value) {
        return raw(json.quote(value));
    }

    @Override
    public JsonDraft number(long number) {
        return raw(Long.toString(number));
    }

    @Override
    public JsonDraft flag(boolean flag) {
        return raw(Boolean.toString(flag));
    }

    @Override
    public JsonDraft data(PacketData data) {
        if (!data.attachments().isEmpty()) {
            throw new AssertionError("JSON has no attachments");
        }
        return raw(data.json());
    }

    @Override
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private JsonDraft begin(char opening, char closing) {
        separate();
        text.append(opening);
        open.push(closing);
        return this;
    }

    private JsonDraft raw(String value) {
        separate();
        text.append(value);
        return this;
    }

    /** No value ends with one of these: each of them stands before the first value of something. */
    private void separate() {
        int length = text.length();
        if (length > 0) {
            char last = text.charAt(length - 1);
            if (last != '{' && last != '[' && last != ':') {
                text.append(',');
            }
        }
    }
}
