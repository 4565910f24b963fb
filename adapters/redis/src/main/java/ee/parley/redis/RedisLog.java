// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** The messages of the adapter: 4001 to 4029. */
final class RedisLog {
    private static final Logger LOG = System.getLogger("ee.parley.redis");

    private RedisLog() {}

    /** Once for each outage, however many attempts fail. */
    static void outageBegan(String problem) {
        LOG.log(
                Level.WARNING,
                "PARLEY4001 The other nodes are out of reach: {0}. Clients of this node are served; messages for other nodes"
                        + " are lost until Redis is back",
                problem);
    }

    static void outageEnded(Duration length, long lost) {
        LOG.log(
                Level.INFO,
                "PARLEY4002 The other nodes are in reach again after {0} ms; messages for them that may have been lost: {1}",
                Long.toString(length.toMillis()),
                Long.toString(lost));
    }

    /** Another node's doing, so DEBUG; the health counts it. */
    static void malformed(String channel, String flaw) {
        LOG.log(Level.DEBUG, "PARLEY4003 A message on {0} could not be read: {1}", channel, flaw);
    }

    static void failed(Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY4004 A defect of Parley; please report it", failure);
    }
}
