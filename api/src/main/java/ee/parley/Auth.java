// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of an {@link OnConnect} method that takes the client's {@code auth} payload, bound by JSON-B.
 *
 * <p>A client that sent none is bound from the empty object {@code {}}, as in the reference; sent or not, that object is
 * {@code Optional.empty()} for an {@link java.util.Optional} parameter. A payload that cannot be bound refuses the
 * connection with the message {@code Invalid auth payload}.
 *
 * @see Handshake#auth()
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Auth {}
