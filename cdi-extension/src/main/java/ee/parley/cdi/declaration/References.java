// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Contextual references, one of each bean and type, also of a bean without a scope of its own. Used by the thread that deploys
 * and the one that undeploys.
 */
final class References {
    private record Wanted(Bean<?> bean, Class<?> type) {}

    private final Map<Wanted, Object> found = new HashMap<>();
    private final List<CreationalContext<?>> created = new ArrayList<>();

    /** The reference, valid until {@link #release}. */
    Object of(Bean<?> bean, Class<?> type, BeanManager beans) {
        return found.computeIfAbsent(new Wanted(bean, type), wanted -> {
            CreationalContext<?> creation = beans.createCreationalContext(bean);
            created.add(creation);
            return beans.getReference(bean, type, creation);
        });
    }

    /** Ends those that have no scope of their own. */
    void release() {
        created.forEach(CreationalContext::release);
        created.clear();
        found.clear();
    }
}
