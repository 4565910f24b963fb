// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.ClusterHealth;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.SessionStore;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that talk to each other through Redis, 6 or later. Node.js servers and emitters on the same Redis, with the adapter
 * of the same {@link RedisMode}, are in the same cluster.
 *
 * <p>An application that sets {@code parley.cluster} to an address of Redis needs nothing of this. One that wants to make the
 * adapter itself has a CDI producer:
 *
 * <pre>{@code
 * @Produces @ApplicationScoped ClusterAdapter cluster() {
 *     return RedisAdapter.builder("rediss://:secret@redis.example").key("shop").build();
 * }
 * }</pre>
 *
 * <p>Thread-safe. It has threads and connections of its own, from {@link #start} to {@link #close}.
 *
 * @see <a href="https://socket.io/docs/v4/redis-adapter/">Socket.IO: Redis adapter</a>
 * @since 0.1
 */
public final class RedisAdapter implements ClusterAdapter {
    private record Running(Link link, Exchange exchange) {}

    private final RedisOptions options;
    private volatile @Nullable Running running;

    private RedisAdapter(RedisOptions options) {
        this.options = options;
    }

    /**
     * Begins with the defaults.
     *
     * @param address where Redis is: {@code redis://host:6379}, {@code rediss:} for TLS,
     *     {@code redis-sentinel://host1:26379,host2:26379#master}; with {@link Builder#cluster} several nodes of the Redis
     *     Cluster, separated by commas. User, password, database and more are parts of it as in Lettuce's {@code RedisURI}
     * @return a new builder
     * @throws IllegalArgumentException when it is no address of Redis
     */
    public static Builder builder(String address) {
        return new Builder(address);
    }

    @Override
    public void start(ClusterNode node) {
        if (running != null) {
            throw new IllegalStateException("a RedisAdapter is started once");
        }
        Link link = new Link(options);
        running = new Running(link, exchange(link));
    }

    private Exchange exchange(Link link) {
        return switch (options.mode()) {
            case CLASSIC -> new ClassicExchange(link, options.key(), options.specificResponseChannels());
            case SHARDED -> new ShardedExchange(link, options.key(), NodeId.random(), options.rooms());
            case STREAMS ->
                new StreamsExchange(link, options.key(), NodeId.random(), options.streams(), options.timeout());
        };
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        return running().exchange().open(namespace, listener);
    }

    @Override
    public Optional<SessionStore> sessions() {
        return running().exchange().sessions();
    }

    @Override
    public ClusterHealth health() {
        Running now = running;
        return now == null
                ? new ClusterHealth(false, Optional.of("not started"), 0, 0)
                : now.link().health();
    }

    @Override
    public CompletionStage<Void> close() {
        Running now = running;
        if (now == null) {
            return CompletableFuture.completedFuture(null);
        }
        now.exchange().close();
        return now.link().close();
    }

    /** Collects options; not thread-safe. Defaults and wire names are those of the reference's adapter where it has them. */
    public static final class Builder {
        /** A handshake that takes longer will not end. */
        private static final Duration HANDSHAKE = Duration.ofSeconds(5);

        private final URI address;
        private boolean cluster;
        private RedisMode mode = RedisMode.CLASSIC;
        private String key = "socket.io";
        private boolean specificResponseChannels;
        private RoomChannels rooms = RoomChannels.PUBLIC;
        private StreamOptions streams = StreamOptions.DEFAULTS;
        private Duration timeout = Duration.ofSeconds(1);

        private Builder(String address) {
            this.address = URI.create(address);
            addresses();
        }

        private List<RedisURI> addresses() {
            List<RedisURI> addresses =
                    cluster ? RedisClusterURIUtil.toRedisURIs(address) : List.of(RedisURI.create(address));
            for (RedisURI each : addresses) {
                each.setTimeout(HANDSHAKE);
                each.getSentinels().forEach(sentinel -> sentinel.setTimeout(HANDSHAKE));
            }
            return addresses;
        }

        /**
         * Sets whether it is a Redis Cluster, which has to be known beforehand. Setting: {@code parley.redis.cluster}.
         *
         * @param cluster default {@code false}
         * @return this
         */
        public Builder cluster(boolean cluster) {
            this.cluster = cluster;
            return this;
        }

        /**
         * Sets how nodes talk to each other. Setting: {@code parley.redis.mode}.
         *
         * @param mode default {@link RedisMode#CLASSIC}
         * @return this
         */
        public Builder mode(RedisMode mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Sets what the names of all channels begin with. Applications with different keys do not hear each other. Setting:
         * {@code parley.redis.key}; reference: {@code key}.
         *
         * @param key default {@code socket.io}
         * @return this
         */
        public Builder key(String key) {
            this.key = key;
            return this;
        }

        /**
         * Sets whether answers go to a channel that only the node hears that has asked. Spares the others work; Node.js servers
         * hear them from version 7.1 of their adapter on. Only for {@link RedisMode#CLASSIC}, the other modes always do so.
         * Setting: {@code parley.redis.specific-response-channels}; reference: {@code publishOnSpecificResponseChannel}.
         *
         * @param specific default {@code false}
         * @return this
         */
        public Builder specificResponseChannels(boolean specific) {
            this.specificResponseChannels = specific;
            return this;
        }

        /**
         * Sets how long Redis may take for an answer. Then what waits counts as lost, and nothing is sent until Redis answers
         * again. Setting: {@code parley.redis.timeout}, in milliseconds.
         *
         * @param timeout default one second
         * @return this
         * @throws IllegalArgumentException when it is less than 10 milliseconds
         */
        public Builder timeout(Duration timeout) {
            if (timeout.toMillis() < RedisOptions.SHORTEST_TIMEOUT_MILLIS) {
                throw new IllegalArgumentException(
                        "timeout is " + timeout.toMillis() + " ms, and must be 10 ms at least");
            }
            this.timeout = timeout;
            return this;
        }

        /** Sets which rooms have channels of their own. Setting: {@code parley.redis.room-channels}. */
        Builder rooms(RoomChannels rooms) {
            this.rooms = rooms;
            return this;
        }

        /** Sets how streams are used. Settings: {@code parley.redis.stream…}. */
        Builder streams(StreamOptions streams) {
            this.streams = streams;
            return this;
        }

        /** Returns what has been set so far. */
        RedisOptions options() {
            return new RedisOptions(addresses(), cluster, mode, key, specificResponseChannels, rooms, streams, timeout);
        }

        /**
         * Makes the adapter, which is not connected yet.
         *
         * @return a new adapter
         */
        public RedisAdapter build() {
            return new RedisAdapter(options());
        }
    }
}
