// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link SocketNamespace} that is told of each socket that has left.
 *
 * <p>It is called exactly once for each socket that {@link OnConnect} admitted, after the handlers of all events that
 * arrived before, also when the server shuts down. {@link Socket#rooms()} is empty by then. What it throws is logged.
 *
 * <p>Parameters: {@link Socket}, {@link Namespace}, {@link SocketServer}, {@link Handshake},
 * {@link java.security.Principal}, {@link NamespaceParam}, {@link DisconnectReason}. At most one such method per bean.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#disconnect">Socket.IO: disconnect</a>
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
