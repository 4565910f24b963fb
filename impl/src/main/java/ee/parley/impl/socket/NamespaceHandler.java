// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.Socket;
import java.util.concurrent.CompletionStage;

/**
 * The application's side of one namespace. For each socket its methods are called one after another, on the executor of the
 * application; for different sockets concurrently. They may block.
 */
public interface NamespaceHandler {
    /**
     * The gate: decides about a socket before its client is told that it is connected.
     *
     * @param socket the socket, not connected yet
     * @return completes: admitted. Fails, or this method throws, {@link ee.parley.ConnectionRefusedException}: refused with
     *     its message and data; anything else: logged, and refused as {@code Internal error}
     */
    CompletionStage<?> connect(Socket socket);

    /**
     * Handles an event. What it throws is the answer, as {@link UnboundEvent#fail} has it.
     *
     * @param socket the socket it came from
     * @param event the event, to be answered when it asks for it; also later, and from any thread
     */
    void event(Socket socket, UnboundEvent event);

    /**
     * Hears that a socket has left: once for each that was admitted, after all its events. What it throws is logged.
     *
     * @param socket the socket, in no room any more
     * @param reason why it left
     */
    void disconnect(Socket socket, DisconnectReason reason);
}
