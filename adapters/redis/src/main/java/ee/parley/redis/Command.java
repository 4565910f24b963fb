// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletionStage;

/** A command for Redis, which is given a connection once there is one. */
@FunctionalInterface
interface Command<T> {
    CompletionStage<T> on(RedisClusterAsyncCommands<String, byte[]> redis);
}
