// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.time.Duration;

/**
 * How nodes talk through Redis streams. All but the way of reading is the same on all nodes of a cluster.
 *
 * @param name the key of the stream, or what the keys begin with when there are several
 * @param count how many streams the namespaces are spread over
 * @param maxLength how many entries Redis keeps in each, about
 * @param readCount how many entries to read at once
 * @param block how long Redis waits for entries before it answers that there are none
 * @param sessionPrefix what the key of each session begins with
 * @param sharded whether what is not to be kept goes by sharded publish/subscribe
 */
record StreamOptions(
        String name, int count, int maxLength, int readCount, Duration block, String sessionPrefix, boolean sharded) {
    /** Those of the reference. */
    static final StreamOptions DEFAULTS =
            new StreamOptions("socket.io", 1, 10_000, 100, Duration.ofSeconds(5), "sio:session:", false);

    /** Returns the stream of a namespace. The reference does not make a negative remainder positive, so nor do we. */
    String streamOf(String namespace) {
        return count == 1 ? name : name + "-" + namespace.hashCode() % count;
    }
}
