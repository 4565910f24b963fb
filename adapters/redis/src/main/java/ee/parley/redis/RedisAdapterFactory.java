// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a {@link RedisAdapter} where {@code parley.cluster} is an address of Redis.
 *
 * @since 0.1
 */
public final class RedisAdapterFactory implements ClusterAdapterFactory {
    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");

    /** Made by {@link java.util.ServiceLoader}. */
    public RedisAdapterFactory() {}

    @Override
    public boolean accepts(URI address) {
        return address.getScheme() != null && SCHEMES.contains(address.getScheme());
    }

    @Override
    public ClusterAdapter create(URI address, Function<String, Optional<String>> settings) {
        boolean cluster = settings.apply("parley.redis.cluster")
                .map(text -> flag("parley.redis.cluster", text))
                .orElse(false);
        RedisAdapter.Builder builder = builder(address).cluster(cluster);
        settings.apply("parley.redis.mode").ifPresent(text -> builder.mode(mode(text)));
        settings.apply("parley.redis.key").ifPresent(builder::key);
        settings.apply("parley.redis.specific-response-channels")
                .ifPresent(text ->
                        builder.specificResponseChannels(flag("parley.redis.specific-response-channels", text)));
        settings.apply("parley.redis.timeout").ifPresent(text -> builder.timeout(timeout(text)));
        builder.rooms(StreamSettings.rooms(settings)).streams(StreamSettings.streams(settings));
        return builder.build();
    }

    /** What Lettuce or the JDK say repeats the address, which may have a password. */
    private static RedisAdapter.Builder builder(URI address) {
        try {
            return RedisAdapter.builder(address.toString());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("parley.cluster is no address of Redis, which may be: redis://host:6379,"
                    + " rediss://host:6380 or redis-sentinel://host:26379#master");
        }
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, text, "true or false");
        };
    }

    private static RedisMode mode(String text) {
        return Arrays.stream(RedisMode.values())
                .filter(mode -> text.equals(setting(mode)))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "parley.redis.mode",
                        text,
                        Arrays.stream(RedisMode.values())
                                .map(RedisAdapterFactory::setting)
                                .collect(Collectors.joining(", "))));
    }

    private static String setting(RedisMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static Duration timeout(String text) {
        String need = "whole milliseconds, " + RedisOptions.SHORTEST_TIMEOUT_MILLIS + " at least";
        try {
            long millis = Long.parseLong(text);
            if (millis >= RedisOptions.SHORTEST_TIMEOUT_MILLIS && millis <= Integer.MAX_VALUE) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException notANumber) {
            throw wrong("parley.redis.timeout", text, need);
        }
        throw wrong("parley.redis.timeout", text, need);
    }

    private static IllegalArgumentException wrong(String name, String text, String need) {
        return new IllegalArgumentException(name + " is \"" + text + "\", and may be: " + need);
    }
}
