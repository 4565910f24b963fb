// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a handler that takes a part of the name of the namespace: the value of a variable of the template,
 * or of a named group of the regular expression, of {@link SocketNamespace}.
 *
 * <pre>{@code
 * @SocketNamespace("/tenant-{id}")
 * public class TenantNamespace {
 *     @OnEvent("order")
 *     Receipt order(Order order, @NamespaceParam("id") UUID tenant) { … }
 * }
 * }</pre>
 *
 * <p>The parameter may be a {@code String}, a primitive or its box, an enum (by the name of the constant), or of any type
 * with a static method {@code valueOf}, {@code of} or {@code fromString} that takes a {@code String} and returns the type, or
 * else a constructor that takes a {@code String}; such as {@link java.util.UUID}. Values are converted once for each
 * namespace, when it is made, on a thread of the application's handlers. Where one does not convert, because the conversion
 * throws an exception, no namespace is made and the client is refused: {@code Invalid namespace}. A group that took no part
 * in the match is {@code null}; for a primitive it does not convert.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface NamespaceParam {
    /**
     * The name of the variable or group. One that the namespace does not have is a deployment error.
     *
     * @return the name of the variable or group
     */
    String value();
}
