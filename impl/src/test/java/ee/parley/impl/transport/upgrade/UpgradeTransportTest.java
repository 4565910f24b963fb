// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions.WebSocketLayer;
import ee.parley.impl.engine.Session;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only our own WebSocket decides, in a real container; the rest is in the tests that run on both. */
class UpgradeTransportTest {
    private WireServer server;

    @BeforeEach
    void start() {
        server = WireServer.start(WebSocketLayer.UPGRADE, options -> options.maxHttpBufferSize(100_000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A connection whose open packet has been read. */
    private RawWebSocket open() {
        RawWebSocket webSocket = server.webSocket("");
        assertThat(webSocket.read()).startsWith("0{");
        return webSocket;
    }

    @Test
    void handshakeProvesThatTheKeyWasRead() {
        try (RawWebSocket webSocket = server.webSocket("", "Sec-WebSocket-Protocol: chat")) {
            assertThat(webSocket.handshake.status()).isEqualTo(101);
            assertThat(webSocket.handshake.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(webSocket.handshake.header("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(webSocket.handshake.header("Connection")).isEqualToIgnoringCase("upgrade");
            assertThat(webSocket.handshake.header("Sec-WebSocket-Protocol")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8105 3468656c6c, 1002, a frame that is not masked",
        "c181 00000000 33, 1002, 'a reserved bit is set, but no extension was agreed on'",
        "8381 00000000 33, 1002, a reserved opcode",
        "8182 00000000 34ff, 1007, text that is not UTF-8",
        "88820000000003ed, 1002, 'a close with half a code, or one that must not be sent'"
    })
    void violationIsClosedWithItsCode(String hex, int code, String description) {
        try (RawWebSocket webSocket = open()) {
            webSocket.raw(ReadEvents.bytes(hex));

            assertThat(webSocket.read()).isEqualTo("close " + code);
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: " + description);
    }

    @Test
    void violationOfACandidateClosesOnlyTheCandidate() {
        String sid = server.openPolling();
        try (RawWebSocket webSocket = server.webSocket("&sid=" + sid)) {
            webSocket.raw(ReadEvents.bytes("8100"));

            assertThat(webSocket.read()).isEqualTo("close 1002");
        }
        assertThat(server.post(sid, "4lives").text()).isEqualTo("ok");
        assertThat(server.ended).isEmpty();
    }

    @Test
    void pingIsAnsweredAlsoBetweenFragments() {
        try (RawWebSocket webSocket = open()) {
            webSocket.fragment(true, false, "4he".getBytes(StandardCharsets.US_ASCII), false);
            webSocket.ping("there?");
            assertThat(webSocket.read()).isEqualTo("pong there?");

            webSocket.fragment(false, false, "llo".getBytes(StandardCharsets.US_ASCII), true);
            assertThat(webSocket.read()).isEqualTo("4hello");
        }
    }

    @Test
    void closeWithoutACodeIsAnsweredWithoutOne() {
        try (RawWebSocket webSocket = open()) {
            webSocket.raw(ReadEvents.bytes("8880 00000000"));

            assertThat(webSocket.read()).isEqualTo("close");
            assertThat(webSocket.awaitEnd()).isZero();
        }
        assertThat(server.nextEnd()).isEqualTo("transport close: closed with 1005");
    }

    @Test
    void afterThePeersCloseTheServerEndsTheConnection() {
        try (RawWebSocket webSocket = open()) {
            webSocket.sendClose(4000);

            assertThat(webSocket.read()).isEqualTo("close 4000");
            assertThat(webSocket.awaitEnd()).isZero();
        }
    }

    @Test
    void endWithoutACloseEndsTheSession() {
        RawWebSocket webSocket = open();

        webSocket.close();

        assertThat(server.nextEnd()).startsWith("transport ");
        assertThat(server.engine.clientsCount()).isZero();
    }

    @Test
    void peerThatDoesNotAnswerACloseIsCutAfterFiveSeconds() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            session.close();
            assertThat(webSocket.read()).isEqualTo("close 1000");
            webSocket.text("4late");
            WireServer.settle(session);

            server.timers.advance(Duration.ofSeconds(5));

            assertThat(webSocket.awaitEnd()).isZero();
        }
        assertThat(server.nextEnd()).isEqualTo("forced close: closed by the server");
    }

    @Test
    void peerThatReadsNothingIsCutAfterFiveSecondsWhateverWaits() {
        try (RawWebSocket stuck = open()) {
            Session session = server.nextSession();
            Frame large = Frame.binary(ByteBuffer.wrap(new byte[1_000_000]));
            for (int i = 0; i < 40; i++) {
                session.send(List.of(large));
            }
            assertThat(server.nextEnd()).startsWith("transport error: the peer reads too slowly");
            WireServer.settle(session);

            server.timers.advance(Duration.ofSeconds(5));

            assertThat(stuck.awaitEnd()).isLessThan(40_000_000);
        }
    }

    @Test
    void connectionThatBreaksWithBytesUnwrittenHurtsNobodyElse() {
        List<RawWebSocket> others = new ArrayList<>();
        try {
            RawWebSocket stuck = open();
            Session session = server.nextSession();
            for (int i = 0; i < 4; i++) {
                others.add(open());
            }
            Frame large = Frame.binary(ByteBuffer.wrap(new byte[1_000_000]));
            for (int i = 0; i < 7; i++) {
                session.send(List.of(large));
            }
            WireServer.settle(session);

            stuck.reset();

            assertThat(server.nextEnd()).startsWith("transport ");
            for (RawWebSocket other : others) {
                other.text("4still served");
                assertThat(other.read()).isEqualTo("4still served");
            }
        } finally {
            others.forEach(RawWebSocket::close);
        }
    }

    @Test
    void heldPeersHoldNoThread() {
        List<RawWebSocket> held = new ArrayList<>();
        List<Session> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                RawWebSocket webSocket = open();
                held.add(webSocket);
                Session session = server.nextSession();
                sessions.add(session);
                session.hold();
                webSocket.text("4one");
                assertThat(webSocket.read()).isEqualTo("4one");
                webSocket.text("4two");
                webSocket.text("4three");
            }
            try (RawWebSocket other = open()) {
                other.text("4still served");
                assertThat(other.read()).isEqualTo("4still served");
            }
            sessions.forEach(Session::release);
            for (RawWebSocket webSocket : held) {
                assertThat(webSocket.read()).isEqualTo("4two");
                assertThat(webSocket.read()).isEqualTo("4three");
            }
        } finally {
            held.forEach(RawWebSocket::close);
        }
    }

    @Test
    void messagesThatCameTogetherWaitForAHeldPeerToBeLetGoOn() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            session.hold();
            webSocket.raw(ReadEvents.joined(
                    ReadEvents.text(0x81, "4one"), ReadEvents.text(0x81, "4two"), ReadEvents.text(0x81, "4three")));
            assertThat(webSocket.read()).isEqualTo("4one");
            session.send(List.of(Frame.message("between")));
            assertThat(webSocket.read()).isEqualTo("4between");

            session.release();

            assertThat(webSocket.read()).isEqualTo("4two");
            assertThat(webSocket.read()).isEqualTo("4three");
        }
    }

    @Test
    void shutDownEndsConnectionsWhetherTheyAnswerOrNot() {
        try (RawWebSocket webSocket = open()) {
            server.engine.close();
            server.letGo();

            assertThat(webSocket.read()).isEqualTo("close 1000");
            assertThat(webSocket.awaitEnd()).isZero();
        }
    }

    @Test
    void burstOfSendsKeepsItsOrder() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            for (int i = 0; i < 2_000; i++) {
                session.send(List.of(Frame.message("m" + i)));
            }
            for (int i = 0; i < 2_000; i++) {
                assertThat(webSocket.read()).isEqualTo("4m" + i);
            }
        }
    }

    @Test
    void whatCameTogetherIsAnsweredTogether() {
        byte[] ten = new byte[0];
        for (int i = 0; i < 10; i++) {
            ten = ReadEvents.joined(ten, ReadEvents.text(0x81, "4message " + i));
        }
        try (RawWebSocket webSocket = open()) {
            for (int round = 0; round < 50; round++) {
                webSocket.raw(ten);
                assertThat(webSocket.read()).isEqualTo("4message 0");
                // Nine frames of ten characters and a head of two bytes.
                assertThat(webSocket.waiting()).isEqualTo(9 * 12);
                for (int i = 1; i < 10; i++) {
                    assertThat(webSocket.read()).isEqualTo("4message " + i);
                }
            }
        }
    }
}
