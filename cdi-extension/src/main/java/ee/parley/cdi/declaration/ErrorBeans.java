// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@code @OnError} methods of beans that serve no namespace: they answer in every namespace. Confined to the thread that
 * deploys, and from then on unchanged.
 */
public final class ErrorBeans {
    private record Declared(Handler handler, Class<?> type, Bean<?> bean) {}

    private final Map<Class<?>, Declared> methods = new HashMap<>();

    /** Takes a method of a bean. */
    void add(Handler handler, Class<?> failure, Class<?> type, Bean<?> bean, Problems problems) {
        Declared first = methods.putIfAbsent(failure, new Declared(handler, type, bean));
        if (first != null) {
            ErrorMethods.reportSecond(handler, failure, first.handler(), problems);
        }
    }

    /** Reports what is known only when all beans are. */
    public void check(BeanManager beans, Problems problems) {
        for (Declared method : methods.values()) {
            try {
                reference(method, beans);
            } catch (RuntimeException unproxyable) {
                problems.add(
                        Rule.NOT_REFERABLE, method.type().getSimpleName(), String.valueOf(unproxyable.getMessage()));
            }
        }
    }

    /** The methods, to be called from now on. */
    public ErrorMethods methods(BeanManager beans) {
        Map<Class<?>, ErrorMethods.Method> bound = new HashMap<>();
        methods.forEach((failure, method) ->
                bound.put(failure, new ErrorMethods.Method(method.handler(), reference(method, beans))));
        return new ErrorMethods(bound);
    }

    private static Object reference(Declared method, BeanManager beans) {
        return beans.getReference(method.bean(), method.type(), beans.createCreationalContext(method.bean()));
    }
}
