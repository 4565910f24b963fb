// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sees each event of a socket before its handlers do, and lets it pass or not.
 *
 * <p><b>As a CDI bean</b> of this type it sees the events of every namespace, or, qualified {@link InNamespace}, of that
 * one. Several are asked in the order of their {@code @Priority}, the lowest first; those without come last, by the names of
 * their classes. <b>For one socket</b> it is added by {@link Socket#use}, and asked after the beans.
 *
 * <pre>{@code
 * @ApplicationScoped
 * @Priority(100)
 * public class SpeedLimit implements EventMiddleware {
 *     @Inject Speed speed;
 *
 *     @Override
 *     public CompletionStage<?> event(Socket socket, IncomingEvent event) {
 *         if (speed.exceeded(socket.id())) {
 *             throw new EventException("TOO_FAST", "slow down");
 *         }
 *         return null;
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Called on the socket's turn on a thread that may block, with the request context active, as handlers
 * are; for different sockets concurrently. While a stage that it returned is pending no thread waits, and later events of the
 * same socket do, so that the order is kept.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketusefn">Socket.IO: socket.use</a>
 * @since 0.1
 */
@FunctionalInterface
public interface EventMiddleware {
    /**
     * Lets an event pass, or refuses it by an exception.
     *
     * @param socket the socket it came from
     * @param event the event; one that is answered here goes no further
     * @return {@code null} to let it pass at once; otherwise it passes when the stage completes, whatever its value. A stage
     *     that fails refuses it; so does one that is still pending after 30 seconds, as {@code INTERNAL}
     * @throws Exception refuses the event: an {@link EventException} is its answer; anything else is logged, and answered
     *     {@code INTERNAL}
     */
    @Nullable
    CompletionStage<?> event(Socket socket, IncomingEvent event) throws Exception;
}
