// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what {@link MessageWriter} wrote; throws {@link MalformedMessageException}, and nothing else, for anything else. */
final class MessageReader {
    /** Deeper than any application nests, and shallow enough for a parser that recurses. */
    private static final int MAX_JSON_DEPTH = 200;

    private final ByteBuffer in;

    MessageReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    int octet() {
        need(1);
        return in.get() & 0xff;
    }

    boolean bool() {
        int value = octet();
        if (value > 1) {
            throw flaw("neither true nor false");
        }
        return value == 1;
    }

    int number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = octet();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw flaw("a number that is too big");
    }

    /** How many of something follow, each of which takes a byte at least: nothing may be allocated for more. */
    private int size() {
        int size = number();
        need(size);
        return size;
    }

    private ByteBuffer bytes() {
        int length = size();
        ByteBuffer bytes = in.slice().limit(length).slice();
        in.position(in.position() + length);
        return bytes;
    }

    String text() {
        boolean utf16 = bool();
        ByteBuffer bytes = bytes();
        if (utf16) {
            if (bytes.remaining() % Character.BYTES != 0) {
                throw flaw("half a char");
            }
            return bytes.asCharBuffer().toString();
        }
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw flaw("not UTF-8");
        }
    }

    Optional<String> optional() {
        return bool() ? Optional.of(text()) : Optional.empty();
    }

    Set<String> texts() {
        return new HashSet<>(list(this::text));
    }

    private <T> List<T> list(Supplier<T> element) {
        int size = size();
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    Selection selection() {
        return new Selection(texts(), texts());
    }

    PacketData data() {
        return new PacketData(text(), list(this::bytes));
    }

    Duration duration() {
        need(Long.BYTES + Integer.BYTES);
        long seconds = in.getLong();
        int nanos = in.getInt();
        if (nanos < 0 || nanos >= 1_000_000_000) {
            throw flaw("no time");
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    List<SocketState> sockets() {
        JsonReaderFactory readers = Json.createReaderFactory(Map.of());
        return list(() -> new SocketState(text(), json(readers), texts(), json(readers)));
    }

    private JsonObject json(JsonReaderFactory readers) {
        String text = text();
        requireShallow(text);
        try (JsonReader reader = readers.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            // Not only a JsonException: Parsson lets a NumberFormatException through.
            throw flaw("no JSON object");
        }
    }

    private void requireShallow(String json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && (c == '{' || c == '[')) {
                depth++;
            } else if (!quoted && (c == '}' || c == ']')) {
                depth--;
            }
            if (depth > MAX_JSON_DEPTH) {
                throw flaw("JSON that is too deep");
            }
        }
    }

    Map<String, Integer> counts() {
        int size = size();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < size; i++) {
            counts.put(text(), number());
        }
        return counts;
    }

    void end() {
        if (in.hasRemaining()) {
            throw flaw("more than a message");
        }
    }

    private void need(int count) {
        if (in.remaining() < count) {
            throw flaw("cut off");
        }
    }

    private MalformedMessageException flaw(String flaw) {
        return new MalformedMessageException(flaw + " at byte " + in.position());
    }
}
