// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

/**
 * The id of a session. Whoever knows it can speak for the client: it is a secret, and not the public id of a socket.
 *
 * @param value 20 characters of {@code A-Za-z0-9_-}
 */
public record SessionId(String value) {
    /** The beginning only: enough to tell sessions apart in a log, too little to take one over. */
    @Override
    public String toString() {
        return value.substring(0, Math.min(6, value.length())) + '…';
    }
}
