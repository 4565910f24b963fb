// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.redis.server.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import org.junit.jupiter.api.Test;

/** The fixture itself. */
class RedisServerTest {
    @Test
    void aRestartedServerListensOnTheSamePortAndHasForgottenEverything() {
        try (RedisServer server = RedisServer.start()) {
            try (RedisClient client = RedisClient.create(server.uri());
                    StatefulRedisConnection<String, String> redis = client.connect()) {
                redis.sync().set("k", "v");
            }
            server.stop();
            server.startAgain();
            try (RedisClient client = RedisClient.create(server.uri());
                    StatefulRedisConnection<String, String> redis = client.connect()) {
                assertThat(redis.sync().get("k")).isNull();
            }
        }
    }
}
