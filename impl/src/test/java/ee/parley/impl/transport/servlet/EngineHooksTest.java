// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionError;
import ee.parley.EngineHooks;
import ee.parley.EngineRequest;
import ee.parley.Registration;
import ee.parley.RequestRefusedException;
import ee.parley.impl.LogRecords;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineHooksTest {
    private static final String POLLING = "/app/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/app/socket.io/?EIO=4&transport=websocket";

    /** Does what the test wants. */
    private static final class Chosen implements EngineHooks {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Consumer<EngineRequest> allow = request -> {};
        BiConsumer<EngineRequest, Map<String, List<String>>> initial = (request, headers) -> {};
        BiConsumer<EngineRequest, Map<String, List<String>>> always = (request, headers) -> {};
        Consumer<ConnectionError> error = error -> {};

        @Override
        public void allowRequest(EngineRequest request) {
            heard.add("allow " + request.method() + " " + request.query().get("transport"));
            allow.accept(request);
        }

        @Override
        public void initialHeaders(EngineRequest request, Map<String, List<String>> headers) {
            heard.add("initial " + request.method());
            initial.accept(request, headers);
        }

        @Override
        public void headers(EngineRequest request, Map<String, List<String>> headers) {
            heard.add("headers " + request.method());
            always.accept(request, headers);
        }

        @Override
        public void connectionError(ConnectionError refused) {
            heard.add(refused.code() + " " + refused.message() + " " + new TreeMap<>(refused.context()));
            error.accept(refused);
        }

        List<String> takeHeard() {
            List<String> taken = List.copyOf(heard);
            heard.clear();
            return taken;
        }
    }

    private WireServer server;
    private Chosen hooks;
    private Registration registration;

    @BeforeAll
    void start() {
        server = WireServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void hook() {
        hooks = new Chosen();
        server.opened.clear();
        registration = server.hooks.add(hooks);
    }

    @AfterEach
    void unhook() {
        registration.close();
    }

    @Test
    void aHandshakeIsAskedForAndGetsBothKindsOfHeaders() {
        String sid = server.openPolling();
        assertThat(hooks.takeHeard()).containsExactly("allow GET polling", "initial GET", "headers GET");
        assertThat(server.post(sid, "6").status()).isEqualTo(200);
        assertThat(hooks.takeHeard()).containsExactly("headers POST");
    }

    @Test
    void theRequestIsToldAsItCame() {
        hooks.allow = request -> hooks.heard.add(request.header("x-token").orElse("none") + " " + request.url() + " "
                + request.address() + " " + request.secure() + " " + request.principal());
        assertThat(server.request("GET", POLLING + "&q=%C3%A4", "X-Token: t").status())
                .isEqualTo(200);
        assertThat(hooks.takeHeard())
                .contains("t /app/socket.io/?EIO=4&transport=polling&q=%C3%A4 127.0.0.1 false Optional.empty");
    }

    @Test
    void aRefusalIsForbiddenWithItsMessage() {
        hooks.allow = request -> {
            throw new RequestRefusedException("not \"from\" here, schön");
        };
        assertThat(server.request("GET", POLLING).summary())
                .isEqualTo("403 application/json {\"code\":4,\"message\":\"not \\\"from\\\" here, schön\"}");
        assertThat(server.request("GET", WEBSOCKET, RawWebSocket.headers()).summary())
                .isEqualTo("400 text/html not \"from\" here, schön");
        assertThat(hooks.takeHeard())
                .containsExactly(
                        "allow GET polling",
                        "4 not \"from\" here, schön {message=not \"from\" here, schön}",
                        "allow GET websocket",
                        "4 not \"from\" here, schön {message=not \"from\" here, schön}");
        assertThat(server.opened).isEmpty();
    }

    @Test
    void aCheckThatFailsLetsNobodyIn() {
        hooks.allow = request -> {
            throw new IllegalStateException("secret");
        };
        LogRecords.clear();
        assertThat(server.request("GET", POLLING).summary()).isEqualTo("500");
        assertThat(server.request("GET", WEBSOCKET, RawWebSocket.headers()).summary())
                .isEqualTo("500");
        assertThat(LogRecords.of("PARLEY5050"))
                .containsExactly(
                        "ERROR PARLEY5050 The engine hook allowRequest failed (IllegalStateException)",
                        "ERROR PARLEY5050 The engine hook allowRequest failed (IllegalStateException)");
    }

    @Test
    void headersAreOnTheAnswersOfAPollingSession() {
        hooks.initial = (request, headers) -> {
            headers.put("Set-Cookie", List.of("a=1", "b=2"));
            headers.put("X-First", List.of("x"));
        };
        hooks.always = (request, headers) -> headers.put("Cache-Control", List.of("private", "max-age=0"));
        RawHttp.Response first = server.request("GET", POLLING);
        assertThat(first.headers().get("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(first.header("X-First")).isEqualTo("x");
        assertThat(first.headers().get("Cache-Control")).containsExactly("private", "max-age=0");
        String sid = first.text().replaceAll(".*\"sid\":\"([^\"]{20})\".*", "$1");
        RawHttp.Response post = server.post(sid, "6");
        assertThat(post.header("X-First")).isEmpty();
        assertThat(post.headers().get("Cache-Control")).containsExactly("private", "max-age=0");
    }

    @Test
    void headersAreOnThe101() {
        hooks.initial = (request, headers) -> headers.put("X-First", List.of("x"));
        hooks.always = (request, headers) -> headers.put("X-Each", List.of("y"));
        try (RawWebSocket socket = server.webSocket("")) {
            assertThat(socket.handshake.status()).isEqualTo(101);
            assertThat(socket.handshake.header("X-First")).isEqualTo("x");
            assertThat(socket.handshake.header("X-Each")).isEqualTo("y");
        }
        String sid = server.openPolling();
        hooks.takeHeard();
        try (RawWebSocket probe = server.webSocket("&sid=" + sid)) {
            assertThat(probe.handshake.header("X-First")).isEmpty();
            assertThat(probe.handshake.header("X-Each")).isEqualTo("y");
        }
        assertThat(hooks.takeHeard()).containsExactly("headers GET");
    }

    @Test
    void aHeaderThatWouldBreakTheAnswerIsAFailure() {
        hooks.always = (request, headers) -> headers.put("X-Split", List.of("a\r\nX-More: b"));
        LogRecords.clear();
        assertThat(server.request("GET", POLLING).summary()).isEqualTo("500");
        assertThat(LogRecords.of("PARLEY5050"))
                .containsExactly("ERROR PARLEY5050 The engine hook headers failed (IllegalArgumentException)");
        assertThat(server.opened).isEmpty();
    }

    @Test
    void everyRefusalIsToldWithItsContext() {
        String sid = server.openPolling();
        hooks.takeHeard();
        server.request("GET", "/app/socket.io/?EIO=4&transport=tcp");
        server.request("GET", POLLING + "&sid=none");
        server.request("PUT", POLLING);
        server.request("GET", POLLING, "Origin: http://\u0001");
        server.request("GET", WEBSOCKET);
        server.request("GET", WEBSOCKET + "&sid=" + sid);
        server.request("GET", "/app/socket.io/?EIO=3&transport=polling&sid=" + sid);
        server.request("GET", POLLING, "Origin: https://evil.example");
        server.request("GET", "/app/socket.io/?EIO=3&transport=polling");
        assertThat(hooks.takeHeard())
                .containsExactly(
                        "0 Transport unknown {transport=tcp}",
                        "1 Session ID unknown {sid=none}",
                        "2 Bad handshake method {method=PUT}",
                        "3 Bad request {name=INVALID_ORIGIN, origin=http://\u0001}",
                        "3 Bad request {name=TRANSPORT_HANDSHAKE_ERROR}",
                        "3 Bad request {name=TRANSPORT_MISMATCH, previousTransport=polling, transport=websocket}",
                        "3 Bad request {name=PROTOCOL_MISMATCH, previousProtocol=4, protocol=3}",
                        "4 Forbidden {message=Forbidden, origin=https://evil.example}",
                        "allow GET polling",
                        "5 Unsupported protocol version {protocol=3}");
    }

    @Test
    void aFailureToHearOfARefusalChangesNothing() {
        hooks.error = error -> {
            throw new IllegalStateException("broken");
        };
        assertThat(server.request("GET", "/app/socket.io/?EIO=4&transport=tcp").summary())
                .isEqualTo("400 application/json {\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    void severalHooksAreAskedInOrderAndTheFirstRefusalCounts() {
        Chosen second = new Chosen();
        Registration more = server.hooks.add(second);
        server.openPolling();
        assertThat(second.takeHeard()).containsExactly("allow GET polling", "initial GET", "headers GET");
        hooks.allow = request -> {
            throw new RequestRefusedException("no");
        };
        server.request("GET", POLLING);
        assertThat(second.takeHeard()).containsExactly("4 no {message=no}");
        more.close();
        server.request("GET", POLLING);
        assertThat(second.takeHeard()).isEmpty();
    }
}
