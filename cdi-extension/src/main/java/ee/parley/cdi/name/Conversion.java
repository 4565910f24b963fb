// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a value of a text; what cannot be made of it is an exception. Runs code of the application. */
@FunctionalInterface
interface Conversion {
    Object of(String text) throws Exception;

    /** What the general rule has no method for, or a too generous one. */
    Map<Class<?>, Conversion> SPECIAL = Map.of(
            String.class,
            text -> text,
            boolean.class,
            Conversion::bool,
            Boolean.class,
            Conversion::bool,
            char.class,
            Conversion::character,
            Character.class,
            Conversion::character,
            byte.class,
            Byte::valueOf,
            short.class,
            Short::valueOf,
            int.class,
            Integer::valueOf,
            long.class,
            Long::valueOf);

    /** The conversion to a type; empty when there is none. */
    static Optional<Conversion> to(Class<?> type) {
        Conversion special = SPECIAL.get(type);
        if (special != null) {
            return Optional.of(special);
        }
        if (type == float.class) {
            return Optional.of(Float::valueOf);
        }
        if (type == double.class) {
            return Optional.of(Double::valueOf);
        }
        for (String name : List.of("valueOf", "of", "fromString")) {
            Optional<Conversion> factory = factory(type, name);
            if (factory.isPresent()) {
                return factory;
            }
        }
        return constructor(type);
    }

    private static Optional<Conversion> factory(Class<?> type, String name) {
        try {
            Method method = type.getDeclaredMethod(name, String.class);
            return usable(method)
                            && Modifier.isStatic(method.getModifiers())
                            && type.isAssignableFrom(method.getReturnType())
                    ? Optional.of(text -> call(() -> method.invoke(null, text), name))
                    : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    private static Optional<Conversion> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            return usable(constructor) && !Modifier.isAbstract(type.getModifiers())
                    ? Optional.of(text -> call(() -> constructor.newInstance(text), type.getSimpleName()))
                    : Optional.empty();
        } catch (NoSuchMethodException none) {
            return Optional.empty();
        }
    }

    private static boolean usable(Executable member) {
        return !Modifier.isPrivate(member.getModifiers()) && member.trySetAccessible();
    }

    /** A call by reflection. */
    @FunctionalInterface
    interface Reflection {
        Object call() throws ReflectiveOperationException;
    }

    private static Object call(Reflection reflection, String name) throws Exception {
        try {
            Object made = reflection.call();
            if (made == null) {
                throw new IllegalArgumentException(name + " returned null");
            }
            return made;
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw thrown;
        }
    }

    private static Object bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }
}
