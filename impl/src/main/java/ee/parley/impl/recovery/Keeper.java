// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps sockets until their clients come back. Thread-safe; no call waits. */
public interface Keeper {
    /**
     * Keeps a socket.
     *
     * @param namespace the name of its namespace
     * @param socket what it was
     * @return completes when it can be taken; exceptionally when it is lost
     */
    CompletionStage<Void> save(String namespace, KeptSocket socket);

    /**
     * Gives a socket back, to one caller only.
     *
     * @param namespace the name of its namespace
     * @param privateId what it is known by; anything, since a client has sent it
     * @param received the offset of the last event that the client has received; anything
     * @return completes with what it was; empty when it is not known, or not everything that it has missed; exceptionally
     *     when that cannot be told
     */
    CompletionStage<Optional<Comeback>> take(String namespace, String privateId, Optional<String> received);

    /**
     * Returns the offset of the newest event.
     *
     * @param namespace the name of a namespace
     * @return the offset; empty when there has been no event
     */
    Optional<String> position(String namespace);
}
