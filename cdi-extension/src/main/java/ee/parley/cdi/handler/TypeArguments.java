// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the type variables of a class's generic supertypes stand for, so that a handler inherited from {@code Base<T>} is
 * bound to the type that the bean extends it with.
 */
public final class TypeArguments {
    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    public TypeArguments(Class<?> beanClass) {
        collect(beanClass);
    }

    private void collect(Class<?> type) {
        Type parent = type.getGenericSuperclass();
        if (parent != null) {
            collect(parent);
        }
        for (Type contract : type.getGenericInterfaces()) {
            collect(contract);
        }
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.put(variables[i], resolve(generic.getActualTypeArguments()[i]));
            }
            collect(raw);
        } else if (type instanceof Class<?> plain) {
            collect(plain);
        }
    }

    /** Returns the type with every known variable replaced. */
    public Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::resolve)
                    .toList();
            return arguments.equals(List.of(generic.getActualTypeArguments()))
                    ? generic
                    : new Generic((Class<?>) generic.getRawType(), arguments, generic.getOwnerType());
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> plain ? plain.arrayType() : new GenericArray(component);
        }
        return type;
    }

    /** Tells whether the type, or one that it is made of, is such a type. */
    public static boolean mentions(Type type, Predicate<Type> such) {
        if (such.test(type)) {
            return true;
        }
        if (type instanceof ParameterizedType generic) {
            return such.test(generic.getRawType())
                    || Arrays.stream(generic.getActualTypeArguments()).anyMatch(part -> mentions(part, such));
        }
        if (type instanceof GenericArrayType array) {
            return mentions(array.getGenericComponentType(), such);
        }
        if (type instanceof WildcardType wildcard) {
            return Arrays.stream(wildcard.getUpperBounds()).anyMatch(part -> mentions(part, such));
        }
        return type instanceof Class<?> array && array.isArray() && mentions(array.componentType(), such);
    }

    /** Returns the class of values of the type; {@code Object} for what has none, such as a variable. */
    public static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }

    private record Generic(
            Class<?> raw, List<Type> arguments, @Nullable Type owner) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }
    }

    private record GenericArray(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }
    }
}
