// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.transport.Fake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways in which containers end an upgrade, each played by a container made of one method. */
class WebSocketUpgradeTest {
    private static final ParkedUpgrade UNUSED = socket -> {
        throw new IllegalStateException("opened");
    };

    private final ManualTimers timers = new ManualTimers();
    private final List<ServerEndpointConfig> registered = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private int status = 200;

    private interface Upgrading {
        void upgrade(HttpServletRequest request, ServerEndpointConfig config, Map<String, String> parameters)
                throws Exception;
    }

    private WebSocketUpgrade register(Upgrading upgrading) throws DeploymentException {
        return WebSocketUpgrade.register(Fake.of(ServerContainer.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "addEndpoint" -> registered.add((ServerEndpointConfig) arguments[0]);
                case "upgradeHttpToWebSocket" -> {
                    @SuppressWarnings("unchecked")
                    Map<String, String> parameters = (Map<String, String>) arguments[3];
                    upgrading.upgrade(
                            (HttpServletRequest) arguments[0], (ServerEndpointConfig) arguments[2], parameters);
                }
                default -> throw new AssertionError(method);
            }
            return null;
        }));
    }

    private HttpServletResponse response() {
        return Fake.of(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getStatus" -> status;
            case "isCommitted" -> false;
            case "setStatus" -> answered.add("status " + arguments[0]);
            case "setContentLength" -> answered.add("length " + arguments[0]);
            default -> throw new AssertionError(method);
        });
    }

    private static HttpServletRequest request() {
        return Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getSession");
            assertThat(arguments).containsExactly(false);
            return null;
        });
    }

    private Session socket(Map<String, String> pathParameters, List<String> closed) {
        return Fake.of(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getPathParameters" -> pathParameters;
            case "close" ->
                closed.add(Integer.toString(
                        ((CloseReason) arguments[0]).getCloseCode().getCode()));
            default -> throw new AssertionError(method);
        });
    }

    private static String openedBy(UpgradeEndpoint endpoint, Session socket, ServerEndpointConfig config) {
        try {
            endpoint.onOpen(socket, config);
            return "turned away";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    @Test
    void containerThatUsesTheConfigurationOfTheRequestFindsTheUpgrade() throws Exception {
        List<String> outcomes = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            status = 101;
            UpgradeEndpoint endpoint = config.getConfigurator().getEndpointInstance(UpgradeEndpoint.class);
            outcomes.add(openedBy(endpoint, socket(Map.of(), outcomes), config));
        });

        upgrade.upgrade(request(), response(), UNUSED, timers);

        assertThat(outcomes).containsExactly("opened");
        assertThat(answered).isEmpty();
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void containerThatUsesTheRegisteredEndpointFindsTheUpgradeByItsToken() throws Exception {
        List<Map<String, String>> parked = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            status = 101;
            assertThat(config.getPath()).isEqualTo(registered.get(0).getPath());
            parked.add(parameters);
        });

        upgrade.upgrade(request(), response(), UNUSED, timers);
        // Such a container opens the connection when the servlet has returned.
        ServerEndpointConfig config = registered.get(0);
        outcomes.add(openedBy(new UpgradeEndpoint(), socket(parked.get(0), outcomes), config));
        outcomes.add(openedBy(new UpgradeEndpoint(), socket(parked.get(0), outcomes), config));

        assertThat(outcomes).containsExactly("opened", "1008", "turned away");
    }

    @Test
    void visitOfTheInternalPathIsClosed1008() throws Exception {
        List<String> outcomes = new ArrayList<>();
        register((request, config, parameters) -> {});
        ServerEndpointConfig config = registered.get(0);

        openedBy(new UpgradeEndpoint(), socket(Map.of("token", "guessed"), outcomes), config);
        openedBy(new UpgradeEndpoint(), socket(Map.of(), outcomes), config);

        assertThat(outcomes).containsExactly("1008", "1008");
    }

    @Test
    void upgradeThatTheContainerNeverOpensIsForgotten() throws Exception {
        List<Map<String, String>> parked = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            status = 101;
            parked.add(parameters);
        });
        upgrade.upgrade(request(), response(), UNUSED, timers);

        timers.advance(Duration.ofSeconds(10));

        openedBy(new UpgradeEndpoint(), socket(parked.get(0), outcomes), registered.get(0));
        assertThat(outcomes).containsExactly("1008");
    }

    @Test
    void upgradeThatSilentlyDoesNotHappenIsAnswered500() throws Exception {
        List<Map<String, String>> parked = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> parked.add(parameters));

        upgrade.upgrade(request(), response(), UNUSED, timers);

        assertThat(answered).containsExactly("status 500", "length 0");
        openedBy(new UpgradeEndpoint(), socket(parked.get(0), outcomes), registered.get(0));
        assertThat(outcomes).containsExactly("1008");
    }

    @Test
    void upgradeThatFailsIsAnswered500() throws Exception {
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            throw new DeploymentException("no");
        });

        upgrade.upgrade(request(), response(), UNUSED, timers);

        assertThat(answered).containsExactly("status 500", "length 0");
    }

    @Test
    void containerCannotMakeAnHttpSession() throws Exception {
        List<Object> sessions = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            sessions.add(String.valueOf(request.getSession()));
            sessions.add(String.valueOf(request.getSession(true)));
            status = 101;
        });

        upgrade.upgrade(request(), response(), UNUSED, timers);

        assertThat(sessions).containsExactly("null", "null");
    }

    @Test
    void containerIsGivenNoQueryThatItWouldKeep() throws Exception {
        List<Object> seen = new ArrayList<>();
        WebSocketUpgrade upgrade = register((request, config, parameters) -> {
            seen.add(String.valueOf(request.getQueryString()));
            seen.add(request.getParameterMap());
            seen.add(Collections.list(request.getParameterNames()));
            seen.add(String.valueOf(request.getParameter("EIO")));
            seen.add(String.valueOf((Object) request.getParameterValues("EIO")));
            status = 101;
        });

        // A request that is asked for anything but a session fails.
        upgrade.upgrade(request(), response(), UNUSED, timers);

        assertThat(seen).containsExactly("null", Map.of(), List.of(), "null", "null");
    }

    @Test
    void internalPathCannotBeGuessed() throws Exception {
        register((request, config, parameters) -> {});
        register((request, config, parameters) -> {});

        assertThat(registered.get(0).getPath()).matches("/[0-9a-f]{32}/\\{token}");
        assertThat(registered.get(0).getPath()).isNotEqualTo(registered.get(1).getPath());
    }
}
