// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAdapterFactoryTest {
    private final ClusterAdapterFactory factory =
            ServiceLoader.load(ClusterAdapterFactory.class).findFirst().orElseThrow();

    private ClusterAdapter create(String address, Map<String, String> settings) {
        return factory.create(URI.create(address), name -> Optional.ofNullable(settings.get(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "rediss://:secret@redis.example:6380/2",
                "redis-sentinel://one:26379,two:26379/0#main"
            })
    void addressesOfRedisAreAcceptedAndMakeAnAdapterThatIsNotConnected(String address) {
        assertThat(factory.accepts(URI.create(address))).isTrue();
        assertThat(create(address, Map.of()).health().connected()).isFalse();
    }

    @Test
    void aRedisClusterIsNamedBySomeOfItsNodes() {
        assertThat(create("redis://one:7000,two:7000", Map.of("parley.redis.cluster", "true")))
                .isInstanceOf(RedisAdapter.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm:test", "http://redis", "redis2://x", "relative"})
    void otherAddressesAreForOthers(String address) {
        assertThat(factory.accepts(URI.create(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parley.redis.cluster | yes | parley.redis.cluster is \"yes\", and may be: true or false",
                "parley.redis.specific-response-channels | 1 |"
                        + " parley.redis.specific-response-channels is \"1\", and may be: true or false",
                "parley.redis.timeout | 1s | parley.redis.timeout is \"1s\", and may be: whole milliseconds, 10 at least",
                "parley.redis.timeout | 9 | parley.redis.timeout is \"9\", and may be: whole milliseconds, 10 at least"
            })
    void aWrongSettingIsNamedWithWhatItMayBe(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("redis://localhost", Map.of(name, value)))
                .withMessage(message);
    }

    @Test
    void anUnknownModeIsNamedWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("redis://localhost", Map.of("parley.redis.mode", "fast")))
                .withMessageStartingWith("parley.redis.mode is \"fast\", and may be: classic");
    }

    @Test
    void anAddressThatIsNoneIsToldWithoutItsPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("redis://:secret@", Map.of()))
                .withMessage("parley.cluster is no address of Redis, which may be: redis://host:6379,"
                        + " rediss://host:6380 or redis-sentinel://host:26379#master");
    }
}
