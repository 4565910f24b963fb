// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import ee.parley.impl.lane.Timers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades servlet requests to WebSocket on any container.
 *
 * <p>Some containers end in the endpoint that was registered for the path while the context started, others in the one that
 * the configuration of the request names. So both are given: one endpoint is registered under a path that nobody can guess,
 * and each upgrade names that path, a token under which it is parked, and an endpoint that knows it. Whichever endpoint the
 * container opens finds its upgrade.
 */
public final class WebSocketUpgrade {
    private static final String KEY = WebSocketUpgrade.class.getName();
    private static final String TOKEN = "token";
    private static final int RANDOM_BYTES = 16;

    /** By then the container has opened the connection, or never will. */
    private static final Duration PARKED_FOR = Duration.ofSeconds(10);

    private final ServerContainer container;
    private final SecureRandom random = new SecureRandom();
    private final String path = "/" + randomName() + "/{" + TOKEN + "}";
    private final ConcurrentMap<String, ParkedUpgrade> parked = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    private WebSocketUpgrade(ServerContainer container) {
        this.container = container;
    }

    /**
     * Registers the endpoint. To be called from a context listener: afterwards some containers take no more endpoints.
     *
     * @param container the attribute {@code jakarta.websocket.server.ServerContainer} of the servlet context
     * @return what upgrades the requests of this deployment
     * @throws DeploymentException when the container refuses
     */
    public static WebSocketUpgrade register(ServerContainer container) throws DeploymentException {
        WebSocketUpgrade upgrade = new WebSocketUpgrade(container);
        ServerEndpointConfig config = upgrade.config(null);
        config.getUserProperties().put(KEY, upgrade);
        container.addEndpoint(config);
        return upgrade;
    }

    /** Upgrades a request that has passed all checks. The answer is a 101, or a 500 if the container does not do it. */
    void upgrade(HttpServletRequest request, HttpServletResponse response, ParkedUpgrade target, Timers timers) {
        String token = randomName();
        parked.put(token, target);
        @Nullable Exception failure = null;
        try {
            container.upgradeHttpToWebSocket(new BareRequest(request), response, config(token), Map.of(TOKEN, token));
        } catch (IOException | DeploymentException | RuntimeException e) {
            failure = e;
        }
        if (failure == null && response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
            if (parked.containsKey(token)) {
                timers.schedule(PARKED_FOR, () -> parked.remove(token));
            }
            return;
        }
        parked.remove(token);
        WebSocketLog.notUpgraded(told, failure);
        if (!response.isCommitted()) {
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            response.setContentLength(0);
        }
    }

    Optional<ParkedUpgrade> take(@Nullable String token) {
        return token == null ? Optional.empty() : Optional.ofNullable(parked.remove(token));
    }

    /** The upgrade that a connection to the registered endpoint names: none for one that came there by itself. */
    static Optional<ParkedUpgrade> named(EndpointConfig config, Map<String, String> pathParameters) {
        return config.getUserProperties().get(KEY) instanceof WebSocketUpgrade upgrade
                ? upgrade.take(pathParameters.get(TOKEN))
                : Optional.empty();
    }

    private ServerEndpointConfig config(@Nullable String token) {
        return ServerEndpointConfig.Builder.create(UpgradeEndpoint.class, path)
                .configurator(new Configurator(token))
                .build();
    }

    private String randomName() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Leaves nothing to the container's defaults: the front door has decided all there is to decide. */
    private final class Configurator extends ServerEndpointConfig.Configurator {
        /** That of one upgrade; null where the path has it. */
        private final @Nullable String token;

        Configurator(@Nullable String token) {
            this.token = token;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            Endpoint instance =
                    token == null ? new UpgradeEndpoint() : new UpgradeEndpoint(WebSocketUpgrade.this, token);
            return type.cast(instance);
        }

        @Override
        public boolean checkOrigin(@Nullable String origin) {
            return true;
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return "";
        }

        /** No permessage-deflate: it costs memory per connection, and a broadcast would be compressed once per client. */
        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public void modifyHandshake(
                ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
    }
}
