// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;

/** Sharded publish/subscribe: {@code createShardedAdapter} of {@code @socket.io/redis-adapter}. */
final class ShardedExchange implements Exchange {
    private final Link link;
    private final String key;
    private final String node;
    private final RoomChannels rooms;
    private final JsonTexts json = new JsonTexts();

    ShardedExchange(Link link, String key, String node, RoomChannels rooms) {
        this.link = link;
        this.key = key;
        this.node = node;
        this.rooms = rooms;
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        Hearing hearing = new Hearing(node, namespace, listener, json, link.outage());
        return new ShardedChannel(this, namespace, hearing);
    }

    Link link() {
        return link;
    }

    String node() {
        return node;
    }

    RoomChannels rooms() {
        return rooms;
    }

    JsonTexts json() {
        return json;
    }

    ChannelNames names(String namespace) {
        return ChannelNames.of(key, namespace, node);
    }
}
