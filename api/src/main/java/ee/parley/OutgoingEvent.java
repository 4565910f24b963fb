// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.json.JsonArray;

/**
 * An event on its way to a client, as {@link Socket#onAnyOutgoing} tells it. Usable from any thread, also later.
 *
 * @since 0.1
 */
public interface OutgoingEvent {
    /**
     * Returns the name of the event.
     *
     * @return as it was emitted
     */
    String name();

    /**
     * Returns all arguments as they are sent. An attachment is the placeholder of the protocol there,
     * {@code {"_placeholder":true,"num":0}}.
     *
     * @return the arguments; parsed at each call
     */
    JsonArray arguments();

    /**
     * Tells whether an answer is waited for.
     *
     * @return whether it was sent by {@code emitWithAck}
     */
    boolean ackRequested();
}
