// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The id of a session. Whoever knows it can speak for the client: it is a secret, and not the public id of a socket.
 *
 * @param value 20 characters of {@code A-Za-z0-9_-}
 */
public record SessionId(String value) {
    private static final int BYTES = 15;

    static SessionId random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The beginning only: enough to tell sessions apart in a log, too little to take one over. */
    @Override
    public String toString() {
        return value.substring(0, Math.min(6, value.length())) + '…';
    }
}
