// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.SocketScoped;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;

/** Which scopes are active where a bean is called. */
final class Scopes {
    private Scopes() {}

    /** Tells whether beans of the scope are found in HTTP sessions and conversations only, of which there are none. */
    static boolean passivating(Class<? extends Annotation> scope, BeanManager beans) {
        return beans.isNormalScope(scope) && beans.isPassivatingScope(scope);
    }

    /**
     * Reports a scope that is not active when the bean is called.
     *
     * @param inCallbacks whether it is always called in a callback, which has a request context and a socket
     */
    static void check(Bean<?> bean, String place, boolean inCallbacks, BeanManager beans, Problems problems) {
        Class<? extends Annotation> scope = bean.getScope();
        if (passivating(scope, beans)) {
            problems.add(
                    inCallbacks ? Rule.UNUSABLE_SCOPE_IN_CALLBACK : Rule.UNUSABLE_SCOPE_OUTSIDE,
                    place,
                    scope.getSimpleName());
        } else if (!inCallbacks && (scope == RequestScoped.class || scope == SocketScoped.class)) {
            problems.add(Rule.UNUSABLE_SCOPE_OUTSIDE, place, scope.getSimpleName());
        }
    }
}
