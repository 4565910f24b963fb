// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/**
 * Where Redis is, and how nodes talk through it.
 *
 * @param addresses where to find Redis: one address, or nodes of a Redis Cluster to begin with
 * @param cluster whether it is a Redis Cluster
 * @param mode how nodes talk
 * @param key what the name of each channel begins with
 * @param specificResponseChannels whether an answer goes to a channel that only the node hears that has asked
 * @param timeout how long Redis may take for an answer
 */
record RedisOptions(
        List<RedisURI> addresses,
        boolean cluster,
        RedisMode mode,
        String key,
        boolean specificResponseChannels,
        Duration timeout) {
    static final int SHORTEST_TIMEOUT_MILLIS = 10;

    RedisOptions {
        addresses = List.copyOf(addresses);
    }
}
