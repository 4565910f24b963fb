// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Marks questions so that no two of a cluster are the same: eight bytes, as in the reference, of which four are this node's. */
final class RequestIds {
    private final int node;
    private final AtomicInteger next;

    RequestIds() {
        SecureRandom random = new SecureRandom();
        node = random.nextInt();
        next = new AtomicInteger(random.nextInt());
    }

    String next() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(node) + hex.toHexDigits(next.getAndIncrement());
    }
}
