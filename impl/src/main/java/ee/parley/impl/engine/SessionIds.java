// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes session ids, and knows its own again: the last of their bytes are a seal over the others, by a key that ends with the
 * engine. Thread-safe.
 */
final class SessionIds {
    private static final String ALGORITHM = "HmacSHA256";
    /** 96 bits nobody can guess. */
    private static final int RANDOM_BYTES = 12;
    /** One foreign id in sixteen million is taken for an own one. */
    private static final int SEAL_BYTES = 3;

    private static final int BYTES = RANDOM_BYTES + SEAL_BYTES;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    SessionIds() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    SessionId next() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        byte[] sealed = ByteBuffer.allocate(BYTES).put(bytes).put(seal(bytes)).array();
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /** Tells whether it is an id that somebody like us has made, but not we. */
    boolean foreign(String sid) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sid);
            return bytes.length == BYTES
                    && !MessageDigest.isEqual(
                            Arrays.copyOfRange(bytes, RANDOM_BYTES, BYTES), seal(Arrays.copyOf(bytes, RANDOM_BYTES)));
        } catch (IllegalArgumentException noSuchText) {
            return false;
        }
    }

    private byte[] seal(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(bytes), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e); // every Java platform has it
        }
    }
}
