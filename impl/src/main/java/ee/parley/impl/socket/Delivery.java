// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ServerOptions;
import java.time.Duration;

/**
 * How an operator or a view of a socket sends.
 *
 * @param dispensable whether the event may be lost
 * @param compress whether transports may compress it; only told to other nodes, since ours do not
 * @param local whether other nodes are left out
 * @param afterCommit whether it waits for the transaction of the thread that sends
 * @param timeout how long answers are waited for
 */
record Delivery(boolean dispensable, boolean compress, boolean local, boolean afterCommit, Duration timeout) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(3650);

    /** Takes a timeout that a clock can measure, be it longer than anybody waits. */
    Delivery {
        timeout = timeout.compareTo(LONGEST_TIMEOUT) < 0 ? timeout : LONGEST_TIMEOUT;
    }

    static Delivery standard(ServerOptions options) {
        return new Delivery(false, true, false, options.emitAfterCommit(), options.ackTimeout());
    }

    Delivery asVolatile() {
        return new Delivery(true, compress, local, afterCommit, timeout);
    }

    Delivery compressed(boolean on) {
        return new Delivery(dispensable, on, local, afterCommit, timeout);
    }

    Delivery here() {
        return new Delivery(dispensable, compress, true, afterCommit, timeout);
    }

    Delivery bound(boolean on) {
        return new Delivery(dispensable, compress, local, on, timeout);
    }

    Delivery within(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + longest);
        }
        return new Delivery(dispensable, compress, local, afterCommit, longest);
    }
}
