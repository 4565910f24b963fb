// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.ConnectMiddleware;
import ee.parley.EngineHooks;
import ee.parley.EventMiddleware;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    private final References references = new References();

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
            Scopes.check(candidate.bean, candidate.place(), !candidate.is(EngineHooks.class), beans, problems);
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
                .map(candidate -> type.cast(references.of(candidate.bean, type, beans)))
                .toList();
    }

    /** Ends those that have no scope of their own. */
    public void release() {
        references.release();
    }
}
