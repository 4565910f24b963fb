// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The settings of the modes {@link RedisMode#SHARDED} and {@link RedisMode#STREAMS}, by their whole names. */
final class StreamSettings {
    private static final String ROOMS = "parley.redis.room-channels";
    private static final String NAME = "parley.redis.stream-name";
    private static final String COUNT = "parley.redis.stream-count";
    private static final String MAX_LENGTH = "parley.redis.stream-max-length";
    private static final String READ_COUNT = "parley.redis.stream-read-count";
    private static final String BLOCK = "parley.redis.stream-block";
    private static final String SESSION_PREFIX = "parley.redis.session-key-prefix";
    private static final String SHARDED = "parley.redis.sharded-pub-sub";

    private StreamSettings() {}

    static RoomChannels rooms(Function<String, Optional<String>> settings) {
        return settings.apply(ROOMS)
                .map(text -> switch (text) {
                    case "static" -> RoomChannels.NONE;
                    case "dynamic" -> RoomChannels.PUBLIC;
                    case "dynamic-private" -> RoomChannels.ALL;
                    default -> throw wrong(ROOMS, text, "static, dynamic, dynamic-private");
                })
                .orElse(RoomChannels.PUBLIC);
    }

    static StreamOptions streams(Function<String, Optional<String>> settings) {
        StreamOptions defaults = StreamOptions.DEFAULTS;
        return new StreamOptions(
                settings.apply(NAME).orElse(defaults.name()),
                number(settings, COUNT, defaults.count()),
                number(settings, MAX_LENGTH, defaults.maxLength()),
                number(settings, READ_COUNT, defaults.readCount()),
                Duration.ofMillis(number(settings, BLOCK, (int) defaults.block().toMillis())),
                settings.apply(SESSION_PREFIX).orElse(defaults.sessionPrefix()),
                settings.apply(SHARDED).map(StreamSettings::flag).orElse(defaults.sharded()));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(SHARDED, text, "true, false");
        };
    }

    private static int number(Function<String, Optional<String>> settings, String name, int otherwise) {
        Optional<String> text = settings.apply(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(name, text.get(), "a whole number, 1 at least");
        }
        throw wrong(name, text.get(), "a whole number, 1 at least");
    }

    private static IllegalArgumentException wrong(String name, String text, String need) {
        return new IllegalArgumentException(name + " is \"" + text + "\", and may be: " + need);
    }
}
