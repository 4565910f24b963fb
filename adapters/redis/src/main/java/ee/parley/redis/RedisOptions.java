// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
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
 * @param rooms which rooms have channels of their own, in the mode {@link RedisMode#SHARDED}
 * @param streams how streams are used, in the mode {@link RedisMode#STREAMS}
 * @param timeout how long Redis may take for an answer
 */
record RedisOptions(
        List<RedisURI> addresses,
        boolean cluster,
        RedisMode mode,
        String key,
        boolean specificResponseChannels,
        RoomChannels rooms,
        StreamOptions streams,
        Duration timeout) {
    static final int SHORTEST_TIMEOUT_MILLIS = 10;

    RedisOptions {
        addresses = List.copyOf(addresses);
    }

    /** Returns how a program that is no node talks to nodes with these options. */
    Delivery delivery(Link link, JsonTexts json) {
        return switch (mode) {
            case CLASSIC -> Delivery.classic(link, key, json);
            case SHARDED -> Delivery.sharded(link, key, rooms, json);
            case STREAMS -> Delivery.streams(link, streams, json);
        };
    }
}
