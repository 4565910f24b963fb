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
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The beans by which an application replaces a part of the server: one of each type at most. Confined to the thread that
 * deploys, and from then on unchanged.
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

    private final Map<Class<?>, Set<Bean<?>>> found = new HashMap<>();
    private final Map<Class<?>, Bean<?>> chosen = new HashMap<>();

    public void add(Bean<?> bean) {
        if (!bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
            return;
        }
        for (Class<?> type : TYPES) {
            if (bean.getTypes().contains(type)) {
                found.computeIfAbsent(type, first -> new HashSet<>()).add(bean);
            }
        }
    }

    /** Chooses among them, once all are known. */
    public void check(BeanManager beans, Problems problems) {
        found.forEach((type, candidates) -> {
            try {
                Bean<?> bean = beans.resolve(candidates);
                chosen.put(type, bean);
                if (type == JsonbConfig.class && beans.isNormalScope(bean.getScope())) {
                    problems.add(
                            Rule.SCOPED_CONFIG,
                            type.getSimpleName(),
                            bean.getScope().getSimpleName());
                }
            } catch (AmbiguousResolutionException several) {
                problems.add(Rule.SEVERAL_OPTIONS, type.getSimpleName(), candidates.size());
            }
        });
    }

    /** The one that an application has, valid for as long as the application lives. */
    public <T> Optional<T> find(Class<T> type, BeanManager beans) {
        return Optional.ofNullable(chosen.get(type))
                .map(bean -> type.cast(beans.getReference(bean, type, beans.createCreationalContext(bean))));
    }
}
