// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryTarget
@Tag("wire")
class UpgradeIT {
    private final Target target;

    UpgradeIT(Target target) {
        this.target = target;
    }

    private Polling open() {
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.join("/echo");
        return session;
    }

    private WebSocket candidate(Polling session) {
        return WebSocket.connect(target, Variant.DEFAULTS, "EIO=4&transport=websocket&sid=" + session.sid());
    }

    private void assertBadRequest(Http.Answer answer) {
        assertThat(List.of(answer.status(), answer.body()))
                .containsExactly(400, "{\"code\":3,\"message\":\"Bad request\"}");
    }

    @Test
    @Proves({"EIO4-3.3-1", "EIO4-3.3-2", "EIO4-3.3-3", "EIO4-3.3-4", "EIO4-6-7"})
    void theWholeDance() {
        Polling session = open();
        CompletableFuture<Http.Answer> poll = session.startPoll();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            assertThat(Http.await(poll).body()).isEqualTo("6");
            socket.send("5");

            socket.assertAlive();
            assertBadRequest(session.poll());
            assertBadRequest(session.post("3"));
            socket.assertAlive();
        }
    }

    @Test
    @Proves("REF-10-4")
    void untilTheUpgradePacketTheSessionIsOnPolling() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            session.assertAlive();
            socket.send("2probe");
            socket.expect("3probe");
            session.send("42/echo,5[\"value\",1]");
            assertThat(pollPastNoops(session)).isEqualTo("43/echo,5[1]");
            session.send("42/echo,6[\"value\",2]");
            assertThat(pollPastNoops(session)).isEqualTo("43/echo,6[2]");
            socket.send("5");

            socket.assertAlive();
        }
    }

    /** The server may answer any poll with a noop while an upgrade is under way. */
    private String pollPastNoops(Polling session) {
        String body = session.poll().body();
        for (int i = 0; i < 100 && body.equals("6"); i++) {
            body = session.poll().body();
        }
        return body;
    }

    @Test
    @Proves("REF-10-5")
    void eachPollDuringAnUpgradeIsAnsweredByANoop() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            for (int i = 0; i < 5; i++) {
                session.expectPoll("6");
            }
            socket.send("5");

            socket.assertAlive();
        }
    }

    @Test
    @Proves("EIO4-3.3-5")
    void whatWaitsForAPollFollowsTheUpgradeInOrder() {
        String room = Probe.fresh();
        Polling session = open();
        session.join("/rooms");
        session.send("42/rooms,0[\"join\",\"" + room + "\"]");
        session.expect("43/rooms,0[]");
        try (WebSocket other = WebSocket.open(target, Variant.DEFAULTS);
                WebSocket socket = candidate(session)) {
            other.join("/rooms");
            socket.send("2probe");
            socket.expect("3probe");
            for (int i = 0; i < 3; i++) {
                other.send("42/rooms,1[\"to-bytes\",[\"" + room + "\"]," + i + "]");
                other.expect("43/rooms,1[]");
            }
            socket.send("5");

            socket.expect("42/rooms,[\"msg\",0]");
            socket.expect("42/rooms,[\"msg\",1]");
            socket.expect("42/rooms,[\"msg\",2]");
        }
    }

    @Test
    @Proves("REF-10-1")
    void theProbeMayBeLeftOut() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("5");
            socket.assertAlive();
            assertBadRequest(session.poll());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "40", "2", "2other", "3probe", "1", "6", "abc", ""})
    @Proves("REF-10-2")
    void anythingElseFirstClosesTheWebSocketAlone(String packet) {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send(packet);

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
        }
        session.assertAlive();
        upgrade(session);
    }

    @Test
    @Proves("REF-10-2")
    void bytesFirstCloseTheWebSocketAlone() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send(new byte[] {1, 2, 3});

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
        }
        session.assertAlive();
    }

    private void upgrade(Polling session) {
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            socket.send("5");
            socket.assertAlive();
        }
    }

    @Test
    @Proves("REF-10-3")
    void aWebSocketThatLeavesDuringTheUpgradeLeavesTheSessionOnPolling() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            socket.frame(WebSocket.FIN | WebSocket.CLOSE, new byte[] {3, (byte) 232});
            socket.awaitEnd();
        }
        session.send("42/echo,5[\"value\",1]");
        assertThat(pollPastNoops(session)).isEqualTo("43/echo,5[1]");
        upgrade(session);
    }

    @Test
    @Proves("REF-10-3")
    void aWebSocketThatBreaksDuringTheUpgradeLeavesTheSessionOnPolling() {
        Polling session = open();
        WebSocket socket = candidate(session);
        socket.send("2probe");
        socket.expect("3probe");
        socket.reset();

        session.send("42/echo,5[\"value\",1]");
        assertThat(pollPastNoops(session)).isEqualTo("43/echo,5[1]");
    }

    @Test
    @Proves({"EIO4-2.2-5", "REF-10-7"})
    void aSecondWebSocketDuringTheUpgradeIsClosed() {
        Polling session = open();
        try (WebSocket first = candidate(session)) {
            first.send("2probe");
            first.expect("3probe");
            try (WebSocket second = candidate(session)) {
                assertThat(second.closeCode()).isIn(1000, WebSocket.NO_CODE);
            }
            first.send("5");
            first.assertAlive();
        }
    }

    @Test
    @Proves({"EIO4-2.2-5", "EIO4-6-8"})
    void aSecondWebSocketAfterTheUpgradeIsClosed() {
        Polling session = open();
        try (WebSocket first = candidate(session)) {
            first.send("2probe");
            first.expect("3probe");
            first.send("5");
            first.assertAlive();
            try (WebSocket second = candidate(session)) {
                assertThat(second.closeCode()).isIn(1000, WebSocket.NO_CODE);
            }
            first.assertAlive();
        }
    }

    @Test
    @DiffersFromReference("takes it for an upgrade, and closes it after the upgradeTimeout")
    @Proves("REF-10-13")
    void aWebSocketForASessionThatBeganWithOneIsClosed() {
        try (WebSocket first = WebSocket.open(target, Variant.DEFAULTS)) {
            first.join("/echo");
            try (WebSocket second =
                    WebSocket.connect(target, Variant.DEFAULTS, "EIO=4&transport=websocket&sid=" + first.sid())) {
                assertThat(second.closeCode()).isIn(1000, WebSocket.NO_CODE);
            }
            first.assertAlive();
        }
    }

    @Test
    @Proves("REF-10-8")
    void theEndOfTheSessionClosesTheWebSocket() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");

            session.send("1");

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
        }
        session.assertUnknown();
    }

    @Test
    @DiffersFromReference("answers it by a close packet")
    @Proves("REF-10-6")
    void aPollThatStillWaitsAtTheUpgradeIsAnsweredByANoop() {
        Polling session = open();
        CompletableFuture<Http.Answer> poll = session.parkPoll();
        try (WebSocket socket = candidate(session)) {
            socket.send("5");

            assertThat(Http.await(poll).body()).isEqualTo("6");
            socket.assertAlive();
        }
    }

    @Test
    @Proves("REF-10-9")
    void anUpgradeThatTakesTooLongLeavesTheSessionOnPolling() {
        Polling session = Polling.open(target, Variant.HASTY);
        session.join("/echo");
        long begin = System.nanoTime();
        try (WebSocket socket =
                WebSocket.connect(target, Variant.HASTY, "EIO=4&transport=websocket&sid=" + session.sid())) {
            socket.send("2probe");
            socket.expect("3probe");
            CompletableFuture<Void> end = Background.run(socket::awaitEnd);
            while (!end.isDone()) {
                pollAndPong(session);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(280), Duration.ofMillis(900));
        }
        session.send("42/echo,5[\"value\",1]");
        for (String packet = pollAndPong(session); !packet.contains("43/echo,5[1]"); packet = pollAndPong(session)) {
            assertThat(packet).matches("[26](\u001e6)?");
        }
    }

    private String pollAndPong(Polling session) {
        String body = session.poll().body();
        if (body.startsWith("2")) {
            session.send("3");
        }
        return body;
    }

    @Test
    @Proves("REF-10-10")
    void theHeartbeatGoesOnAfterTheUpgrade() {
        Polling session = Polling.open(target, Variant.HASTY);
        session.join("/echo");
        try (WebSocket socket =
                WebSocket.connect(target, Variant.HASTY, "EIO=4&transport=websocket&sid=" + session.sid())) {
            socket.send("2probe");
            socket.expect("3probe");
            socket.send("5");
            for (int i = 0; i < 4; i++) {
                socket.expect("2");
                socket.send("3");
            }
            socket.assertAlive();
        }
    }

    @Test
    @DiffersFromReference("only does not offer it")
    @Proves("REF-10-12")
    void anUpgradeThatIsNotAllowedIsRefused() {
        Polling session = Polling.open(target, Variant.GUARDED);
        session.join("/echo");

        WebSocket.Upgrade upgrade =
                WebSocket.upgrade(target, Variant.GUARDED, "socket.io/?EIO=4&transport=websocket&sid=" + session.sid());

        assertThat(List.of(upgrade.status(), upgrade.body())).containsExactly(400, "Bad request");
        session.assertAlive();
    }
}
