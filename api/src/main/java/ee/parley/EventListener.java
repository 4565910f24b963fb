// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import org.jspecify.annotations.Nullable;

/**
 * Handles one event: of one socket, added by {@link Socket#on}, or of other servers, added by
 * {@link ServerSideOperator#onServerSideEvent}.
 *
 * @see OnEvent
 * @since 0.1
 */
@FunctionalInterface
public interface EventListener {
    /**
     * Handles an event. Called on a thread that may block, with the request context active; that of a socket on the socket's
     * turn.
     *
     * @param event the event
     * @return the answer, as an {@link OnEvent} method returns it: a value, several by {@link Ack#of}, or a
     *     {@link java.util.concurrent.CompletionStage} that answers when it completes. {@code null} is no answer; if nobody
     *     else has one, the event is acknowledged without a value when all listeners have returned
     * @throws Exception answers the event: an {@link EventException} with its code; anything else is logged, and answered
     *     {@code INTERNAL}. Other listeners of the event are called all the same
     */
    @Nullable
    Object event(IncomingEvent event) throws Exception;
}
