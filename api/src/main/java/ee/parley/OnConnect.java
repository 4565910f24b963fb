// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the gate of a {@link SocketNamespace}: the method that admits a client to the namespace or refuses it.
 *
 * <p>It always runs, before the client is told that it is connected, whether or not the client sent an {@code auth}
 * payload. Returning admits the client; throwing {@link ConnectionRefusedException} refuses it with a
 * {@code CONNECT_ERROR} packet ({@code {"message":…,"data":…}}); any other exception refuses it with the message
 * {@code Internal error} and is logged. A returned {@link java.util.concurrent.CompletionStage} is awaited; its value is
 * ignored.
 *
 * <p>Before it, the application's {@link SocketAuthenticator} has found out who the client is, and the roles that this method or its
 * class is for have been looked at, then {@link ConnectMiddleware} has let the client pass.
 *
 * <p>Until the gate has completed, the client's events wait, and what is sent to the socket is held: it follows the
 * {@code CONNECT} reply in order. Of a refused client nothing remains: what was held is dropped, rooms it joined forget
 * it, and {@link OnDisconnect} is not called.
 *
 * <p>Constraints of Jakarta Validation on its parameters, such as {@code @Valid} beside {@link Auth}, are checked before it is
 * called; a violation refuses the client with {@code {"message":"Invalid auth payload","data":{"violations":[{"path":"user",
 * "message":…}]}}}.
 *
 * <p>Parameters: {@link Socket}, {@link Namespace}, {@link SocketServer}, {@link Handshake},
 * {@link java.security.Principal} ({@code null}, or an empty {@code Optional}, where there is none), {@link NamespaceParam},
 * and one {@link Auth}. At most one such method per bean.
 *
 * @see <a href="https://github.com/socketio/socket.io/blob/main/docs/socket.io-protocol/v5-current.md">Socket.IO
 *     protocol v5: connection to a namespace</a>
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnect {}
