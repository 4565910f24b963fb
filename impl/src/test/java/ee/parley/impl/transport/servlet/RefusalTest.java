// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.ServerOptions.WebSocketLayer;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the front door refuses, and the exact words. No refused request opens or hurts a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(WebSocketLayer.class)
class RefusalTest {
    @Parameter
    WebSocketLayer layer;

    private static final String ENGINE = "/app/socket.io/?";
    private static final String UNKNOWN_TRANSPORT =
            "400 application/json {\"code\":0,\"message\":\"Transport unknown\"}";
    private static final String UNKNOWN_SID = "400 application/json {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_METHOD = "400 application/json {\"code\":2,\"message\":\"Bad handshake method\"}";
    private static final String BAD_REQUEST = "400 application/json {\"code\":3,\"message\":\"Bad request\"}";
    private static final String FORBIDDEN = "403 application/json {\"code\":4,\"message\":\"Forbidden\"}";
    private static final String BAD_VERSION =
            "400 application/json {\"code\":5,\"message\":\"Unsupported protocol version\"}";

    private WireServer server;

    @BeforeAll
    void start() {
        server = WireServer.start(layer, options -> options);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4", "EIO=4&transport=abc", "EIO=4&transport=__proto__", "EIO=4&transport=constructor"})
    void transportThatIsMissingOrUnknownIsRefused(String query) {
        assertThat(server.request("GET", ENGINE + query).summary()).isEqualTo(UNKNOWN_TRANSPORT);
    }

    @Test
    void transportThatIsNotOfferedIsUnknown() {
        try (WireServer pollingOnly =
                WireServer.start(layer, options -> options.transports(Set.of(ServerOptions.Transport.POLLING)))) {
            assertThat(pollingOnly
                            .request("GET", ENGINE + "EIO=4&transport=websocket")
                            .summary())
                    .isEqualTo(UNKNOWN_TRANSPORT);
        }
    }

    @Test
    void lastOfTwoTransportsCounts() {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=polling&transport=abc")
                        .summary())
                .isEqualTo(UNKNOWN_TRANSPORT);
    }

    @Test
    void unknownTransportIsFoundBeforeUnknownSid() {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=abc&sid=none")
                        .summary())
                .isEqualTo(UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS"})
    void unknownSidIsRefusedWhateverTheMethod(String method) {
        assertThat(server.request(method, ENGINE + "EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAA")
                        .summary())
                .isEqualTo(UNKNOWN_SID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void handshakeWithAnotherMethodThanGetIsRefused(String method) {
        assertThat(server.request(method, ENGINE + "EIO=4&transport=polling").summary())
                .isEqualTo(BAD_METHOD);
    }

    @Test
    void headOpensNoSession() {
        int before = server.engine.clientsCount();

        try (RawHttp http = server.connect()) {
            http.send("HEAD", ENGINE + "EIO=4&transport=polling", "");
            assertThat(http.readHead().status()).isEqualTo(400);
        }

        assertThat(server.engine.clientsCount()).isEqualTo(before);
    }

    @Test
    void websocketWithoutAnUpgradeIsRefused() {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=websocket").summary())
                .isEqualTo(BAD_REQUEST);
    }

    @Test
    void anotherTransportThanTheSessionsIsRefused() {
        String sid = server.openPolling();

        assertThat(server.request("GET", ENGINE + "EIO=4&transport=websocket&sid=" + sid)
                        .summary())
                .isEqualTo(BAD_REQUEST);
        assertThat(server.post(sid, "4still there").summary()).isEqualTo("200 text/html ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=3&", "EIO=5&", ""})
    void anotherVersionThanTheSessionsIsRefused(String version) {
        String sid = server.openPolling();

        assertThat(server.request("GET", ENGINE + version + "transport=polling&sid=" + sid)
                        .summary())
                .isEqualTo(BAD_REQUEST);
        assertThat(server.post(sid, "4still there").summary()).isEqualTo("200 text/html ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EIO=3&", "EIO=5&", "EIO=four&"})
    void versionThatIsMissingOrUnknownIsRefused(String version) {
        assertThat(server.request("GET", ENGINE + version + "transport=polling").summary())
                .isEqualTo(BAD_VERSION);
    }

    @Test
    void originWithForeignCharactersIsRefused() {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=polling", "Origin: http://a\u0001b")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1", "evil"})
    void handshakeOfAPageOfAnotherHostIsRefused(String origin) {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=polling", "Origin: " + origin)
                        .summary())
                .isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example", "http://chat.example", "HTTPS://CHAT.EXAMPLE:443"})
    void handshakeOfAPageOfTheSameHostIsAccepted(String origin) {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=polling", "Host: chat.example", "Origin: " + origin)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void defaultPortMayBeNamedByOneAndNotTheOther() {
        assertThat(server.request(
                                "GET",
                                ENGINE + "EIO=4&transport=polling",
                                "Host: chat.example:443",
                                "Origin: https://chat.example")
                        .status())
                .isEqualTo(200);
        assertThat(server.request(
                                "GET",
                                ENGINE + "EIO=4&transport=polling",
                                "Host: chat.example:443",
                                "Origin: http://chat.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void otherMethodsOfASessionAreAnswered500AndLeaveItAlone(String method) {
        String sid = server.openPolling();

        assertThat(server.request(method, ENGINE + "EIO=4&transport=polling&sid=" + sid)
                        .summary())
                .isEqualTo("500");
        assertThat(server.post(sid, "4still there").summary()).isEqualTo("200 text/html ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/socket.io/x?", "/app/socket.io//?", "/app/socket.io/socket.io.js?"})
    void otherPathsAreNotFound(String path) {
        assertThat(server.request("GET", path + "EIO=4&transport=polling").status())
                .isEqualTo(404);
    }

    @Test
    void pathWithoutTrailingSlashIsTheSame() {
        assertThat(server.request("GET", "/app/socket.io?EIO=4&transport=polling")
                        .text())
                .startsWith("0{");
    }

    @Test
    void engineAnswersAreNotStored() {
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=abc").header("Cache-Control"))
                .isEqualTo("no-store");
        assertThat(server.request("GET", ENGINE + "EIO=4&transport=polling").header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void handshakeDuringShutDownIsUnavailable() {
        try (WireServer stopping = WireServer.start(layer, options -> options)) {
            stopping.engine.close();

            assertThat(stopping.request("GET", ENGINE + "EIO=4&transport=polling")
                            .summary())
                    .isEqualTo("503");
            try (RawWebSocket webSocket = stopping.webSocket("")) {
                assertThat(webSocket.handshake.status()).isEqualTo(503);
            }
        }
    }

    // Upgrade requests are refused in one line of text, and before the 101.

    private String refusedUpgrade(String query, String... headers) {
        RawHttp.Response answer = server.request("GET", ENGINE + query, RawWebSocket.headers(headers));
        assertThat(answer.header("Connection")).isEqualToIgnoringCase("close");
        return answer.summary();
    }

    @Test
    void upgradeToAnUnknownTransportIsRefused() {
        assertThat(refusedUpgrade("EIO=4&transport=abc")).isEqualTo("400 text/html Transport unknown");
    }

    @Test
    void upgradeOfAnUnknownSessionIsRefused() {
        assertThat(refusedUpgrade("EIO=4&transport=websocket&sid=AAAAAAAAAAAAAAAAAAAA"))
                .isEqualTo("400 text/html Session ID unknown");
    }

    @Test
    void upgradeToPollingIsRefused() {
        assertThat(refusedUpgrade("EIO=4&transport=polling")).isEqualTo("400 text/html Bad request");
        assertThat(refusedUpgrade("EIO=4&transport=polling&sid=" + server.openPolling()))
                .isEqualTo("400 text/html Bad request");
    }

    @Test
    void upgradeWithAnUnknownVersionIsRefused() {
        assertThat(refusedUpgrade("EIO=3&transport=websocket")).isEqualTo("400 text/html Unsupported protocol version");
        assertThat(refusedUpgrade("EIO=3&transport=websocket&sid=" + server.openPolling()))
                .isEqualTo("400 text/html Bad request");
    }

    @Test
    void upgradeOfAPageOfAnotherHostIsRefused() {
        assertThat(refusedUpgrade("EIO=4&transport=websocket", "Origin: https://evil.example"))
                .isEqualTo("400 text/html Forbidden");
        assertThat(refusedUpgrade(
                        "EIO=4&transport=websocket&sid=" + server.openPolling(), "Origin: https://evil.example"))
                .isEqualTo("400 text/html Forbidden");
    }

    @Test
    void upgradeWithoutAKeyIsRefused() {
        RawHttp.Response answer = server.request(
                "GET",
                ENGINE + "EIO=4&transport=websocket",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13");

        assertThat(answer.summary()).isEqualTo("400 text/html Bad request");
    }

    @Test
    void upgradeWithAnotherWebSocketVersionIsToldTheRightOne() {
        RawHttp.Response answer = server.request(
                "GET",
                ENGINE + "EIO=4&transport=websocket",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(answer.summary()).isEqualTo("400 text/html Bad request");
        assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
    }

    @Test
    void upgradeIsRefusedWhenUpgradesAreNotAllowed() {
        try (WireServer strict = WireServer.start(layer, options -> options.allowUpgrades(false))) {
            String sid = strict.openPolling();

            try (RawWebSocket webSocket = strict.webSocket("&sid=" + sid)) {
                assertThat(webSocket.handshake.summary()).isEqualTo("400 text/html Bad request");
            }
            assertThat(strict.post(sid, "4still there").summary()).isEqualTo("200 text/html ok");
        }
    }

    @Test
    void upgradeToAnotherProtocolIsAPlainRequest() {
        assertThat(server.request(
                                "GET",
                                ENGINE + "EIO=4&transport=polling",
                                "Connection: Upgrade, HTTP2-Settings",
                                "Upgrade: h2c",
                                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
                        .text())
                .startsWith("0{");
    }
}
