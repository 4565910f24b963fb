// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that answers events whose handling failed with an exception of the type that it takes.
 *
 * <pre>{@code
 * @OnError
 * Problem stale(OptimisticLockException e) {
 *     return new Problem("Somebody else was faster: look again, then decide.");
 * }
 * }</pre>
 *
 * <p><b>The answer</b> is what it returns, or what the {@link java.util.concurrent.CompletionStage} that it returns completes
 * with, written by JSON-B, as it is: the acknowledgement where the client asked for one, otherwise the {@code error} of an
 * {@code exception} event, {@code {"event":…,"error":…}}. Nothing is logged. It may as well throw an {@link EventException}, which
 * answers as one of a handler does. When it fails otherwise, both exceptions are logged, and the client is told of an internal
 * error.
 *
 * <p><b>Which method</b> is chosen: those of the bean that serves the socket's namespace come before those of all other beans of
 * the application, in each of which such methods serve every namespace. Among them, the one whose exception is nearest to the
 * class of the failure; if none is for it, the one nearest to its cause, and so on, because containers wrap what happens at the
 * end of a transaction. A method for {@code Throwable}, {@code Exception} or {@code RuntimeException} is for what is left then;
 * it does not get what has an answer already, which are {@link EventException}, violated constraints of the arguments, and
 * missing roles: for those, name the exception.
 *
 * <p><b>Parameters</b>, in any order: exactly one exception, and {@link Socket}, {@link Namespace}, {@link SocketServer},
 * {@link Handshake}, {@link java.security.Principal}, {@link EventName}, and in the bean of a namespace
 * {@link NamespaceParam}. Two methods for one exception in one bean, or in all
 * beans that serve no namespace, are a deployment error.
 *
 * <p><b>Threads.</b> It runs where the handler has failed, in the same request context, but after its interceptors, so outside
 * of its transaction. Where it was not the method itself that failed, but a stage, a middleware or a listener, or where
 * the method is {@link NonBlocking}, it runs in a callback of its own, on another thread. The next event of the socket does not
 * wait for that one, so the two may run at the same time. It may block.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
