// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds the records that Yasson cannot: those that are not public, which it may not call, and generic ones, whose type
 * variables it does not resolve; and records, collections and optionals that hold such. All others are left to JSON-B.
 *
 * <p>Of JSON-B's annotations {@link JsonbProperty#value} is honoured. As in JSON-B, what is missing becomes null, zero or
 * empty, and what is unknown is ignored.
 */
final class RecordReader {
    private final ArgumentReader reader;
    private final boolean active;
    private final ConcurrentMap<Type, Boolean> handled = new ConcurrentHashMap<>();

    RecordReader(ArgumentReader reader, boolean active) {
        this.reader = reader;
        this.active = active;
    }

    boolean handles(Type type) {
        if (!active) {
            return false;
        }
        Boolean known = handled.get(type);
        if (known == null) {
            known = needsUs(type, new HashSet<>());
            handled.put(type, known);
        }
        return known;
    }

    private static boolean needsUs(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return false;
        }
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? needsUs(raw.getComponentType(), seen) : raw.isRecord() && recordNeedsUs(raw, seen);
        }
        if (type instanceof GenericArrayType array) {
            return needsUs(array.getGenericComponentType(), seen);
        }
        if (type instanceof WildcardType wildcard) {
            return needsUs(wildcard.getUpperBounds()[0], seen);
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw.isRecord()) {
                return true;
            }
            if (isWalked(raw)) {
                for (Type argument : generic.getActualTypeArguments()) {
                    if (needsUs(argument, seen)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean recordNeedsUs(Class<?> type, Set<Type> seen) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return true;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (needsUs(component.getGenericType(), seen)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWalked(Class<?> raw) {
        return raw == Optional.class
                || raw == Map.class
                || raw == List.class
                || raw == Set.class
                || raw == Collection.class
                || raw == Iterable.class;
    }

    /** Binds a value of a type that this {@link #handles}. */
    @Nullable
    Object read(JsonValue value, Type type) {
        if (type instanceof WildcardType wildcard) {
            return read(value, wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return value == JsonValue.NULL
                    ? Optional.empty()
                    : Optional.ofNullable(reader.read(value, generic.getActualTypeArguments()[0]));
        }
        if (value == JsonValue.NULL) {
            return null;
        }
        if (type instanceof GenericArrayType array) {
            return array(value, type, array.getGenericComponentType());
        }
        if (type instanceof Class<?> raw) {
            return raw.isArray() ? array(value, type, raw.getComponentType()) : newRecord(value, raw, Map.of());
        }
        ParameterizedType generic = (ParameterizedType) type;
        Class<?> raw = (Class<?>) generic.getRawType();
        if (raw.isRecord()) {
            return newRecord(value, raw, variables(raw, generic));
        }
        return raw == Map.class ? map(value, generic) : collection(value, generic, raw);
    }

    private Object array(JsonValue value, Type type, Type componentType) {
        List<JsonValue> elements = elements(value, type);
        Object array = Array.newInstance(rawType(componentType), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, reader.read(elements.get(i), componentType));
        }
        return array;
    }

    private Collection<@Nullable Object> collection(JsonValue value, ParameterizedType type, Class<?> raw) {
        List<JsonValue> elements = elements(value, type);
        Collection<@Nullable Object> bound =
                raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>(elements.size());
        for (JsonValue element : elements) {
            bound.add(reader.read(element, type.getActualTypeArguments()[0]));
        }
        return bound;
    }

    private Map<Object, @Nullable Object> map(JsonValue value, ParameterizedType type) {
        if (!(value instanceof JsonObject object) || type.getActualTypeArguments()[0] != String.class) {
            throw reader.misfit(value.toString(), type);
        }
        Map<Object, @Nullable Object> bound = new LinkedHashMap<>();
        object.forEach((name, member) -> bound.put(name, reader.read(member, type.getActualTypeArguments()[1])));
        return bound;
    }

    private List<JsonValue> elements(JsonValue value, Type type) {
        if (value instanceof JsonArray array) {
            return array;
        }
        throw reader.misfit(value.toString(), type);
    }

    private Object newRecord(JsonValue value, Class<?> type, Map<TypeVariable<?>, Type> variables) {
        if (!(value instanceof JsonObject object)) {
            throw reader.misfit(value.toString(), type);
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(object, components[i], resolve(components[i].getGenericType(), variables));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The record checks what it is made of, so this is the peer's doing.
            throw reader.misfit(value.toString(), type, e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object component(JsonObject object, RecordComponent component, Type type) {
        JsonbProperty property = component.getAccessor().getAnnotation(JsonbProperty.class);
        String name = property == null || property.value().isEmpty() ? component.getName() : property.value();
        JsonValue value = object.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL && component.getType().isPrimitive()) {
            return Array.get(Array.newInstance(component.getType(), 1), 0);
        }
        return reader.read(value, type);
    }

    private static Map<TypeVariable<?>, Type> variables(Class<?> raw, ParameterizedType generic) {
        Map<TypeVariable<?>, Type> variables = new LinkedHashMap<>();
        TypeVariable<?>[] names = raw.getTypeParameters();
        for (int i = 0; i < names.length; i++) {
            variables.put(names[i], generic.getActualTypeArguments()[i]);
        }
        return variables;
    }

    private static Type resolve(Type type, Map<TypeVariable<?>, Type> variables) {
        if (type instanceof TypeVariable<?> variable) {
            return variables.getOrDefault(variable, Object.class);
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(rawType(resolve(array.getGenericComponentType(), variables)), 0)
                    .getClass();
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            List<Type> resolved = new ArrayList<>(arguments.length);
            for (Type argument : arguments) {
                resolved.add(resolve(argument, variables));
            }
            return new Resolved((Class<?>) generic.getRawType(), resolved);
        }
        return type;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }

    /** A generic type whose variables have been replaced. */
    private record Resolved(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }
}
