// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opts out of order: an event whose {@link OnEvent} method is so marked waits for no earlier event of its socket, and holds
 * back no later one. On a {@link SocketNamespace} class it is for all of its event methods.
 *
 * <p>For slow, independent work, such as searches and exports. Several calls for one socket then run at once, and what they
 * send and answer comes in any order. Middleware and listeners of the socket see such events concurrently, too. An
 * {@link OnAnyEvent} method that is not marked keeps the events that it hears in order, and so does an event of which only one
 * of two methods is marked.
 *
 * <p>Still, events wait for {@link OnConnect}, {@link OnDisconnect} waits for all of them, and
 * {@link ServerOptions#maxPendingEvents()} bounds them: those that run count. One client can so keep that many of the
 * application's threads busy; limit what it may ask for by an {@link EventMiddleware}, where that matters.
 *
 * <p>Together with {@link NonBlocking} it is a deployment error.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Concurrent {}
