// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.ServerOptions.WebSocketLayer;
import ee.parley.impl.engine.Session;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import ee.parley.impl.wire.engineio.Frame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** From polling to WebSocket, in a real container. Whatever goes wrong with the WebSocket, polling lives. */
@ParameterizedClass
@EnumSource(WebSocketLayer.class)
class UpgradeTest {
    @Parameter
    WebSocketLayer layer;

    private static final String BAD_REQUEST = "400 application/json {\"code\":3,\"message\":\"Bad request\"}";

    private WireServer server;
    private String sid;
    private Session session;

    @BeforeEach
    void start() {
        server = WireServer.start(layer, options -> options);
        sid = server.openPolling();
        session = server.nextSession();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawWebSocket probe() {
        RawWebSocket webSocket = server.webSocket("&sid=" + sid);
        assertThat(webSocket.handshake.status()).isEqualTo(101);
        webSocket.text("2probe");
        assertThat(webSocket.read()).isEqualTo("3probe");
        return webSocket;
    }

    private RawWebSocket upgrade() {
        RawWebSocket webSocket = probe();
        webSocket.text("5");
        webSocket.text("4first");
        assertThat(webSocket.read()).isEqualTo("4first");
        return webSocket;
    }

    private void assertPollingLives() {
        assertThat(server.post(sid, "4lives").summary()).isEqualTo("200 text/html ok");
        try (RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().text()).isEqualTo("4lives");
        }
        assertThat(server.ended).isEmpty();
    }

    @Test
    void probedSessionAnswersItsPollsWithANoop() {
        try (RawHttp waiting = server.poll(sid);
                RawWebSocket webSocket = probe()) {
            assertThat(waiting.read().text()).isEqualTo("6");
            try (RawHttp next = server.poll(sid)) {
                assertThat(next.read().text()).isEqualTo("6");
            }
            assertThat(session.transport().kind()).isEqualTo(ServerOptions.Transport.POLLING);
            assertThat(webSocket.handshake.status()).isEqualTo(101);
        }
    }

    @Test
    void betweenProbeAndUpgradePollingStillCarries() {
        try (RawWebSocket webSocket = probe()) {
            assertThat(server.post(sid, "4posted").text()).isEqualTo("ok");
            try (RawHttp poll = server.poll(sid)) {
                assertThat(poll.read().text()).isEqualTo("4posted");
            }
            assertThat(webSocket.handshake.status()).isEqualTo(101);
        }
    }

    @Test
    void whatWaitsAtTheUpgradeIsSentOverWebSocketInOrder() {
        try (RawWebSocket webSocket = probe()) {
            session.send(List.of(Frame.message("one"), Frame.message("two")));
            session.send(List.of(Frame.message("three")));

            webSocket.text("5");

            assertThat(webSocket.read()).isEqualTo("4one");
            assertThat(webSocket.read()).isEqualTo("4two");
            assertThat(webSocket.read()).isEqualTo("4three");
        }
    }

    @Test
    void upgradedSessionIsGoneFromPolling() {
        try (RawWebSocket webSocket = upgrade();
                RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().summary()).isEqualTo(BAD_REQUEST);
            assertThat(server.post(sid, "4hi").summary()).isEqualTo(BAD_REQUEST);
            webSocket.text("4still here");
            assertThat(webSocket.read()).isEqualTo("4still here");
        }
    }

    @Test
    void upgradeWithoutAProbeIsAccepted() {
        try (RawWebSocket webSocket = server.webSocket("&sid=" + sid)) {
            webSocket.text("5");
            webSocket.text("4hi");

            assertThat(webSocket.read()).isEqualTo("4hi");
        }
    }

    @Test
    void pollThatWaitsAtTheUpgradeIsAnsweredWithANoop() {
        try (RawWebSocket webSocket = server.webSocket("&sid=" + sid);
                RawHttp waiting = server.poll(sid)) {
            WireServer.awaitParked(session);
            webSocket.text("5");

            assertThat(waiting.read().text()).isEqualTo("6");
        }
    }

    @Test
    void anythingElseThanAProbeClosesOnlyTheWebSocket() {
        for (String first : List.of("4hello", "2", "3probe", "1", "0", "x")) {
            try (RawWebSocket webSocket = server.webSocket("&sid=" + sid)) {
                webSocket.text(first);

                assertThat(webSocket.read()).isEqualTo("close 1000");
            }
            assertPollingLives();
        }
    }

    @Test
    void oversizedProbeClosesOnlyTheWebSocket() {
        try (RawWebSocket webSocket = server.webSocket("&sid=" + sid)) {
            webSocket.text("2" + "x".repeat(1_000_000));

            assertThat(webSocket.read()).isEqualTo("close 1009");
        }
        assertPollingLives();
    }

    @Test
    void probeWithoutAnUpgradeIsClosedAfterTheUpgradeTimeout() {
        try (RawWebSocket webSocket = probe()) {
            server.timers.advance(Duration.ofSeconds(10));

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertPollingLives();
    }

    @Test
    void webSocketThatClosesDuringTheUpgradeLeavesPolling() {
        RawWebSocket webSocket = probe();
        webSocket.sendClose(1000);
        assertThat(webSocket.read()).isEqualTo("close 1000");
        webSocket.close();

        awaitNoCandidate();
        assertPollingLives();
    }

    /** Waits until a new candidate is accepted: so the old one has been forgotten. */
    private void awaitNoCandidate() {
        for (boolean accepted = false; !accepted; ) {
            try (RawWebSocket next = server.webSocket("&sid=" + sid)) {
                next.text("2probe");
                accepted = next.read().equals("3probe");
                if (accepted) {
                    next.text("4not an upgrade");
                    assertThat(next.read()).isEqualTo("close 1000");
                }
            }
        }
    }

    @Test
    void secondWebSocketDuringTheUpgradeIsClosedAndTheFirstUnaffected() {
        try (RawWebSocket first = probe()) {
            try (RawWebSocket second = server.webSocket("&sid=" + sid)) {
                assertThat(second.handshake.status()).isEqualTo(101);
                assertThat(second.read()).isEqualTo("close 1000");
            }
            first.text("5");
            first.text("4first");
            assertThat(first.read()).isEqualTo("4first");
        }
    }

    @Test
    void webSocketAfterTheUpgradeIsClosedAndTheFirstUnaffected() {
        try (RawWebSocket first = upgrade()) {
            try (RawWebSocket second = server.webSocket("&sid=" + sid)) {
                assertThat(second.read()).isEqualTo("close 1000");
            }
            first.text("4still here");
            assertThat(first.read()).isEqualTo("4still here");
        }
    }

    @Test
    void endOfTheSessionClosesTheCandidate() {
        try (RawWebSocket webSocket = probe()) {
            assertThat(server.post(sid, "1").text()).isEqualTo("ok");

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).startsWith("transport close: ");
    }

    @Test
    void upgradeSetsNoCookie() {
        try (WireServer sticky = WireServer.start(layer, options -> options.cookie("io"))) {
            String stickySid = sticky.openPolling();
            try (RawWebSocket webSocket = sticky.webSocket("&sid=" + stickySid)) {
                assertThat(webSocket.handshake.header("Set-Cookie")).isEmpty();
            }
        }
    }
}
