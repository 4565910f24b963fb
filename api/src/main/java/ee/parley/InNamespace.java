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
 * <p>Inside a {@link SocketNamespace} bean, {@code @Inject Namespace} without it is that bean's own namespace; of a bean
 * that declares a template or a regular expression, the one whose callback is running, and elsewhere its use is an
 * {@link IllegalStateException}.
 *
 * <p>A template or regular expression, written as its bean declares it, names the {@link ParentNamespace}, which can be
 * injected as such or as a {@link Namespace}: an operator that reaches all its children.
 *
 * @since 0.1
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface InNamespace {
    /**
     * The name of the namespace, as in {@link SocketNamespace#value()} or {@link SocketNamespace#regex()}. One that no bean
     * declares is a deployment error.
     *
     * @return the name of the namespace
     */
    @Nonbinding
    String value();
}
