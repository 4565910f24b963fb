// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.TypeArguments;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code @OnError} methods of one bean, or of all beans that serve no namespace, by the exception that each takes. */
public final class ErrorMethods {
    private static final Set<Class<?>> GENERAL = Set.of(Throwable.class, Exception.class, RuntimeException.class);

    private final Map<Class<?>, Method> methods;

    ErrorMethods(Map<Class<?>, Method> methods) {
        this.methods = Map.copyOf(methods);
    }

    public static ErrorMethods of(NamespaceBean bean, Object reference) {
        Map<Class<?>, Method> methods = new HashMap<>();
        bean.errors().forEach((failure, handler) -> methods.put(failure, new Method(handler, reference)));
        return new ErrorMethods(methods);
    }

    /** A method and the contextual reference that it is called on. */
    public record Method(Handler handler, Object reference) {}

    /** The exception that a method takes, if it takes one. */
    static Optional<Class<?>> failure(java.lang.reflect.Method method, TypeArguments types) {
        List<Class<?>> failures = Arrays.stream(method.getGenericParameterTypes())
                .<Class<?>>map(type -> TypeArguments.raw(types.resolve(type)))
                .filter(Throwable.class::isAssignableFrom)
                .toList();
        return failures.size() == 1 ? Optional.of(failures.get(0)) : Optional.empty();
    }

    /** Reports a method for what another one of the same place is for. */
    static void reportSecond(Handler second, Class<?> failure, Handler first, Problems problems) {
        problems.add(
                Rule.SECOND_ERROR_METHOD,
                Methods.place(second.method()),
                failure.getSimpleName(),
                Methods.place(first.method()));
    }

    /**
     * A method that answers a failure.
     *
     * @param method the method
     * @param failure what it is given: the failure, or a cause of it
     */
    public record Match(Method method, Throwable failure) {}

    /**
     * Finds the method for a failure.
     *
     * @param answered whether it has an answer already, which only a method that names the exception replaces
     */
    public Optional<Match> find(Throwable failure, boolean answered) {
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            Method nearest = nearest(cause.getClass(), false);
            if (nearest != null) {
                return Optional.of(new Match(nearest, cause));
            }
        }
        return answered
                ? Optional.empty()
                : Optional.ofNullable(nearest(failure.getClass(), true)).map(method -> new Match(method, failure));
    }

    private @Nullable Method nearest(Class<?> failure, boolean general) {
        for (Class<?> type = failure; type != null && type != Object.class; type = type.getSuperclass()) {
            Method method = general == GENERAL.contains(type) ? methods.get(type) : null;
            if (method != null) {
                return method;
            }
        }
        return null;
    }
}
