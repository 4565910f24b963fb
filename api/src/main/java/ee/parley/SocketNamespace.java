// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a CDI bean whose methods serve one Socket.IO namespace.
 *
 * <p>The annotation makes the class a bean, application scoped unless it declares another normal scope. Its methods
 * annotated {@link OnConnect}, {@link OnEvent} and {@link OnDisconnect} are called through the contextual reference, so
 * interceptors, decorators and transactions apply, with the request context active.
 *
 * <pre>{@code
 * @SocketNamespace("/chat")
 * public class ChatNamespace {
 *     @OnEvent("message")
 *     Receipt message(Message m, Socket from) {
 *         from.to(m.room()).emit("message", m);
 *         return new Receipt(m.id());
 *     }
 * }
 * }</pre>
 *
 * <p>A name claimed by two beans, and every method that cannot be called as declared, is a deployment error; all of them
 * are reported together.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: namespaces</a>
 * @since 0.1
 */
@Documented
@Stereotype
@ApplicationScoped
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SocketNamespace {
    /**
     * The name of the namespace, beginning with {@code /}, without a comma; {@code "/"} is the main namespace, which
     * clients join when they name none.
     *
     * @return the name of the namespace
     */
    String value() default "/";
}
