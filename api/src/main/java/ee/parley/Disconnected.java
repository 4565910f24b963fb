// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies the CDI event that a socket has left its namespace: {@code @Observes @Disconnected Disconnection}, or
 * {@code @ObservesAsync}.
 *
 * <p>It is fired once for each socket that was admitted, after {@link OnDisconnect} and before the socket's
 * {@link SocketScoped} beans are destroyed. Observers are called as those of {@link Connected} are.
 *
 * @see Connected
 * @since 0.1
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Disconnected {
    /**
     * The annotation, for programs.
     *
     * @since 0.1
     */
    final class Literal extends AnnotationLiteral<Disconnected> implements Disconnected {
        private static final long serialVersionUID = 1L;

        /** The one there is. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}
