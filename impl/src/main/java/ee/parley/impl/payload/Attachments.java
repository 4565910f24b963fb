// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import ee.parley.impl.wire.socketio.Placeholder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attachments of the call that the current thread is in: JSON-B hands a serializer no context of its caller's. */
final class Attachments {
    /** Not static, and cleared after each call: nothing of one application stays on a thread that others use. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable List<ByteBuffer>> current = new ThreadLocal<>();

    /** Calls with these attachments: those to read, or a list to collect into. May be nested. */
    <T extends @Nullable Object> T during(List<ByteBuffer> attachments, Supplier<T> call) {
        List<ByteBuffer> outer = current.get();
        current.set(attachments);
        try {
            return call.get();
        } finally {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }

    /** Collects bytes that nobody else has; returns their placeholder. */
    String collect(ByteBuffer bytes) {
        List<ByteBuffer> attachments = attachments();
        attachments.add(bytes);
        return Placeholder.of(attachments.size() - 1);
    }

    /** Collects bytes, and writes their placeholder. */
    void write(ByteBuffer bytes, JsonGenerator out) {
        List<ByteBuffer> attachments = attachments();
        attachments.add(bytes);
        out.writeStartObject();
        out.write("_placeholder", true);
        out.write("num", attachments.size() - 1);
        out.writeEnd();
    }

    /** Returns a copy of what a placeholder stands for; null for JSON's null. */
    byte @Nullable [] read(JsonValue value) {
        if (value == JsonValue.NULL || value.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        if (value instanceof JsonObject object
                && object.get("_placeholder") == JsonValue.TRUE
                && object.get("num") instanceof JsonNumber num) {
            return read(num.intValue());
        }
        throw new PayloadException("expected binary data");
    }

    /** Returns a copy of an attachment. */
    byte[] read(int number) {
        List<ByteBuffer> attachments = attachments();
        if (number < 0 || number >= attachments.size()) {
            throw new PayloadException("expected binary data");
        }
        return copy(attachments.get(number));
    }

    static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static ByteBuffer drain(InputStream in) {
        try {
            return ByteBuffer.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ByteBuffer> attachments() {
        List<ByteBuffer> attachments = current.get();
        if (attachments == null) {
            throw new AssertionError("bytes bound outside a call");
        }
        return attachments;
    }
}
