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
 * Declares a CDI bean whose methods serve one Socket.IO namespace, or all whose names a template or a regular expression
 * takes.
 *
 * <p>The annotation makes the class a bean, application scoped unless it declares another normal scope, which must not be
 * {@code @SessionScoped} or {@code @ConversationScoped}. Its methods annotated {@link OnConnect}, {@link OnEvent},
 * {@link OnAnyEvent}, {@link OnError} and {@link OnDisconnect} are called through the contextual reference, so interceptors,
 * decorators and transactions apply, with the request context active.
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
 * <p>A template has variables in braces. Each takes one or more characters other than {@code /}, as few as there may be up
 * to the text that follows it. Handlers take their values by {@link NamespaceParam}:
 *
 * <pre>{@code
 * @SocketNamespace("/tenant-{id}")
 * public class TenantNamespace {
 *     @Inject Namespace tenant;                                   // the one whose callback is running
 *
 *     @OnConnect
 *     void enter(@NamespaceParam("id") long id, Socket socket) {  // "/tenant-x" is refused: Invalid namespace
 *         if (!mayEnter(socket.principal(), id)) {
 *             throw new ConnectionRefusedException("not your tenant");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A namespace of such a bean, a child, is made when the first client connects to it, and ends when its last socket has
 * left; {@link ServerOptions#maxChildNamespaces()} bounds their number. Any name that fits makes a namespace, so let
 * {@link OnConnect} decide who may enter which. Outside of callbacks {@link ParentNamespace} reaches all children, and
 * {@link SocketServer#namespace(String)} one of them.
 *
 * <p>Where several beans take a name, it belongs to the bean that declares it literally; else to the template with the most
 * literal characters; else to a regular expression, in the order of the names of their classes; else to what
 * {@link SocketServer#of(java.util.regex.Pattern) SocketServer.of} added, in that order. Two templates that differ only in
 * the names of their variables are a deployment error.
 *
 * <p>A name claimed by two beans, and every method that cannot be called as declared, is a deployment error; all of them
 * are reported together. What is known only when all beans are, such as a class of which the container can make no proxy, is
 * reported once there are no such errors left, and what is wrong with the cluster adapter when the server starts.
 *
 * <p>{@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll} on the class say who may connect ({@code CONNECT_ERROR} with the
 * message {@code Forbidden} for everybody else), and who may send the events whose methods do not say it. On the
 * {@link OnConnect} method they say instead of the class who may connect.
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
     * The name of the namespace, or a template of names: begins with {@code /}, without comma and question mark.
     * {@code "/"} is the main namespace, which clients join when they name none.
     *
     * @return the name or template
     */
    String value() default "/";

    /**
     * A regular expression that the whole name of a namespace must match, in place of a name or template. Its named groups
     * are what {@link NamespaceParam} takes. Clients choose the names, of up to 512 characters, so beware of expressions
     * that take long on hostile ones.
     *
     * @return the regular expression, in the syntax of {@link java.util.regex.Pattern}; empty for none
     */
    String regex() default "";
}
