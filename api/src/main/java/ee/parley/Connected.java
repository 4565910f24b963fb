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
 * Qualifies the CDI event that a socket has been admitted to its namespace: {@code @Observes @Connected Socket}, or
 * {@code @ObservesAsync}.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Presence {
 *     void arrived(@Observes @Connected Socket socket) {
 *         socket.broadcast().emit("arrived", socket.id());
 *     }
 * }
 * }</pre>
 *
 * <p>It is fired for the sockets of every namespace, when their clients have been told that they are connected, and before
 * the first event of the socket is handled. A synchronous observer is called as a handler is: on a thread that may
 * block, with the request context and {@link SocketScoped} active and this socket the injected one. An asynchronous one runs on
 * a thread that may block, beside the events of the socket. What an observer throws is logged, and keeps the event
 * from the synchronous observers after it. Nothing is fired where nobody observes.
 *
 * @see Disconnected
 * @since 0.1
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface Connected {
    /**
     * The annotation, for programs.
     *
     * @since 0.1
     */
    final class Literal extends AnnotationLiteral<Connected> implements Connected {
        private static final long serialVersionUID = 1L;

        /** The one there is. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}
