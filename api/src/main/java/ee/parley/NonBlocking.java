// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that an {@link OnEvent} or {@link OnAnyEvent} method never blocks, so that it may run where its event is received,
 * without a change of threads. On a {@link SocketNamespace} class it is for all of them.
 *
 * <p>It saves a few microseconds, and pays for handlers that only compute and emit, called very often. Emitting, joining and
 * leaving do not block. What may block must not be called: databases, files, locks that others hold for long,
 * {@code emitWithAck(…).toCompletableFuture().join()}. A method that does all the same stops everything else of its
 * connection, heartbeat and acknowledgements included, and a thread of the container.
 *
 * <p>The order of a socket's events is kept: while earlier ones wait or run, the method runs in its turn, on a thread that may
 * block. So it does where {@link EventMiddleware}, listeners of the socket, or another method of the bean that has not
 * promised the same see the event before. Where it runs at once the thread is the container's: the application's class loader
 * is there, a naming context may not be, and the request context may be that of an HTTP request.
 *
 * <p>Together with {@link Concurrent} or {@code @Transactional} it is a deployment error.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface NonBlocking {}
