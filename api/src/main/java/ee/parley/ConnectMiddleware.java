// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sees each client that asks to join a namespace, before the {@link OnConnect} method does, and lets it pass or not.
 *
 * <p><b>As a CDI bean</b> of this type it stands before every namespace, or, qualified {@link InNamespace}, before that one.
 * Several are asked in the order of their {@code @Priority}, the lowest first; those without come last, by the names of their
 * classes. <b>For one namespace</b> it is added by {@link Namespace#use}, and asked after the beans.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Maintenance implements ConnectMiddleware {
 *     @Inject Status status;
 *
 *     @Override
 *     public CompletionStage<?> connect(Socket socket) {
 *         if (status.closed()) {
 *             throw new ConnectionRefusedException("closed", Map.of("until", status.until()));
 *         }
 *         return null;
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Called on a thread that may block, with the request context active; for different sockets
 * concurrently. No thread waits for a stage.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO: middlewares</a>
 * @since 0.1
 */
@FunctionalInterface
public interface ConnectMiddleware {
    /**
     * Lets a client pass, or refuses it by an exception.
     *
     * @param socket the socket, not connected yet: what it is sent follows the {@code CONNECT} reply, rooms it joins are kept
     *     if it is let in
     * @return {@code null} to let it pass at once; otherwise it passes when the stage completes, whatever its value. A stage
     *     that fails refuses it
     * @throws Exception refuses the client: a {@link ConnectionRefusedException} with its message and data; anything else is
     *     logged, and refused as {@code Internal error}
     */
    @Nullable
    CompletionStage<?> connect(Socket socket) throws Exception;
}
