// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.redis.wire.JsonDraft;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.PacketData;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes events of Java values, by JSON-B; bytes become attachments wherever they stand. Thread-safe. */
final class EmittedEvents implements AutoCloseable {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** It ends the walk through a collection in itself. */
    private static final int DEEPEST = 200;

    private final JsonTexts json;
    private final Jsonb jsonb;
    private final ReentrantLock lock = new ReentrantLock();

    /** Of the event that is being made: JSON-B hands a serializer no context of its caller's. */
    @GuardedBy("lock")
    private List<ByteBuffer> attachments = new ArrayList<>();

    EmittedEvents(JsonTexts json) {
        this.json = json;
        this.jsonb = JsonbBuilder.create(new JsonbConfig().withSerializers(new Arrayed(), new Buffered()));
    }

    /** @throws IllegalArgumentException when the name is reserved, or a value cannot be written */
    PacketData event(String name, @Nullable Object... values) {
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException('"' + name + "\" is a reserved event name");
        }
        lock.lock();
        try {
            attachments = new ArrayList<>(0);
            JsonDraft out = new JsonDraft(json).list(values.length + 1).text(name);
            for (@Nullable Object value : values) {
                write(value, out, 0);
            }
            return new PacketData(out.end().toString(), attachments);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void write(@Nullable Object value, JsonDraft out, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("collections are nested deeper than " + DEEPEST);
        }
        if (value == null) {
            raw("null", out);
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof JsonValue text) {
            raw(text.toString(), out);
        } else if (value instanceof Double || value instanceof Float) {
            raw(Double.isFinite(((Number) value).doubleValue()) ? value.toString() : "null", out);
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), out, depth + 1);
        } else if (value instanceof byte[] bytes) {
            raw(placeholder(ByteBuffer.wrap(bytes.clone())), out);
        } else if (value instanceof ByteBuffer bytes) {
            raw(placeholder(copy(bytes)), out);
        } else if (value instanceof Object[] array) {
            list(Arrays.asList(array), out, depth);
        } else if (value instanceof Collection<?> collection) {
            list(collection, out, depth);
        } else if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            out.map(map.size());
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.key((String) member.getKey());
                write(member.getValue(), out, depth + 1);
            }
            out.end();
        } else {
            raw(bound(value), out);
        }
    }

    @GuardedBy("lock")
    private void list(Collection<?> elements, JsonDraft out, int depth) {
        out.list(elements.size());
        for (@Nullable Object element : elements) {
            write(element, out, depth + 1);
        }
        out.end();
    }

    private String bound(Object value) {
        try {
            return jsonb.toJson(value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "a " + value.getClass().getName() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static void raw(String text, JsonDraft out) {
        out.data(new PacketData(text));
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return ByteBuffer.wrap(copy);
    }

    @GuardedBy("lock")
    private String placeholder(ByteBuffer bytes) {
        attachments.add(bytes);
        return "{\"_placeholder\":true,\"num\":" + (attachments.size() - 1) + "}";
    }

    /** Called by JSON-B within {@link #event}, on its thread. */
    @SuppressWarnings("GuardedBy")
    private void attach(ByteBuffer bytes, JsonGenerator out) {
        attachments.add(bytes);
        out.writeStartObject();
        out.write("_placeholder", true);
        out.write("num", attachments.size() - 1);
        out.writeEnd();
    }

    private final class Arrayed implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator out, SerializationContext context) {
            attach(ByteBuffer.wrap(bytes.clone()), out);
        }
    }

    private final class Buffered implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer bytes, JsonGenerator out, SerializationContext context) {
            attach(copy(bytes), out);
        }
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B does not close", e);
        }
    }
}
