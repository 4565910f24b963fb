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
 * The {@code @OnError} methods of beans that serve no namespace: they answer in every namespace. Used by the thread
 * that deploys and the one that undeploys.
 */
public final class ErrorBeans {
    private record Declared(Handler handler, Class<?> type, Bean<?> bean) {}

    private final Map<Class<?>, Declared> methods = new HashMap<>();
    private final References references = new References();

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
            if (!beans.isNormalScope(method.bean().getScope())) {
                continue; // it has no proxy, and to find it would create it
            }
            try {
                references.of(method.bean(), method.type(), beans);
            } catch (RuntimeException unproxyable) {
                problems.add(
                        Rule.NOT_REFERABLE, method.type().getSimpleName(), String.valueOf(unproxyable.getMessage()));
            }
        }
    }

    /** The methods, to be called until {@link #release}. */
    public ErrorMethods methods(BeanManager beans) {
        Map<Class<?>, ErrorMethods.Method> bound = new HashMap<>();
        methods.forEach((failure, method) -> bound.put(
                failure,
                new ErrorMethods.Method(method.handler(), references.of(method.bean(), method.type(), beans))));
        return new ErrorMethods(bound);
    }

    /** Ends the beans that have no scope of their own. */
    public void release() {
        references.release();
    }
}
