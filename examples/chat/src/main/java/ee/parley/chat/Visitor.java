// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import ee.parley.ConnectionRefusedException;
import java.util.regex.Pattern;

/**
 * What a client connects with.
 *
 * @param nickname the name to be known by
 * @param key a secret of the client's, which proves that a reconnection is by the same visitor
 */
public record Visitor(String nickname, String key) {
    private static final Pattern NICKNAME =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N} ._'-]{0,22}[\\p{L}\\p{M}\\p{N}.])?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{16,64}");

    void check() {
        if (nickname == null || !NICKNAME.matcher(nickname).matches()) {
            throw new ConnectionRefusedException(
                    "A nickname has 1 to 24 letters or digits, with spaces, . _ ' or - between.");
        }
        if (key == null || !KEY.matcher(key).matches()) {
            throw new ConnectionRefusedException("The client sent no key.");
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "Visitor[" + nickname + "]";
    }
}
