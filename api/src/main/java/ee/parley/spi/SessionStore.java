// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what is needed to recover the sessions of clients that have lost their connection: what the socket was, and which
 * events it has missed. Thread-safe. No call waits.
 *
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO: connection state recovery</a>
 * @since 0.1
 */
public interface SessionStore {
    /**
     * Keeps a session.
     *
     * @param namespace the name of its namespace
     * @param session the session
     * @param longest how long it may be recovered
     * @return completes when it is kept; exceptionally when it could not be
     */
    CompletionStage<Void> save(String namespace, StoredSession session, Duration longest);

    /**
     * Takes a session out of the store, and finds what it has missed. A session is given back once: of several calls, on
     * whichever nodes, only one completes with it.
     *
     * @param namespace the name of its namespace
     * @param privateId the private id that the client was given; chosen by the client now, so anything
     * @param offset the offset of the last event that the client received; chosen by the client, so anything. Empty when it
     *     has received none. The missed events begin after {@link StoredSession#begin}, but never before
     *     {@link StoredSession#offset()}: clients that have got a new session go on telling an offset of the one before
     * @return completes empty when there is no such session, it is too old, or the events since the offset are not known any
     *     more; exceptionally when the store cannot be asked
     */
    CompletionStage<Optional<RecoveredSession>> take(String namespace, String privateId, Optional<String> offset);

    /**
     * Returns the offset of the newest event of a namespace that this node has been told: the call of
     * {@link ClusterListener#received}, or what completed the stage of a {@link ClusterChannel#publish}, has returned. Where it
     * has been told of none, the newest that the store had when the channel was opened.
     *
     * @param namespace the name of the namespace
     * @return the offset, for {@link StoredSession}; it may be one of another namespace. Empty when the store had no event
     */
    Optional<String> position(String namespace);
}
