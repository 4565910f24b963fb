// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One Redis, or the master that sentinels name, who are asked for each connection anew. */
final class Standalone implements Client {
    private final RedisClient client;
    private final RedisURI address;

    Standalone(ClientResources resources, ClientOptions options, RedisURI address) {
        this.client = RedisClient.create(resources);
        this.client.setOptions(options);
        this.address = address;
    }

    @Override
    public CompletionStage<StatefulRedisConnection<String, byte[]>> connect() {
        return client.connectAsync(Lettuce.CODEC, address);
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        return client.connectPubSubAsync(Lettuce.CODEC, address);
    }

    @Override
    public RedisClusterAsyncCommands<String, byte[]> commands(StatefulConnection<String, byte[]> connection) {
        return ((StatefulRedisConnection<String, byte[]>) connection).async();
    }

    @Override
    public CompletionStage<RedisPubSubAsyncCommands<String, byte[]>> shard(
            StatefulRedisPubSubConnection<String, byte[]> connection, String channel) {
        return CompletableFuture.completedFuture(connection.async());
    }

    @Override
    public Collection<? extends CompletionStage<Map<String, Long>>> subscribers(
            RedisClusterAsyncCommands<String, byte[]> redis, boolean shard, String[] channels) {
        return List.of(shard ? redis.pubsubShardNumsub(channels) : redis.pubsubNumsub(channels));
    }

    @Override
    public CompletionStage<Void> close() {
        return client.shutdownAsync(0, Lettuce.GRACE_SECONDS, TimeUnit.SECONDS);
    }
}
