// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies an injected {@link Namespace} by its name: {@code @Inject @InNamespace("/chat") Namespace chat}.
 *
 * <p>Inside a {@link SocketNamespace} bean, {@code @Inject Namespace} without it is that bean's own namespace.
 *
 * @since 0.1
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface InNamespace {
    /**
     * The name of the namespace, as in {@link SocketNamespace#value()}. A name that no bean serves is a deployment error.
     *
     * @return the name of the namespace
     */
    @Nonbinding
    String value();
}
