// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.ConnectMiddleware;
import ee.parley.EngineHooks;
import ee.parley.EventMiddleware;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The beans that stand before handlers, and those that hear of requests: in the order of their priorities, then of their
 * classes. Changed by the thread that deploys only.
 */
public final class MiddlewareBeans {
    private static final List<Class<?>> TYPES =
            List.of(ConnectMiddleware.class, EventMiddleware.class, EngineHooks.class);

    private static final Comparator<Candidate> ORDER =
            Comparator.comparingInt(Candidate::priority).thenComparing(Candidate::name);

    private record Candidate(Bean<?> bean, int priority, Optional<String> namespace) {
        String name() {
            return bean.getBeanClass().getName();
        }

        String place() {
            return bean.getBeanClass().getSimpleName();
        }

        boolean is(Class<?> type) {
            return bean.getTypes().contains(type);
        }
    }

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<CreationalContext<?>> created = new ArrayList<>();

    /** One reference for all namespaces, of a bean without a scope of its own, too. */
    private final Map<Wanted, Object> references = new HashMap<>();

    private record Wanted(Bean<?> bean, Class<?> type) {}

    public void add(Bean<?> bean, @Nullable Annotated annotated) {
        boolean ours = TYPES.stream().anyMatch(bean.getTypes()::contains);
        if (ours && !(bean instanceof Decorator) && !(bean instanceof Interceptor)) {
            candidates.add(new Candidate(bean, priority(bean, annotated), Declarations.named(bean.getQualifiers())));
        }
    }

    private static int priority(Bean<?> bean, @Nullable Annotated annotated) {
        Priority declared = annotated == null ? null : annotated.getAnnotation(Priority.class);
        if (declared != null) {
            return declared.value();
        }
        return bean instanceof Prioritized prioritized ? prioritized.getPriority() : Integer.MAX_VALUE;
    }

    /**
     * Reports those that would never be called, or could not be.
     *
     * @param names the namespaces that beans serve
     */
    public void check(Set<String> names, BeanManager beans, Problems problems) {
        for (Candidate candidate : candidates) {
            candidate
                    .namespace
                    .filter(name -> !names.contains(name))
                    .ifPresent(name -> Declarations.reportUnknown(name, candidate.place(), names.stream(), problems));
            if (candidate.namespace.isPresent() && candidate.is(EngineHooks.class)) {
                problems.add(Rule.HOOKS_IN_NAMESPACE, candidate.place());
            }
            var scope = candidate.bean.getScope();
            if (beans.isNormalScope(scope) && beans.isPassivatingScope(scope)) {
                problems.add(Rule.UNUSABLE_MIDDLEWARE_SCOPE, candidate.place(), scope.getSimpleName());
            }
        }
    }

    /** Those that stand before a namespace, or before one that no bean serves: valid until {@link #release}. */
    public Before before(Optional<String> namespace, BeanManager beans) {
        return new Before(
                references(namespace, ConnectMiddleware.class, beans),
                references(namespace, EventMiddleware.class, beans));
    }

    /** Those that hear of requests: valid until {@link #release}. */
    public List<EngineHooks> hooks(BeanManager beans) {
        return references(Optional.empty(), EngineHooks.class, beans);
    }

    private <T> List<T> references(Optional<String> namespace, Class<T> type, BeanManager beans) {
        return candidates.stream()
                .filter(candidate -> candidate.is(type))
                .filter(candidate -> candidate.namespace.isEmpty() || candidate.namespace.equals(namespace))
                .sorted(ORDER)
                .map(candidate -> reference(candidate.bean, type, beans))
                .toList();
    }

    private <T> T reference(Bean<?> bean, Class<T> type, BeanManager beans) {
        return type.cast(references.computeIfAbsent(new Wanted(bean, type), wanted -> {
            CreationalContext<?> creation = beans.createCreationalContext(bean);
            created.add(creation);
            return beans.getReference(bean, type, creation);
        }));
    }

    /** Ends those that have no scope of their own. */
    public void release() {
        created.forEach(CreationalContext::release);
        created.clear();
        references.clear();
    }
}
