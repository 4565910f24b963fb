// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The messages of the streams mode: 4030 to 4049. */
final class StreamsLog {
    private static final Logger LOG = System.getLogger("ee.parley.redis");

    private StreamsLog() {}

    static void streamGone(String stream) {
        LOG.log(
                Level.WARNING,
                "PARLEY4030 Redis has lost what was in the stream {0}: clients that are away now cannot recover",
                stream);
    }

    static void streamTrimmed(String stream) {
        LOG.log(
                Level.WARNING,
                "PARLEY4031 The stream {0} no longer has the entry that this node read last: messages of other nodes may"
                        + " be lost. Raise parley.redis.stream-max-length if outages as long as this one are to be survived",
                stream);
    }

    /** Once for each application: they come every few seconds. */
    static void oldAdapter(String stream, String node) {
        LOG.log(
                Level.WARNING,
                "PARLEY4032 Node {1} writes heartbeats to the stream {0}: it has @socket.io/redis-streams-adapter 0.2 or older,"
                        + " which does not answer this node. Update it to 0.3",
                stream,
                node);
    }
}
