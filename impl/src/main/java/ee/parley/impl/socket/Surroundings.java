// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What an application has around its code, whichever namespace it is called for; and who in the application observes all of
 * them. Called on the application's executor, but for what says otherwise.
 */
public interface Surroundings {
    /** An application that has nothing. */
    Surroundings NONE = new Surroundings() {};

    /**
     * Runs code of the application that is not behind {@link NamespaceHandler}, such as a middleware or a listener, in what the
     * application has around its handlers.
     *
     * @param <T> what it returns
     * @param socket the socket it is called for
     * @param body the code
     * @return what it returned
     * @throws Exception what it threw
     */
    default <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        return body.call();
    }

    /**
     * Runs code of the application that is called for no socket, as the other {@code call} does.
     *
     * @param <T> what it returns
     * @param body the code
     * @return what it returned
     * @throws Exception what it threw
     */
    default <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
        return body.call();
    }

    /** Hears of a socket before anything of the application is called for it. Not of one that leaves before that. */
    default void begins(Socket socket) {}

    /**
     * Hears that nothing more is called for a socket, whether it was admitted or not: once. Only what is registered with it later
     * may be.
     */
    default void ended(Socket socket) {}

    /** Tells whether {@link #connected} is to be called. Called on a lane. */
    default boolean hearsConnections() {
        return false;
    }

    /** Hears that a socket has been admitted, before its events are handled. */
    default void connected(Socket socket) {}

    /** Hears that a socket has left that was admitted, after its namespace's handler. */
    default void disconnected(Socket socket, DisconnectReason reason) {}

    /** Tells whether {@link #happened} is to be called. Called under a lock: must only look. */
    default boolean hearsRooms() {
        return false;
    }

    /** Hears what happened to a room, in order. */
    default void happened(RoomEvent event) {}
}
