// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of a class that carry a handler annotation. */
public final class Methods {
    private Methods() {}

    /**
     * The handlers that a bean of the type has: its own, those it inherits from superclasses, and default methods of
     * interfaces. One that is overridden is left out, since annotations of methods are not inherited; unless it is
     * abstract, which is a mistake to report.
     */
    public static List<AnnotatedMethod<?>> handlers(AnnotatedType<?> type, BeanManager beans) {
        Class<?> beanClass = type.getJavaClass();
        Map<String, AnnotatedMethod<?>> handlers = new TreeMap<>();
        collect(type, beanClass, handlers);
        for (Class<?> contract : interfaces(beanClass, new LinkedHashSet<>())) {
            collect(beans.createAnnotatedType(contract), beanClass, handlers);
        }
        return List.copyOf(handlers.values());
    }

    private static void collect(AnnotatedType<?> type, Class<?> beanClass, Map<String, AnnotatedMethod<?>> handlers) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            Method member = method.getJavaMember();
            if (occasions(method).isEmpty() || member.isBridge()) {
                continue;
            }
            Method overriding = overriding(beanClass, member);
            if (overriding == null || (Modifier.isAbstract(member.getModifiers()) && !annotated(overriding))) {
                handlers.putIfAbsent(member.toString(), method);
            }
        }
    }

    /** The handler annotations of a method. */
    public static List<Occasion> occasions(AnnotatedMethod<?> method) {
        return Arrays.stream(Occasion.values())
                .filter(occasion -> method.isAnnotationPresent(occasion.annotation()))
                .toList();
    }

    /** How messages name a method. */
    public static String place(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static boolean annotated(Method method) {
        return Arrays.stream(Occasion.values()).anyMatch(occasion -> method.isAnnotationPresent(occasion.annotation()));
    }

    private static Set<Class<?>> interfaces(@Nullable Class<?> type, Set<Class<?>> found) {
        if (type != null) {
            for (Class<?> contract : type.getInterfaces()) {
                found.add(contract);
                interfaces(contract, found);
            }
            interfaces(type.getSuperclass(), found);
        }
        return found;
    }

    /** The method that is called on an instance of the class in place of the given one. */
    private static @Nullable Method overriding(Class<?> beanClass, Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
            return null;
        }
        if (method.getDeclaringClass().isInterface()) {
            return overridingContract(beanClass, method);
        }
        boolean packagePrivate = (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0;
        for (Class<?> type = beanClass;
                type != null && type != method.getDeclaringClass();
                type = type.getSuperclass()) {
            if (packagePrivate
                    && type.getPackage() != method.getDeclaringClass().getPackage()) {
                continue;
            }
            for (Method own : type.getDeclaredMethods()) {
                if (same(own, method)) {
                    return own;
                }
            }
        }
        return null;
    }

    private static @Nullable Method overridingContract(Class<?> beanClass, Method method) {
        try {
            Method called = beanClass.getMethod(method.getName(), method.getParameterTypes());
            return called.equals(method) ? null : called;
        } catch (NoSuchMethodException e) {
            // Implemented by a method with another signature, so there is none to compare.
            return null;
        }
    }

    private static boolean same(Method own, Method other) {
        return own.getName().equals(other.getName())
                && Arrays.equals(own.getParameterTypes(), other.getParameterTypes());
    }
}
