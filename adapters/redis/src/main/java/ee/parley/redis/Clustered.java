// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A Redis Cluster. What is published on one of its nodes reaches the subscribers of all, but for shard channels. */
final class Clustered implements Client {
    private final RedisClusterClient client;

    Clustered(ClientResources resources, ClusterClientOptions options, List<RedisURI> addresses) {
        this.client = RedisClusterClient.create(resources, addresses);
        this.client.setOptions(options);
    }

    @Override
    public CompletionStage<StatefulRedisClusterConnection<String, byte[]>> connect() {
        return client.refreshPartitionsAsync().thenCompose(known -> client.connectAsync(Lettuce.CODEC));
    }

    @Override
    public CompletionStage<StatefulRedisClusterPubSubConnection<String, byte[]>> connectPubSub() {
        return client.refreshPartitionsAsync().thenCompose(known -> client.connectPubSubAsync(Lettuce.CODEC));
    }

    @Override
    public RedisClusterAsyncCommands<String, byte[]> commands(StatefulConnection<String, byte[]> connection) {
        return ((StatefulRedisClusterConnection<String, byte[]>) connection).async();
    }

    @Override
    public CompletionStage<RedisPubSubAsyncCommands<String, byte[]>> shard(
            StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
        StatefulRedisClusterPubSubConnection<String, byte[]> cluster =
                (StatefulRedisClusterPubSubConnection<String, byte[]>) connection;
        RedisClusterNode owner = cluster.getPartitions().getPartitionBySlot(SlotHash.getSlot(channel));
        if (owner == null) {
            return CompletableFuture.failedFuture(
                    new RedisUnavailableException("no node of the Redis Cluster has the slot of " + channel));
        }
        return cluster.getConnectionAsync(owner.getNodeId()).thenApply(StatefulRedisPubSubConnection::async);
    }

    @Override
    public Collection<? extends CompletionStage<Map<String, Long>>> subscribers(
            RedisClusterAsyncCommands<String, byte[]> redis, boolean shard, String[] channels) {
        var masters = ((RedisAdvancedClusterAsyncCommands<String, byte[]>) redis)
                .upstream()
                .commands();
        var answers = shard ? masters.pubsubShardNumsub(channels) : masters.pubsubNumsub(channels);
        return answers.asMap().values();
    }

    @Override
    public CompletionStage<Void> close() {
        return client.shutdownAsync(0, Lettuce.GRACE_SECONDS, TimeUnit.SECONDS);
    }
}
