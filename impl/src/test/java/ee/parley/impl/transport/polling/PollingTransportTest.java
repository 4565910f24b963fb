// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.engine.Session;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.WireServer;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Long-polling, byte for byte, in a real container. */
class PollingTransportTest {
    private static final String ENGINE = "/app/socket.io/?EIO=4&transport=polling";

    private WireServer server;

    @BeforeEach
    void start() {
        server = WireServer.start(options -> options.maxHttpBufferSize(1000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Waits until a POST is being read: the timer of the heartbeat has company. */
    private void awaitBodyTimer() {
        while (server.timers.waiting() < 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void handshakeIsTheOpenPacket() {
        RawHttp.Response answer = server.request("GET", ENGINE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).matches("text/plain; ?charset=UTF-8");
        assertThat(answer.header("Content-Length")).isEqualTo("115");
        assertThat(answer.text())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000}");
    }

    @Test
    void handshakeIsAnsweredByTheSessionThatItOpened() {
        String sid = server.openPolling();

        assertThat(server.nextSession().id().value()).isEqualTo(sid);
    }

    @Test
    void requestIsKnownToTheSession() {
        server.request("GET", ENGINE + "&t=a%20b&x=%C3%A9+1", "X-Client: one", "x-client: two");

        Session session = server.nextSession();
        assertThat(session.request().url()).isEqualTo("/app/socket.io/?EIO=4&transport=polling&t=a%20b&x=%C3%A9+1");
        assertThat(session.request().query()).containsEntry("t", "a b").containsEntry("x", "é 1");
        assertThat(session.request().headers().get("X-CLIENT")).containsExactly("one", "two");
        assertThat(session.request().remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(session.request().secure()).isFalse();
        assertThat(session.request().principal()).isEmpty();
    }

    @Test
    void cookieIsSetByTheHandshakeOnly() {
        try (WireServer sticky = WireServer.start(options -> options.cookie("io"))) {
            RawHttp.Response handshake = sticky.request("GET", ENGINE);
            String sid = sticky.nextSession().id().value();

            assertThat(handshake.header("Set-Cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            assertThat(sticky.post(sid, "4hi").header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void noCookieIsSetUnlessAsked() {
        assertThat(server.request("GET", ENGINE).header("Set-Cookie")).isEmpty();
    }

    @Test
    void internetExplorerIsToldNotToSuspectAPoll() {
        assertThat(server.request("GET", ENGINE, "User-Agent: Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)")
                        .header("X-XSS-Protection"))
                .isEqualTo("0");
        assertThat(server.request("GET", ENGINE, "User-Agent: Mozilla/5.0").header("X-XSS-Protection"))
                .isEmpty();
    }

    @Test
    void postIsAnsweredOk() {
        RawHttp.Response answer = server.post(server.openPolling(), "4hi");

        assertThat(answer.summary()).isEqualTo("200 text/html ok");
        assertThat(answer.header("Content-Length")).isEqualTo("2");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void pollBringsAllThatWaits() {
        String sid = server.openPolling();
        server.post(sid, "4one\u001e4€\u001ebAQIDBA==");

        try (RawHttp poll = server.poll(sid)) {
            RawHttp.Response answer = poll.read();
            assertThat(answer.text()).isEqualTo("4one\u001e4€\u001ebAQIDBA==");
            assertThat(answer.header("Content-Type")).matches("text/plain; ?charset=UTF-8");
            assertThat(answer.header("Content-Length")).isEqualTo("19");
        }
    }

    @Test
    void waitingPollIsAnsweredWhenThereIsSomething() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        try (RawHttp poll = server.poll(sid)) {
            WireServer.awaitParked(session);

            session.send(List.of(Frame.message("now")));

            assertThat(poll.read().text()).isEqualTo("4now");
        }
    }

    @Test
    void pollsOfOneConnectionFollowEachOther() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        try (RawHttp connection = server.connect()) {
            for (int i = 0; i < 50; i++) {
                connection.send("GET", ENGINE + "&sid=" + sid, "");
                session.send(List.of(Frame.message("m" + i)));
                assertThat(connection.read().text()).isEqualTo("4m" + i);
            }
        }
    }

    @Test
    void formContentTypeDoesNotSwallowTheBody() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.send("POST", ENGINE + "&sid=" + sid, "4a=b", "Content-Type: application/x-www-form-urlencoded");
            assertThat(http.read().text()).isEqualTo("ok");
        }

        try (RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().text()).isEqualTo("4a=b");
        }
    }

    @Test
    void chunkedBodyIsRead() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.begin("POST", ENGINE + "&sid=" + sid, "Transfer-Encoding: chunked");
            http.write("3\r\n4ab\r\n2\r\ncd\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(http.read().text()).isEqualTo("ok");
        }

        try (RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().text()).isEqualTo("4abcd");
        }
    }

    @Test
    void bodyOfExactlyTheLimitIsAccepted() {
        assertThat(server.post(server.openPolling(), "4" + "x".repeat(999)).status())
                .isEqualTo(200);
    }

    @Test
    void announcedBodyOverTheLimitIsRefusedUnreadAndEndsTheSession() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.begin("POST", ENGINE + "&sid=" + sid, "Content-Length: 1001");
            assertThat(http.read().summary()).isEqualTo("413");
        }

        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
        assertThat(server.post(sid, "4hi").text()).contains("Session ID unknown");
    }

    @Test
    void limitCountsBytesAndNotCharacters() {
        String sid = server.openPolling();

        assertThat(server.post(sid, "4" + "€".repeat(400)).summary()).isEqualTo("413");
    }

    @Test
    void chunkedBodyOverTheLimitIsRefusedAsItArrives() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.begin("POST", ENGINE + "&sid=" + sid, "Transfer-Encoding: chunked");
            http.write(("3e9\r\n" + "x".repeat(1001) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(http.read().summary()).isEqualTo("413");
        }

        assertThat(server.nextEnd()).isEqualTo("transport error: Max payload size exceeded");
    }

    @Test
    void binaryContentTypeIsRefusedAndEndsTheSession() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.send("POST", ENGINE + "&sid=" + sid, "4hi", "Content-Type: application/octet-stream");
            assertThat(http.read().summary()).isEqualTo("400");
        }

        assertThat(server.nextEnd()).isEqualTo("transport error: invalid content");
    }

    @Test
    void undecodablePacketIsAnsweredOkAndEndsTheSession() {
        for (String body : List.of("abc", "", "4ok\u001e", "b!")) {
            String sid = server.openPolling();

            assertThat(server.post(sid, body).summary()).isEqualTo("200 text/html ok");
            assertThat(server.nextEnd()).startsWith("parse error: ");
            assertThat(server.post(sid, "4hi").text()).contains("Session ID unknown");
        }
    }

    @Test
    void bodyThatIsNotUtf8IsAnsweredOkAndEndsTheSession() {
        String sid = server.openPolling();
        try (RawHttp http = server.connect()) {
            http.begin("POST", ENGINE + "&sid=" + sid, "Content-Length: 3");
            http.write(new byte[] {'4', (byte) 0xc3, (byte) 0x28});
            assertThat(http.read().summary()).isEqualTo("200 text/html ok");
        }

        assertThat(server.nextEnd()).startsWith("parse error: ");
    }

    @Test
    void pingFromTheClientIsAnsweredOkAndEndsTheSession() {
        String sid = server.openPolling();

        assertThat(server.post(sid, "2").summary()).isEqualTo("200 text/html ok");
        assertThat(server.nextEnd()).isEqualTo("transport error: invalid heartbeat direction");
    }

    @Test
    void secondPollIsRefusedAndEndsTheSessionWithACloseToTheFirst() {
        String sid = server.openPolling();
        try (RawHttp first = server.poll(sid)) {
            WireServer.awaitParked(server.nextSession());
            try (RawHttp second = server.poll(sid)) {
                assertThat(second.read().summary()).isEqualTo("400");
            }
            assertThat(first.read().text()).isEqualTo("1");
        }

        assertThat(server.nextEnd()).isEqualTo("transport error: overlap from client");
    }

    @Test
    void secondPostIsRefusedAndEndsTheSessionAndTheFirst() {
        String sid = server.openPolling();
        try (RawHttp first = server.connect()) {
            first.begin("POST", ENGINE + "&sid=" + sid, "Content-Length: 10");
            first.write("4abc".getBytes(StandardCharsets.US_ASCII));
            awaitBodyTimer();

            assertThat(server.post(sid, "4hi").summary()).isEqualTo("400");
            assertThat(first.read().summary()).isEqualTo("400");
        }

        assertThat(server.nextEnd()).isEqualTo("transport error: data request overlap from client");
    }

    @Test
    void closeFromTheClientAnswersTheWaitingPollToo() {
        String sid = server.openPolling();
        try (RawHttp poll = server.poll(sid)) {
            WireServer.awaitParked(server.nextSession());

            assertThat(server.post(sid, "1").summary()).isEqualTo("200 text/html ok");
            assertThat(poll.read().text()).isEqualTo("6");
        }

        assertThat(server.nextEnd()).startsWith("transport close: ");
        assertThat(server.post(sid, "4hi").text()).contains("Session ID unknown");
    }

    @Test
    void closeFromTheServerAnswersTheWaitingPoll() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        try (RawHttp poll = server.poll(sid)) {
            WireServer.awaitParked(session);

            session.close();

            assertThat(poll.read().text()).isEqualTo("1");
        }

        assertThat(server.nextEnd()).startsWith("forced close: ");
    }

    @Test
    void closeFromTheServerLetsWhatWaitsGoFirstAndAnswersTheNextPoll() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        session.send(List.of(Frame.message("last words")));
        session.close();

        try (RawHttp connection = server.connect()) {
            connection.send("GET", ENGINE + "&sid=" + sid, "");
            assertThat(connection.read().text()).isEqualTo("4last words");
            connection.send("GET", ENGINE + "&sid=" + sid, "");
            assertThat(connection.read().text()).isEqualTo("6\u001e1");
        }

        assertThat(server.nextEnd()).startsWith("forced close: ");
    }

    @Test
    void closeOfAClientThatPollsNoMoreIsForcedAfterThirtySeconds() {
        server.openPolling();
        Session session = server.nextSession();
        session.close();
        WireServer.settle(session);

        server.timers.advance(Duration.ofSeconds(30));

        assertThat(server.nextEnd()).isEqualTo("forced close: close timeout");
    }

    @Test
    void shutDownAnswersTheWaitingPoll() {
        String sid = server.openPolling();
        try (RawHttp poll = server.poll(sid)) {
            WireServer.awaitParked(server.nextSession());

            server.engine.close();

            assertThat(poll.read().text()).isEqualTo("1");
        }

        assertThat(server.nextEnd()).startsWith("server shutting down: ");
    }

    @Test
    void pingIsBroughtByThePollThatWaits() {
        String sid = server.openPolling();
        try (RawHttp poll = server.poll(sid)) {
            WireServer.awaitParked(server.nextSession());

            server.timers.advance(Duration.ofSeconds(25));

            assertThat(poll.read().text()).isEqualTo("2");
        }
    }

    @Test
    void whatAVanishedClientDidNotGetIsBroughtByItsNextPoll() {
        whatIsLost(RawHttp::close);
    }

    @Test
    void whatAClientDidNotGetWhoseConnectionBrokeIsBroughtByItsNextPoll() {
        whatIsLost(RawHttp::reset);
    }

    private void whatIsLost(Consumer<RawHttp> vanish) {
        String sid = server.openPolling();
        Session session = server.nextSession();
        RawHttp lost = server.poll(sid);
        WireServer.awaitParked(session);
        vanish.accept(lost);
        session.send(List.of(Frame.message("one")));
        session.send(List.of(Frame.message("two")));

        try (RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().text()).isEqualTo("4one\u001e4two");
        }
        assertThat(server.ended).isEmpty();
    }

    @Test
    void clientThatVanishedForGoodIsFoundByThePingTimeout() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        RawHttp lost = server.poll(sid);
        WireServer.awaitParked(session);
        lost.reset();

        server.timers.advance(Duration.ofSeconds(25));
        WireServer.settle(session);
        server.timers.advance(Duration.ofSeconds(20));

        assertThat(server.nextEnd()).startsWith("ping timeout: ");
    }

    @Test
    void clientThatVanishesInItsPostEndsTheSession() {
        String sid = server.openPolling();
        RawHttp http = server.connect();
        http.begin("POST", ENGINE + "&sid=" + sid, "Content-Length: 10");
        http.write("4abc".getBytes(StandardCharsets.US_ASCII));

        http.close();

        assertThat(server.nextEnd()).isEqualTo("transport error: data request connection closed prematurely");
    }

    @Test
    void bodyThatDoesNotArriveEndsTheSession() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        try (RawHttp http = server.connect()) {
            http.begin("POST", ENGINE + "&sid=" + sid, "Content-Length: 10");
            http.write("4abc".getBytes(StandardCharsets.US_ASCII));
            awaitBodyTimer();
            keepAlive(session);

            assertThat(http.read().summary()).isEqualTo("400");
        }

        assertThat(server.nextEnd()).startsWith("transport error: the body of a POST did not arrive within ");
    }

    /** Lets the time limit of a body pass, with polls that bring the ping but without a pong, which a POST would carry. */
    private void keepAlive(Session session) {
        server.timers.advance(Duration.ofSeconds(24));
        session.text(session.transport(), "3");
        WireServer.settle(session);
        server.timers.advance(Duration.ofSeconds(21));
    }

    @Test
    void postIsAnsweredWhenTheSessionReadsOn() {
        String sid = server.openPolling();
        Session session = server.nextSession();
        session.hold();
        try (RawHttp http = server.connect()) {
            http.send("POST", ENGINE + "&sid=" + sid, "4held");
            try (RawHttp poll = server.poll(sid)) {
                assertThat(poll.read().text()).isEqualTo("4held");
            }

            session.release();

            assertThat(http.read().text()).isEqualTo("ok");
        }
    }
}
