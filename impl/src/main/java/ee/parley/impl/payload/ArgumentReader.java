// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import ee.parley.impl.wire.socketio.Placeholder;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Binds arguments. Bytes, JSON-P values, numbers and booleans by itself, because JSON-B cannot, or is laxer than a server
 * may be: it truncates an integer that is too large, and takes any string for {@code false}.
 */
final class ArgumentReader {
    private static final Map<Type, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);

    private final Payloads payloads;
    private final Jsonb jsonb;
    private final Attachments attachments;
    private final RecordReader records;

    /** @param bindsRecords whether to bind by itself the records that JSON-B cannot */
    ArgumentReader(Payloads payloads, Jsonb jsonb, Attachments attachments, boolean bindsRecords) {
        this.payloads = payloads;
        this.jsonb = jsonb;
        this.attachments = attachments;
        this.records = new RecordReader(this, bindsRecords);
    }

    @Nullable
    Object read(String json, Type type) {
        if (type == void.class || type == Void.class) {
            return null;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return optional(json, generic.getActualTypeArguments()[0]);
        }
        if (type == Optional.class) {
            return optional(json, Object.class);
        }
        boolean isNull = json.equals("null");
        if (isNull && BOXES.containsKey(type)) {
            throw misfit(json, type);
        }
        if (type instanceof Class<?> raw && JsonValue.class.isAssignableFrom(raw)) {
            return jsonValue(json, raw);
        }
        if (isNull && type instanceof Class<?>) {
            return null;
        }
        if (type instanceof Class<?> raw && isBinary(raw, json)) {
            return binary(json, raw);
        }
        Type box = BOXES.getOrDefault(type, type instanceof Class<?> raw ? raw : Object.class);
        char first = json.charAt(0);
        if (box == Boolean.class) {
            return bool(json, type);
        }
        if (box == String.class && isPlainText(json)) {
            return plainText(json);
        }
        if (Numbers.isNumeric(box) && (first == '-' || (first >= '0' && first <= '9'))) {
            return Numbers.convert(new BigDecimal(json), box).orElseThrow(() -> misfit(json, type));
        }
        if (records.handles(type)) {
            return records.read(payloads.parse(json), type);
        }
        return jsonb.fromJson(json, type);
    }

    /** Tells whether this is a string in which every character stands for itself. */
    static boolean isPlainText(String json) {
        return json.charAt(0) == '"' && json.indexOf('\\') < 0;
    }

    /** Returns the content of such a string. */
    static String plainText(String json) {
        return json.substring(1, json.length() - 1);
    }

    /** Binds a part of an argument that has been parsed. */
    @Nullable
    Object read(JsonValue value, Type type) {
        return records.handles(type) ? records.read(value, type) : read(value.toString(), type);
    }

    PayloadException misfit(String json, Type type) {
        return new PayloadException(describe(json, type));
    }

    PayloadException misfit(String json, Type type, Throwable cause) {
        return cause.getCause() instanceof PayloadException own
                ? own
                : new PayloadException(describe(json, type), cause);
    }

    private static String describe(String json, Type type) {
        return "expected " + Shape.of(type) + ", got " + Shape.of(json);
    }

    private Optional<?> optional(String json, Type type) {
        return json.equals("null") ? Optional.empty() : Optional.ofNullable(read(json, type));
    }

    private Object jsonValue(String json, Class<?> type) {
        JsonValue value = payloads.parse(json);
        if (!type.isInstance(value)) {
            throw misfit(json, type);
        }
        return value;
    }

    private static boolean isBinary(Class<?> type, String json) {
        return type == byte[].class
                || type == ByteBuffer.class
                || type == InputStream.class
                || (type == Object.class && Placeholder.number(json).isPresent());
    }

    private Object binary(String json, Class<?> type) {
        OptionalInt number = Placeholder.number(json);
        if (number.isEmpty()) {
            throw misfit(json, type);
        }
        byte[] bytes = attachments.read(number.getAsInt());
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes);
        }
        return type == InputStream.class ? new ByteArrayInputStream(bytes) : bytes;
    }

    private Object bool(String json, Type type) {
        if (json.equals("true") || json.equals("false")) {
            return json.equals("true");
        }
        throw misfit(json, type);
    }
}
