// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.InputStream;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;

/** What a peer may be told of a type or a value: its form in JSON. */
final class Shape {
    private static final Set<Type> INTEGRAL = Set.of(
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            java.math.BigInteger.class);

    private Shape() {}

    static String of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return of(generic.getRawType());
        }
        if (type instanceof GenericArrayType) {
            return "an array";
        }
        if (INTEGRAL.contains(type)) {
            return "an integer in range";
        }
        return type instanceof Class<?> raw ? of(raw) : "another value";
    }

    private static String of(Class<?> type) {
        if (type == byte[].class || type == ByteBuffer.class || type == InputStream.class) {
            return "binary data";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type) || type == JsonArray.class) {
            return "an array";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "a boolean";
        }
        if (type == float.class
                || type == double.class
                || Number.class.isAssignableFrom(type)
                || type == JsonNumber.class) {
            return "a number";
        }
        if (type == char.class
                || type == Character.class
                || CharSequence.class.isAssignableFrom(type)
                || type == JsonString.class) {
            return "a string";
        }
        if (type.isEnum()) {
            return "one of certain strings";
        }
        return type == JsonObject.class || type.isRecord() ? "an object of another form" : "another value";
    }

    static String of(String json) {
        return switch (json.charAt(0)) {
            case '"' -> "a string";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            default -> "a number";
        };
    }
}
