// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ee.parley.ServerOptions.WebSocketLayer;
import ee.parley.impl.engine.Session;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import ee.parley.impl.wire.engineio.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket without polling before it, frame for frame, in a real container. */
@ParameterizedClass
@EnumSource(WebSocketLayer.class)
class WebSocketTransportTest {
    @Parameter
    WebSocketLayer layer;

    private WireServer server;

    @BeforeEach
    void start() {
        server = WireServer.start(layer, options -> options.maxHttpBufferSize(100_000));
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
    void openPacketIsTheFirstFrame() {
        try (RawWebSocket webSocket = server.webSocket("")) {
            assertThat(webSocket.handshake.status()).isEqualTo(101);
            assertThat(webSocket.read())
                    .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[],"
                            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000}");
        }
    }

    @Test
    void pathWithoutTrailingSlashIsTheSame() {
        try (RawHttp http = server.connect()) {
            http.begin("GET", "/app/socket.io?EIO=4&transport=websocket", RawWebSocket.headers());
            assertThat(http.read().status()).isEqualTo(101);
        }
    }

    @Test
    void requestIsKnownToTheSession() {
        try (RawWebSocket webSocket = server.webSocket("&token=a%20b", "X-Client: one")) {
            webSocket.read();

            Session session = server.nextSession();
            assertThat(session.request().url()).isEqualTo("/app/socket.io/?EIO=4&transport=websocket&token=a%20b");
            assertThat(session.request().query()).containsEntry("token", "a b");
            assertThat(session.request().headers().get("x-client")).containsExactly("one");
            assertThat(session.request().remoteAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void cookieNamesTheSessionThatOpens() {
        try (WireServer sticky = WireServer.start(layer, options -> options.cookie("io"));
                RawWebSocket webSocket = sticky.webSocket("")) {
            String sid = sticky.nextSession().id().value();

            assertThat(webSocket.handshake.header("Set-Cookie"))
                    .isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            assertThat(webSocket.read()).contains("\"sid\":\"" + sid + "\"");
        }
    }

    @Test
    void noHttpSessionIsMade() {
        try (RawWebSocket webSocket = server.webSocket("")) {
            assertThat(webSocket.handshake.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void compressionIsNotNegotiated() {
        try (RawWebSocket webSocket = server.webSocket("", "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(webSocket.handshake.header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @Test
    void textAndBinaryGoBothWays() {
        try (RawWebSocket webSocket = open()) {
            webSocket.text("4héllo €");
            assertThat(webSocket.read()).isEqualTo("4héllo €");

            webSocket.binary(new byte[] {1, 2, 3});
            assertThat(webSocket.read()).isEqualTo("<010203>");
        }
    }

    @Test
    void framesKeepTheirOrder() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            List<Frame> together = IntStream.range(0, 5_000)
                    .mapToObj(i -> Frame.message("m" + i))
                    .toList();
            session.send(together);
            session.send(List.of(Frame.binary(ByteBuffer.wrap(new byte[] {7}))));

            List<String> read = new ArrayList<>();
            for (int i = 0; i < 5_001; i++) {
                read.add(webSocket.read());
            }
            assertThat(read.subList(0, 5_000))
                    .containsExactlyElementsOf(
                            together.stream().map(Frame::text).toList());
            assertThat(read.get(5_000)).isEqualTo("<07>");
        }
    }

    @Test
    void messageInFragmentsIsPutTogether() {
        try (RawWebSocket webSocket = open()) {
            webSocket.fragments("4one ", "", "two €", " three");
            assertThat(webSocket.read()).isEqualTo("4one two € three");

            webSocket.fragment(true, true, new byte[] {1}, false);
            webSocket.fragment(false, true, new byte[] {2, 3}, true);
            assertThat(webSocket.read()).isEqualTo("<010203>");

            webSocket.text("4and the next");
            assertThat(webSocket.read()).isEqualTo("4and the next");
        }
    }

    @Test
    void messageLargerThanTheContainersBuffersArrivesWhole() {
        String large = "4" + "x".repeat(99_999);
        try (RawWebSocket webSocket = open()) {
            webSocket.text(large);
            assertThat(webSocket.read()).isEqualTo(large);

            webSocket.binary(new byte[100_000]);
            assertThat(webSocket.read()).isEqualTo("<" + "00".repeat(100_000) + ">");
        }
    }

    @Test
    void textOverTheLimitIsClosed1009() {
        try (RawWebSocket webSocket = open()) {
            webSocket.text("4" + "€".repeat(33_334));

            assertThat(webSocket.read()).isEqualTo("close 1009");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
    }

    @Test
    void binaryOverTheLimitIsClosed1009() {
        try (RawWebSocket webSocket = open()) {
            webSocket.binary(new byte[100_001]);

            assertThat(webSocket.read()).isEqualTo("close 1009");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
    }

    @Test
    void messageFarOverTheLimitIsClosed1009BeforeItsEnd() {
        try (RawWebSocket webSocket = open()) {
            // Less than the container's own limit, or it may cut the connection before our close has left. The rest
            // stays away: bytes unread at the close would reset the connection, and the reset may overtake the close.
            webSocket.announce(1_000_000, new byte[150_000]);

            assertThat(webSocket.read()).isEqualTo("close 1009");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
    }

    @Test
    void fragmentsOverTheLimitTogetherAreClosed1009() {
        try (RawWebSocket webSocket = open()) {
            webSocket.fragment(true, false, "x".repeat(60_000).getBytes(StandardCharsets.US_ASCII), false);
            webSocket.fragment(false, false, "x".repeat(60_000).getBytes(StandardCharsets.US_ASCII), false);

            assertThat(webSocket.read()).isEqualTo("close 1009");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
    }

    @Test
    void floodOfFragmentsIsClosed1008() {
        try (RawWebSocket webSocket = open()) {
            webSocket.fragment(true, false, new byte[] {'4'}, false);
            for (int i = 0; i < 16_384; i++) {
                webSocket.fragment(false, false, new byte[] {'x'}, false);
            }

            assertThat(webSocket.read()).isEqualTo("close 1008");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: a message of too many fragments");
    }

    @Test
    void undecodablePacketEndsTheSession() {
        try (RawWebSocket webSocket = open()) {
            webSocket.text("abc");

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).startsWith("parse error: ");
    }

    @Test
    void pingFromTheClientEndsTheSession() {
        try (RawWebSocket webSocket = open()) {
            webSocket.text("2");

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: invalid heartbeat direction");
    }

    @Test
    void base64InATextFrameIsBinary() {
        try (RawWebSocket webSocket = open()) {
            webSocket.text("bAQID");

            assertThat(webSocket.read()).isEqualTo("<010203>");
        }
    }

    @Test
    void aClientThatAsksForBase64GetsItsBytesAsText() {
        try (RawWebSocket webSocket = server.webSocket("&b64=1")) {
            assertThat(webSocket.read()).startsWith("0{");
            webSocket.text("bAQID");

            assertThat(webSocket.read()).isEqualTo("bAQID");
        }
    }

    @Test
    void heartbeatGoesThroughTheQueue() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            WireServer.settle(session);
            server.timers.advance(Duration.ofSeconds(25));
            assertThat(webSocket.read()).isEqualTo("2");

            WireServer.settle(session);
            server.timers.advance(Duration.ofSeconds(20));
            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).startsWith("ping timeout: ");
    }

    @Test
    void closeOfThePeerEndsTheSession() {
        try (RawWebSocket webSocket = open()) {
            webSocket.sendClose(1001);

            assertThat(webSocket.read()).isEqualTo("close 1001");
        }
        assertThat(server.nextEnd()).isEqualTo("transport close: closed with 1001");
    }

    @Test
    void connectionThatBreaksEndsTheSession() {
        RawWebSocket webSocket = open();

        webSocket.reset();

        assertThat(server.nextEnd()).startsWith("transport ");
    }

    @Test
    void anEndOfTheStreamThatTheContainerReportsAsAFailureIsTheEndOfThePeer() {
        assumeThat(layer).isEqualTo(WebSocketLayer.ENDPOINT);
        try (RawWebSocket webSocket = open()) {
            ((WebSocketTransport) server.nextSession().transport()).failed(new EOFException());
            assertThat(webSocket.read()).isEqualTo("close 1002");
        }
        assertThat(server.nextEnd()).isEqualTo("transport close: the connection has ended");
    }

    @Test
    void aClosedChannelThatTheContainerReportsAsAFailureIsTheEndOfThePeer() {
        assumeThat(layer).isEqualTo(WebSocketLayer.ENDPOINT);
        try (RawWebSocket webSocket = open()) {
            ((WebSocketTransport) server.nextSession().transport()).failed(new ClosedChannelException());
            assertThat(webSocket.read()).isEqualTo("close 1002");
        }
        assertThat(server.nextEnd()).isEqualTo("transport close: the connection has ended");
    }

    @Test
    void anyOtherFailureIsAnError() {
        assumeThat(layer).isEqualTo(WebSocketLayer.ENDPOINT);
        try (RawWebSocket webSocket = open()) {
            ((WebSocketTransport) server.nextSession().transport()).failed(new IOException("reset"));
            assertThat(webSocket.read()).isEqualTo("close 1002");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: the connection is broken");
    }

    @Test
    void closeOfTheServerLetsWhatWaitsGoFirst() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            session.send(List.of(Frame.message("last words")));
            session.close();

            assertThat(webSocket.read()).isEqualTo("4last words");
            assertThat(webSocket.read()).isEqualTo("close 1000");
            webSocket.sendClose(1000);
            assertThat(webSocket.endsHere()).isTrue();
        }
        assertThat(server.nextEnd()).isEqualTo("forced close: closed by the server");
    }

    @Test
    void shutDownClosesTheConnection() {
        try (RawWebSocket webSocket = open()) {
            server.engine.close();

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).startsWith("server shutting down: ");
    }

    @Test
    void directVisitToTheInternalPathIsNotPossible() {
        try (RawHttp http = server.connect()) {
            http.begin("GET", "/app/token/token", RawWebSocket.headers());
            assertThat(http.read().status()).isEqualTo(404);
        }
        assertThat(server.engine.clientsCount()).isZero();
    }

    @Test
    void aHeldPeerIsNotReadFromUntilTheSessionReadsOnAndLosesNothing() {
        try (RawWebSocket webSocket = open()) {
            Session session = server.nextSession();
            session.hold();
            webSocket.text("4one");
            assertThat(webSocket.read()).isEqualTo("4one");
            String large = '4' + "x".repeat(50_000);
            // More than both ends of a connection hold.
            int sent = webSocket.textUntilStuck(large, 256L << 20);
            assertThat(sent).isLessThan((256 << 20) / large.length());

            session.release();
            webSocket.finish();

            for (int i = 0; i < sent; i++) {
                assertThat(webSocket.read()).isEqualTo(large);
            }
            webSocket.text("4two");
            assertThat(webSocket.read()).isEqualTo("4two");
        }
    }

    @Test
    void heldReaderIsClosedAfterTenSeconds() {
        try (RawWebSocket webSocket = open()) {
            server.nextSession().hold();
            webSocket.text("4one");
            assertThat(webSocket.read()).isEqualTo("4one");

            server.timers.advance(Duration.ofSeconds(10));

            assertThat(webSocket.read()).isEqualTo("close 1000");
        }
        assertThat(server.nextEnd()).isEqualTo("transport error: events arrive faster than they are handled");
    }

    @Test
    void heldPeersHoldNoThread() {
        List<RawWebSocket> held = new ArrayList<>();
        try {
            // More than the container has threads.
            for (int i = 0; i < 20; i++) {
                RawWebSocket webSocket = open();
                held.add(webSocket);
                server.nextSession().hold();
                webSocket.text("4held");
                assertThat(webSocket.read()).isEqualTo("4held");
                webSocket.text("4later");
            }
            try (RawWebSocket other = open()) {
                other.text("4served");
                assertThat(other.read()).isEqualTo("4served");
            }
        } finally {
            held.forEach(RawWebSocket::close);
        }
    }

    @Test
    void aPeerThatDoesNotAnswerTheCloseButGoesOnSendingIsCutAfterFiveSeconds() {
        try (RawWebSocket webSocket = open()) {
            server.nextSession().close();
            assertThat(webSocket.read()).isEqualTo("close 1000");
            assertThat(server.nextEnd()).startsWith("forced close");
            String large = '4' + "x".repeat(50_000);

            assertThatThrownBy(() -> {
                        // The container tells of the end at some time after it has sent the close.
                        for (int mebibytes = 0; mebibytes < 256; mebibytes++) {
                            server.timers.advance(Duration.ofSeconds(5));
                            webSocket.textUntilStuck(large, 1 << 20);
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void peerThatReadsNothingHoldsNoThreadAndLosesTheConnection() {
        try (RawWebSocket stuck = open();
                RawWebSocket other = open()) {
            assertThat(stuck.handshake.status()).isEqualTo(101);
            Session session = server.nextSession();
            // Far more than the connection and the outbox take.
            Frame large = Frame.binary(ByteBuffer.wrap(new byte[1_000_000]));
            for (int i = 0; i < 40; i++) {
                session.send(List.of(large));
            }

            assertThat(server.nextEnd()).startsWith("transport error: the peer reads too slowly");
            other.text("4still served");
            assertThat(other.read()).isEqualTo("4still served");
        }
    }
}
