// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What differs between one Redis, also behind sentinels, and a Redis Cluster. Thread-safe; no call waits. */
interface Client {
    /** Makes a connection for commands, which is never made again by itself. */
    CompletionStage<? extends StatefulConnection<String, byte[]>> connect();

    /** Makes a connection for subscriptions, which is never made again by itself. */
    CompletionStage<? extends StatefulRedisPubSubConnection<String, byte[]>> connectPubSub();

    /** Returns the commands of a connection that {@link #connect} made. */
    RedisClusterAsyncCommands<String, byte[]> commands(StatefulConnection<String, byte[]> connection);

    /** Returns the connection for the subscription to a shard channel: to the node that has its slot. */
    CompletionStage<RedisPubSubAsyncCommands<String, byte[]>> shard(
            StatefulRedisPubSubConnection<String, byte[]> connection, String channel);

    /** Asks every node that counts the subscribers of these channels. */
    Collection<? extends CompletionStage<Map<String, Long>>> subscribers(
            RedisClusterAsyncCommands<String, byte[]> redis, boolean shard, String[] channels);

    /** Ends every connection. */
    CompletionStage<Void> close();
}
