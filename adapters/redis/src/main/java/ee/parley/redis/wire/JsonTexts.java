// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.MalformedMessageException;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** JSON by the provider that the container or the class path has, looked for once for each adapter. Thread-safe. */
public final class JsonTexts {
    private final JsonProvider provider = JsonProvider.provider();
    private final JsonReaderFactory readers = provider.createReaderFactory(Map.of());
    private final JsonGeneratorFactory generators = provider.createGeneratorFactory(Map.of());

    /** Returns a text in quotes. */
    String quote(String text) {
        return provider.createValue(text).toString();
    }

    JsonGenerator generator(Writer out) {
        return generators.createGenerator(out);
    }

    /** Returns what another node has sent. */
    JsonValue received(byte[] text) {
        return received(new String(text, StandardCharsets.UTF_8));
    }

    /** Returns what another node has sent. */
    JsonValue received(String text) {
        requireShallow(text);
        try {
            return read(text);
        } catch (JsonException e) {
            throw new MalformedMessageException("no JSON");
        }
    }

    /** Returns the value of a text that is JSON. */
    JsonValue read(String text) {
        try (JsonReader in = readers.createReader((Reader) new StringReader(text))) {
            return in.readValue();
        }
    }

    JsonObject object(String text) {
        return read(text).asJsonObject();
    }

    /** Readers recurse, and not all of them have a limit. */
    private static void requireShallow(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                i += c == '\\' ? 1 : 0;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > Received.MAX_DEPTH) {
                    throw new MalformedMessageException("too deep");
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }
}
