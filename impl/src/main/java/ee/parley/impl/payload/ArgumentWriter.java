// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import ee.parley.impl.wire.socketio.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes arguments. What JSON itself has, and collections of it, without JSON-B: faster, and where JSON-B refuses what
 * {@code JSON.stringify} writes as null, it is null here too.
 */
final class ArgumentWriter {
    /** Deeper than anybody's data, and shallow enough for any stack: it ends the walk through a collection in itself. */
    private static final int DEEPEST = 200;

    private final Jsonb jsonb;
    private final Attachments attachments;

    ArgumentWriter(Jsonb jsonb, Attachments attachments) {
        this.jsonb = jsonb;
        this.attachments = attachments;
    }

    String write(@Nullable Object argument) {
        if (argument instanceof String text) {
            return JsonString.quote(text);
        }
        StringBuilder out = new StringBuilder();
        append(argument, out, 0);
        return out.toString();
    }

    private void append(@Nullable Object value, StringBuilder out, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("collections are nested deeper than " + DEEPEST);
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            out.append(JsonString.quote(text));
        } else if (value instanceof Boolean || isExact(value)) {
            out.append(value);
        } else if (value instanceof Double || value instanceof Float) {
            out.append(Double.isFinite(((Number) value).doubleValue()) ? value : "null");
        } else if (value instanceof JsonValue json) {
            // Must stand before Map and Collection: objects and arrays of JSON-P are those, too.
            out.append(JsonString.escapeUnpairedSurrogates(json.toString()));
        } else if (value instanceof Optional<?> optional) {
            append(optional.orElse(null), out, depth + 1);
        } else if (value instanceof byte[] bytes) {
            out.append(attachments.collect(ByteBuffer.wrap(bytes.clone())));
        } else if (value instanceof ByteBuffer bytes) {
            out.append(attachments.collect(ByteBuffer.wrap(Attachments.copy(bytes))));
        } else if (value instanceof InputStream bytes) {
            out.append(attachments.collect(Attachments.drain(bytes)));
        } else if (value instanceof Object[] array) {
            appendArray(Arrays.asList(array), out, depth);
        } else if (value instanceof Collection<?> collection) {
            appendArray(collection, out, depth);
        } else if (value instanceof Map<?, ?> map && hasSimpleKeys(map)) {
            appendObject(map, out, depth);
        } else {
            out.append(JsonString.escapeUnpairedSurrogates(jsonb.toJson(value)));
        }
    }

    private static boolean isExact(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger
                || value instanceof BigDecimal;
    }

    private static boolean hasSimpleKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean || key instanceof Enum)) {
                return false;
            }
        }
        return true;
    }

    private void appendArray(Collection<?> elements, StringBuilder out, int depth) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            append(element, out, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private void appendObject(Map<?, ?> map, StringBuilder out, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            String name = key instanceof Enum<?> constant ? constant.name() : String.valueOf(key);
            out.append(separator).append(JsonString.quote(name)).append(':');
            append(entry.getValue(), out, depth + 1);
            separator = ",";
        }
        out.append('}');
    }
}
