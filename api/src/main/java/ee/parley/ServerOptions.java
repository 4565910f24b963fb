// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a server, with the names and defaults of the reference server where it has them.
 *
 * <p>An application sets them through MicroProfile Config where the container has it ({@code parley.ping-interval=25000},
 * times in milliseconds), or by a CDI producer of this type without a scope, which replaces all of them:
 *
 * <pre>{@code
 * @Produces ServerOptions options() {
 *     return ServerOptions.builder().pingInterval(Duration.ofSeconds(10)).build();
 * }
 * }</pre>
 *
 * <p>Only {@link #path()} cannot come from a producer: the container must know it before there are beans. It is read from
 * MicroProfile Config, a context parameter or a system property, all named {@code parley.path}.
 *
 * @param path the path clients connect to, under the context path; begins with {@code /}, has no trailing one. Reference: {@code path}, {@code /socket.io}
 * @param pingInterval time between pings. Reference: {@code pingInterval}, 25 000 ms
 * @param pingTimeout time to wait for a pong before the connection is closed. Reference: {@code pingTimeout}, 20 000 ms
 * @param upgradeTimeout time within which a client must finish an upgrade it began; then the new transport is closed and the old one lives on. Reference: {@code upgradeTimeout}, 10 000 ms
 * @param connectTimeout time a client may be connected without being in any namespace; then its connection is closed. Unlike in the reference it counts again when a client has left its last namespace. Reference: {@code connectTimeout}, 45 000 ms
 * @param maxHttpBufferSize largest request body and largest WebSocket message, in bytes. Reference: {@code maxHttpBufferSize}, 1 000 000
 * @param transports transports that clients may use. Reference: {@code transports}, polling and websocket
 * @param allowUpgrades whether a client may upgrade from polling to WebSocket. Reference: {@code allowUpgrades}, {@code true}
 * @param httpCompression whether long-polling answers of 1024 bytes and more are compressed for clients that accept gzip. Reference: {@code httpCompression}, {@code true}
 * @param serveClient whether the browser bundle is served under {@link #path()}, if the {@code parley-client} jar is on the class path. Reference: {@code serveClient}, {@code true}
 * @param cookie name of a cookie that carries the session id, for sticky load balancers ({@code Path=/; HttpOnly; SameSite=Lax}); empty for none. Reference: {@code cookie}, none
 * @param cors which other origins may use long-polling and the bundle; empty for none. Reference: {@code cors}, none
 * @param ackTimeout how long {@code emitWithAck} waits unless told otherwise; 30 000 ms by default. The reference waits for ever
 * @param maxAttachments most binary attachments of one packet. Reference: {@code maxAttachments} of the parser, 10
 * @param maxDepth deepest nesting of arrays and objects in what a client sends; 64 by default
 * @param maxNamespaces most namespaces one connection may be in at a time; 32 by default
 * @param maxChildNamespaces most namespaces that clients may have made at a time by connecting to names that a template, a regular expression or a {@link ParentNamespace} takes; beyond, a connect that would make one more is refused: {@code Too many namespaces}. 10 000 by default
 * @param maxBufferedBytes most bytes held for one client that reads too slowly; beyond, the connection is closed (volatile events are dropped long before). 8 388 608 by default
 * @param maxPendingEvents most events of one socket that wait for its handler; beyond, no more is read from the client for up to ten seconds, and then the connection is closed. 256 by default
 * @param emitAfterCommit whether what is sent inside a transaction waits for its commit unless told otherwise, as {@link BroadcastOperator#afterCommit()} has it; {@code false} by default
 * @param websocket whose WebSocket carries the connections: the container's endpoint, or Parley's own framing on the servlet API's upgrade; the endpoint by default. The reference has {@code wsEngine} for such a choice
 * @param connectionStateRecovery whether, and how, clients that have lost their connection get back their socket as it was; empty for not at all. Reference: {@code connectionStateRecovery}, none
 * @see <a href="https://socket.io/docs/v4/server-options/">Socket.IO: server options</a>
 * @since 0.1
 */
public record ServerOptions(
        String path,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration connectTimeout,
        int maxHttpBufferSize,
        Set<Transport> transports,
        boolean allowUpgrades,
        boolean httpCompression,
        boolean serveClient,
        Optional<String> cookie,
        Optional<CorsOptions> cors,
        Duration ackTimeout,
        int maxAttachments,
        int maxDepth,
        int maxNamespaces,
        int maxChildNamespaces,
        int maxBufferedBytes,
        int maxPendingEvents,
        boolean emitAfterCommit,
        WebSocketLayer websocket,
        Optional<RecoveryOptions> connectionStateRecovery) {
    /**
     * The ways to carry a session.
     *
     * @since 0.1
     */
    public enum Transport {
        /** HTTP long-polling. */
        POLLING,
        /** WebSocket. */
        WEBSOCKET;

        /**
         * Returns the transport's name in the protocol.
         *
         * @return {@code polling} or {@code websocket}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Who frames WebSocket messages.
     *
     * @since 0.1
     */
    public enum WebSocketLayer {
        /** The container's Jakarta WebSocket endpoint. Works everywhere. */
        ENDPOINT,
        /**
         * Parley, over the servlet API's upgrade and its non-blocking streams: less processor time per message, and no thread of
         * the container waits for a client that is held back. Only on servers on which it has been proven; on others the
         * application is refused.
         */
        UPGRADE;

        /**
         * Returns the name in settings.
         *
         * @return {@code endpoint} or {@code upgrade}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when a time, size or number is not positive, the path malformed, or no transport
     *     is left; the message names the option
     */
    public ServerOptions {
        if (!path.startsWith("/") || path.length() == 1 || path.endsWith("/") || path.contains("*")) {
            throw new IllegalArgumentException(
                    "path must begin with /, name something and not end with /, was \"" + path + '"');
        }
        requirePositive("pingInterval", pingInterval.toMillis());
        requirePositive("pingTimeout", pingTimeout.toMillis());
        requirePositive("upgradeTimeout", upgradeTimeout.toMillis());
        requirePositive("connectTimeout", connectTimeout.toMillis());
        requirePositive("maxHttpBufferSize", maxHttpBufferSize);
        requirePositive("ackTimeout", ackTimeout.toMillis());
        requirePositive("maxAttachments", maxAttachments);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxNamespaces", maxNamespaces);
        requirePositive("maxChildNamespaces", maxChildNamespaces);
        requirePositive("maxBufferedBytes", maxBufferedBytes);
        requirePositive("maxPendingEvents", maxPendingEvents);
        transports = Set.copyOf(transports);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("transports must name polling, websocket or both");
        }
        cookie.ifPresent(ServerOptions::requireCookieName);
    }

    private static void requirePositive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + " must be positive, was " + value);
        }
    }

    private static void requireCookieName(String name) {
        if (!name.matches("[A-Za-z0-9_.~-]+")) {
            throw new IllegalArgumentException(
                    "cookie must be a name of letters, digits and _.~-, was \"" + name + '"');
        }
    }

    /**
     * Returns the reference's defaults, and ours where it has none.
     *
     * @return options with every default
     */
    public static ServerOptions defaults() {
        return builder().build();
    }

    /**
     * Returns a builder that holds every default.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder that holds these options, to change some of them.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Collects options. Not thread-safe.
     *
     * @since 0.1
     */
    public static final class Builder {
        private String path = "/socket.io";
        private Duration pingInterval = Duration.ofMillis(25_000);
        private Duration pingTimeout = Duration.ofMillis(20_000);
        private Duration upgradeTimeout = Duration.ofMillis(10_000);
        private Duration connectTimeout = Duration.ofMillis(45_000);
        private int maxHttpBufferSize = 1_000_000;
        private Set<Transport> transports = EnumSet.allOf(Transport.class);
        private boolean allowUpgrades = true;
        private boolean httpCompression = true;
        private boolean serveClient = true;
        private Optional<String> cookie = Optional.empty();
        private Optional<CorsOptions> cors = Optional.empty();
        private Duration ackTimeout = Duration.ofMillis(30_000);
        private int maxAttachments = 10;
        private int maxDepth = 64;
        private int maxNamespaces = 32;
        private int maxChildNamespaces = 10_000;
        private int maxBufferedBytes = 8_388_608;
        private int maxPendingEvents = 256;
        private boolean emitAfterCommit;
        private WebSocketLayer websocket = WebSocketLayer.ENDPOINT;
        private Optional<RecoveryOptions> connectionStateRecovery = Optional.empty();

        private Builder() {}

        private Builder(ServerOptions options) {
            path = options.path;
            pingInterval = options.pingInterval;
            pingTimeout = options.pingTimeout;
            upgradeTimeout = options.upgradeTimeout;
            connectTimeout = options.connectTimeout;
            maxHttpBufferSize = options.maxHttpBufferSize;
            transports = options.transports;
            allowUpgrades = options.allowUpgrades;
            httpCompression = options.httpCompression;
            serveClient = options.serveClient;
            cookie = options.cookie;
            cors = options.cors;
            ackTimeout = options.ackTimeout;
            maxAttachments = options.maxAttachments;
            maxDepth = options.maxDepth;
            maxNamespaces = options.maxNamespaces;
            maxChildNamespaces = options.maxChildNamespaces;
            maxBufferedBytes = options.maxBufferedBytes;
            maxPendingEvents = options.maxPendingEvents;
            emitAfterCommit = options.emitAfterCommit;
            websocket = options.websocket;
            connectionStateRecovery = options.connectionStateRecovery;
        }

        /**
         * Sets {@link ServerOptions#path()}.
         *
         * @param path the path clients connect to, under the context path; begins with {@code /}, has no trailing one
         * @return this builder
         */
        public Builder path(String path) {
            this.path = path;
            return this;
        }

        /**
         * Sets {@link ServerOptions#pingInterval()}.
         *
         * @param pingInterval time between pings
         * @return this builder
         */
        public Builder pingInterval(Duration pingInterval) {
            this.pingInterval = pingInterval;
            return this;
        }

        /**
         * Sets {@link ServerOptions#pingTimeout()}.
         *
         * @param pingTimeout time to wait for a pong before the connection is closed
         * @return this builder
         */
        public Builder pingTimeout(Duration pingTimeout) {
            this.pingTimeout = pingTimeout;
            return this;
        }

        /**
         * Sets {@link ServerOptions#upgradeTimeout()}.
         *
         * @param upgradeTimeout time within which a client must finish an upgrade it began; then the new transport is closed and the old one lives on
         * @return this builder
         */
        public Builder upgradeTimeout(Duration upgradeTimeout) {
            this.upgradeTimeout = upgradeTimeout;
            return this;
        }

        /**
         * Sets {@link ServerOptions#connectTimeout()}.
         *
         * @param connectTimeout time a client may be connected without being in any namespace; then its connection is closed
         * @return this builder
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxHttpBufferSize()}.
         *
         * @param maxHttpBufferSize largest request body and largest WebSocket message, in bytes
         * @return this builder
         */
        public Builder maxHttpBufferSize(int maxHttpBufferSize) {
            this.maxHttpBufferSize = maxHttpBufferSize;
            return this;
        }

        /**
         * Sets {@link ServerOptions#transports()}.
         *
         * @param transports transports that clients may use
         * @return this builder
         */
        public Builder transports(Set<Transport> transports) {
            this.transports = transports;
            return this;
        }

        /**
         * Sets {@link ServerOptions#allowUpgrades()}.
         *
         * @param allowUpgrades whether a client may upgrade from polling to WebSocket
         * @return this builder
         */
        public Builder allowUpgrades(boolean allowUpgrades) {
            this.allowUpgrades = allowUpgrades;
            return this;
        }

        /**
         * Sets {@link ServerOptions#httpCompression()}.
         *
         * @param httpCompression whether long-polling answers of 1024 bytes and more are compressed for clients that accept gzip
         * @return this builder
         */
        public Builder httpCompression(boolean httpCompression) {
            this.httpCompression = httpCompression;
            return this;
        }

        /**
         * Sets {@link ServerOptions#serveClient()}.
         *
         * @param serveClient whether the browser bundle is served under {@link ServerOptions#path()}, if the {@code parley-client} jar is on the class path
         * @return this builder
         */
        public Builder serveClient(boolean serveClient) {
            this.serveClient = serveClient;
            return this;
        }

        /**
         * Sets {@link ServerOptions#cookie()}.
         *
         * @param cookie name of a cookie that carries the session id, for sticky load balancers ({@code Path=/; HttpOnly; SameSite=Lax})
         * @return this builder
         */
        public Builder cookie(String cookie) {
            this.cookie = Optional.of(cookie);
            return this;
        }

        /**
         * Sets {@link ServerOptions#cors()}.
         *
         * @param cors which other origins may use long-polling and the bundle
         * @return this builder
         */
        public Builder cors(CorsOptions cors) {
            this.cors = Optional.of(cors);
            return this;
        }

        /**
         * Sets {@link ServerOptions#ackTimeout()}.
         *
         * @param ackTimeout how long {@code emitWithAck} waits unless told otherwise
         * @return this builder
         */
        public Builder ackTimeout(Duration ackTimeout) {
            this.ackTimeout = ackTimeout;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxAttachments()}.
         *
         * @param maxAttachments most binary attachments of one packet
         * @return this builder
         */
        public Builder maxAttachments(int maxAttachments) {
            this.maxAttachments = maxAttachments;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxDepth()}.
         *
         * @param maxDepth deepest nesting of arrays and objects in what a client sends
         * @return this builder
         */
        public Builder maxDepth(int maxDepth) {
            this.maxDepth = maxDepth;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxNamespaces()}.
         *
         * @param maxNamespaces most namespaces one connection may be in at a time
         * @return this builder
         */
        public Builder maxNamespaces(int maxNamespaces) {
            this.maxNamespaces = maxNamespaces;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxChildNamespaces()}.
         *
         * @param maxChildNamespaces most namespaces that clients may have made at a time
         * @return this builder
         */
        public Builder maxChildNamespaces(int maxChildNamespaces) {
            this.maxChildNamespaces = maxChildNamespaces;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxBufferedBytes()}.
         *
         * @param maxBufferedBytes most bytes held for one client that reads too slowly
         * @return this builder
         */
        public Builder maxBufferedBytes(int maxBufferedBytes) {
            this.maxBufferedBytes = maxBufferedBytes;
            return this;
        }

        /**
         * Sets {@link ServerOptions#maxPendingEvents()}.
         *
         * @param maxPendingEvents most events of one socket that wait for its handler
         * @return this builder
         */
        public Builder maxPendingEvents(int maxPendingEvents) {
            this.maxPendingEvents = maxPendingEvents;
            return this;
        }

        /**
         * Sets {@link ServerOptions#emitAfterCommit()}.
         *
         * @param emitAfterCommit whether what is sent inside a transaction waits for its commit
         * @return this builder
         */
        public Builder emitAfterCommit(boolean emitAfterCommit) {
            this.emitAfterCommit = emitAfterCommit;
            return this;
        }

        /**
         * Sets {@link ServerOptions#websocket()}.
         *
         * @param websocket whose WebSocket carries the connections
         * @return this builder
         */
        public Builder websocket(WebSocketLayer websocket) {
            this.websocket = websocket;
            return this;
        }

        /**
         * Sets {@link ServerOptions#connectionStateRecovery()}.
         *
         * @param connectionStateRecovery how clients that have lost their connection get back their socket as it was
         * @return this builder
         */
        public Builder connectionStateRecovery(RecoveryOptions connectionStateRecovery) {
            this.connectionStateRecovery = Optional.of(connectionStateRecovery);
            return this;
        }

        /**
         * Returns the options collected.
         *
         * @return the options
         * @throws IllegalArgumentException as {@link ServerOptions} does
         */
        public ServerOptions build() {
            return new ServerOptions(
                    path,
                    pingInterval,
                    pingTimeout,
                    upgradeTimeout,
                    connectTimeout,
                    maxHttpBufferSize,
                    transports,
                    allowUpgrades,
                    httpCompression,
                    serveClient,
                    cookie,
                    cors,
                    ackTimeout,
                    maxAttachments,
                    maxDepth,
                    maxNamespaces,
                    maxChildNamespaces,
                    maxBufferedBytes,
                    maxPendingEvents,
                    emitAfterCommit,
                    websocket,
                    connectionStateRecovery);
        }
    }
}
