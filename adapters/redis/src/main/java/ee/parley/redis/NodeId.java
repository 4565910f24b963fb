// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What a node is known by to the others: {@code uid} of the reference's cluster adapters. */
final class NodeId {
    private static final int BYTES = 8;

    private NodeId() {}

    static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
