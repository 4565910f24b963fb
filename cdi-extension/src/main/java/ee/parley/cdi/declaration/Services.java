// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.ErrorEnvelope;
import ee.parley.ServerOptions;
import ee.parley.SocketAuthenticator;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.spi.ClusterAdapter;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The beans by which an application replaces a part of the server: one of each type at most. Used by the thread that deploys
 * and the one that undeploys.
 *
 * <p>They are collected, because asking for them finds on some containers only those that the library's own archive can see.
 */
public final class Services {
    private static final List<Class<?>> TYPES = List.of(
            ServerOptions.class,
            ErrorEnvelope.class,
            SocketAuthenticator.class,
            Jsonb.class,
            JsonbConfig.class,
            ClusterAdapter.class);

    /** Without a constructor that a proxy could call, or final. */
    private static final Set<Class<?>> UNPROXYABLE = Set.of(JsonbConfig.class, ServerOptions.class);

    private final Map<Class<?>, Set<Bean<?>>> found = new HashMap<>();
    private final Map<Class<?>, Bean<?>> chosen = new HashMap<>();
    private final References references = new References();

    public void add(Bean<?> bean) {
        // A decorator has the types of what it decorates, which is the bean.
        if (bean instanceof Decorator
                || bean instanceof Interceptor
                || !bean.getQualifiers().contains(Default.Literal.INSTANCE)
                || !isOfThisApplication(bean.getBeanClass())) {
            return;
        }
        for (Class<?> type : TYPES) {
            if (bean.getTypes().contains(type)) {
                found.computeIfAbsent(type, first -> new HashSet<>()).add(bean);
            }
        }
    }

    /**
     * Tells whether the class and this library know each other. In an EAR the container tells each WAR's copy of the library of
     * the beans of all WARs, and those of {@code Jsonb} are of one class for all.
     */
    private static boolean isOfThisApplication(Class<?> type) {
        return isKnown(type, Services.class.getClassLoader()) || isKnown(Services.class, type.getClassLoader());
    }

    private static boolean isKnown(Class<?> type, ClassLoader loader) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    /** Chooses among them, once all are known. */
    public void check(BeanManager beans, Problems problems) {
        found.forEach((type, candidates) -> {
            try {
                Bean<?> bean = beans.resolve(candidates);
                chosen.put(type, bean);
                if (UNPROXYABLE.contains(type) && beans.isNormalScope(bean.getScope())) {
                    problems.add(
                            Rule.SCOPED_FINAL,
                            type.getSimpleName(),
                            bean.getScope().getSimpleName());
                } else {
                    boolean inCallbacks = type == SocketAuthenticator.class;
                    Scopes.check(bean, type.getSimpleName(), inCallbacks, beans, problems);
                }
            } catch (AmbiguousResolutionException several) {
                problems.add(Rule.SEVERAL_OPTIONS, type.getSimpleName(), candidates.size());
            }
        });
    }

    /** The one that an application has: valid until {@link #release}. */
    public <T> Optional<T> find(Class<T> type, BeanManager beans) {
        return Optional.ofNullable(chosen.get(type)).map(bean -> type.cast(references.of(bean, type, beans)));
    }

    /** Ends those that have no scope of their own. */
    public void release() {
        references.release();
    }
}
