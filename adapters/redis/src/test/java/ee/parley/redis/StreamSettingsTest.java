// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSettingsTest {
    @Test
    void withoutSettingsEverythingIsAsInTheReference() {
        assertThat(StreamSettings.rooms(settings(Map.of()))).isEqualTo(RoomChannels.PUBLIC);
        assertThat(StreamSettings.streams(settings(Map.of())))
                .isEqualTo(
                        new StreamOptions("socket.io", 1, 10_000, 100, Duration.ofSeconds(5), "sio:session:", false));
    }

    @Test
    void everySettingIsRead() {
        Function<String, Optional<String>> settings = settings(Map.of(
                "parley.redis.room-channels", "dynamic-private",
                "parley.redis.stream-name", "shop",
                "parley.redis.stream-count", "3",
                "parley.redis.stream-max-length", "500",
                "parley.redis.stream-read-count", "10",
                "parley.redis.stream-block", "1000",
                "parley.redis.session-key-prefix", "shop:",
                "parley.redis.sharded-pub-sub", "true"));

        assertThat(StreamSettings.rooms(settings)).isEqualTo(RoomChannels.ALL);
        assertThat(StreamSettings.streams(settings))
                .isEqualTo(new StreamOptions("shop", 3, 500, 10, Duration.ofSeconds(1), "shop:", true));
    }

    @ParameterizedTest
    @CsvSource({
        "parley.redis.stream-count, 0",
        "parley.redis.stream-count, many",
        "parley.redis.stream-block, -1",
        "parley.redis.sharded-pub-sub, yes",
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> StreamSettings.streams(settings(Map.of(name, value))))
                .withMessageStartingWith(name + " is \"" + value + "\", and may be: ");
    }

    @Test
    void aWrongModeOfSubscriptionIsNamed() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> StreamSettings.rooms(settings(Map.of("parley.redis.room-channels", "some"))))
                .withMessage("parley.redis.room-channels is \"some\", and may be: static, dynamic, dynamic-private");
    }

    private static Function<String, Optional<String>> settings(Map<String, String> settings) {
        return name -> Optional.ofNullable(settings.get(name));
    }
}
