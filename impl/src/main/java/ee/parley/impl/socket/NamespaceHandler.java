// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectMiddleware;
import ee.parley.DisconnectReason;
import ee.parley.ErrorEnvelope;
import ee.parley.EventMiddleware;
import ee.parley.Identity;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The application's side of one namespace. For each socket its methods are called one after another, on the executor of the
 * application; for different sockets concurrently. They may block.
 */
public interface NamespaceHandler {
    /** What errors look like where the application does not care. */
    ErrorEnvelope STANDARD = new ErrorEnvelope() {};

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
     * @param listened whether listeners of the socket answer it, after this
     * @return whether it is, or will be, answered by this
     */
    boolean event(Socket socket, UnboundEvent event, boolean listened);

    /**
     * Tells how an event is to be handled. Called on a lane, for each event.
     *
     * @param event the name of the event
     * @return how {@link #event} wants to be called
     */
    default Dispatch dispatch(String event) {
        return Dispatch.SERIAL;
    }

    /** Returns who finds out who a socket is. */
    default Optional<SocketAuthenticator> authenticator() {
        return Optional.empty();
    }

    /**
     * Tells whether somebody may be in the namespace at all. Called before {@link #connect}, and whenever a socket becomes
     * somebody else, on any thread.
     *
     * @param caller who it is
     */
    default boolean admits(Identity caller) {
        return true;
    }

    /** Returns who is asked before {@link #connect}, in this order, and before what is added at run time. */
    default List<ConnectMiddleware> connectMiddleware() {
        return List.of();
    }

    /** Returns who is asked before {@link #event}, in this order, and before what is added at run time. */
    default List<EventMiddleware> eventMiddleware() {
        return List.of();
    }

    /**
     * Answers an event that failed in the application's own way. Called by whoever notices, perhaps on a thread that must not
     * block.
     *
     * @param socket the socket it came from
     * @param event the name of the event
     * @param failure what went wrong
     * @return completes with what the client is told; fails when the application fails again; null: it has no answer of its
     *     own
     */
    default @Nullable CompletionStage<?> failed(Socket socket, String event, Throwable failure) {
        return null;
    }

    /** Returns what errors look like that the application does not answer itself. */
    default ErrorEnvelope envelope() {
        return STANDARD;
    }

    /**
     * Hears that a socket has left: once for each that was admitted, after all its events. What it throws is logged.
     *
     * @param socket the socket, in no room any more
     * @param reason why it left
     */
    void disconnect(Socket socket, DisconnectReason reason);
}
