// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.RecordingListener;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.transport.Fake;
import ee.parley.impl.transport.GrizzlyRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.InvocationHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.glassfish.tyrus.core.TyrusSessions;
import org.junit.jupiter.api.Test;

/** What is done for containers that are dear to send to, and that hold what a peer does not read. */
class WebSocketConnectorTest {
    private final ManualTimers timers = new ManualTimers();
    private final Engine engine = new Engine(ServerOptions.defaults(), timers, session -> new RecordingListener());
    private final List<String> heard = new ArrayList<>();
    private final List<UpgradeEndpoint> endpoints = new ArrayList<>();

    /** The context class loaders of the thread that sent. */
    private final List<ClassLoader> sentWith = new ArrayList<>();

    private Function<InvocationHandler, Session> socketOf = handler -> Fake.of(Session.class, handler);

    /** Opens the connection before it returns. */
    private final ServerContainer container = Fake.of(ServerContainer.class, (proxy, method, arguments) -> {
        if (method.getName().equals("upgradeHttpToWebSocket")) {
            ServerEndpointConfig config = (ServerEndpointConfig) arguments[2];
            UpgradeEndpoint endpoint = config.getConfigurator().getEndpointInstance(UpgradeEndpoint.class);
            endpoint.onOpen(socket(), config);
            endpoints.add(endpoint);
        }
        return null;
    });

    private Session socket() {
        return socketOf.apply((proxy, method, arguments) -> switch (method.getName()) {
            case "getAsyncRemote" ->
                Fake.of(RemoteEndpoint.Async.class, (remote, sending, sent) -> {
                    sentWith.add(Thread.currentThread().getContextClassLoader());
                    throw new IllegalStateException("gone");
                });
            case "isOpen" -> true;
            default -> null;
        });
    }

    private void connect() throws Exception {
        GrizzlyRequest request = Fake.of(GrizzlyRequest.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getUnwrappedCoyoteRequest");
            return new GrizzlyRequest.Parts(heard);
        });
        HttpServletResponse response = Fake.of(HttpServletResponse.class, (proxy, method, arguments) -> 101);
        new WebSocketConnector(
                        engine, ServerOptions.defaults(), timers, WebSocketUpgrade.register(container), Runnable::run)
                .connect(
                        request,
                        response,
                        engine.nextId(),
                        new HandshakeRequest(
                                "/socket.io/", Map.of(), Map.of(), "127.0.0.1", false, Optional.empty(), Set.of()));
    }

    @Test
    void tyrusIsSentToWithoutTheClassPathThatPayarasExecutorWouldSearchEachTime() throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        socketOf = TyrusSessions::of;

        connect();

        assertThat(sentWith).containsExactly(ClassLoader.getPlatformClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
    }

    @Test
    void otherContainersAreSentToWithTheThreadsOwnContext() throws Exception {
        connect();

        assertThat(sentWith).containsExactly(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void peerHasFiveSecondsToReadWhatGrizzlyStillHoldsWhenTyrusHasClosed() throws Exception {
        connect();

        endpoints.get(0).onClose(socket(), new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
        timers.advance(Duration.ofMillis(4_999));
        assertThat(heard).isEmpty();
        timers.advance(Duration.ofMillis(1));

        assertThat(heard).containsExactly("dropped");
    }
}
