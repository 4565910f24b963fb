// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a ping every 300 ms, 500 ms for its pong, and a second to join a namespace. */
@EveryTarget
@Tag("wire")
class HeartbeatIT {
    /** A timer may be a little early by the client's clock, as its period began before the client heard of it. */
    private static final Duration EARLY = Duration.ofMillis(30);

    /** Timers turn in steps of 100 ms, and the machine has other things to do. */
    private static final Duration LATE = Duration.ofMillis(450);

    private final Target target;
    private final Probe probe;

    HeartbeatIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.HASTY);
    }

    private WebSocket watched(String marker) {
        WebSocket socket = WebSocket.open(target, Variant.HASTY);
        socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        return socket;
    }

    private void assertSeen(String marker, String reason) {
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: " + reason + "\"]");
    }

    private static void assertElapsed(long since, long millis) {
        assertThat(Duration.ofNanos(System.nanoTime() - since))
                .isBetween(
                        Duration.ofMillis(millis).minus(EARLY),
                        Duration.ofMillis(millis).plus(LATE));
    }

    @Test
    @Proves({"EIO4-3.2-1", "EIO4-3.2-2"})
    void theServerPingsAnIntervalAfterTheOpeningAndAfterEachPong() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            long since = System.nanoTime();
            socket.join("/echo");
            socket.expect("2");
            assertElapsed(since, 300);

            for (int i = 0; i < 3; i++) {
                socket.send("3");
                since = System.nanoTime();
                socket.expect("2");
                assertElapsed(since, 300);
            }
        }
    }

    @Test
    @Proves({"EIO4-3.2-3", "REF-9-1"})
    void aClientThatDoesNotPongIsClosed() {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.expect("2");
            long since = System.nanoTime();

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
            assertElapsed(since, 500);
        }
        assertSeen(marker, "ping timeout");
    }

    @Test
    @Proves("REF-9-5")
    void anotherPacketProlongsTheWaitForThePongOnce() {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.expect("2");
            socket.assertSilent(Duration.ofMillis(150));
            long since = System.nanoTime();
            socket.send("43/lifecycle,99[\"nobody asked\"]");
            socket.assertSilent(Duration.ofMillis(400));
            socket.send("43/lifecycle,99[\"nobody asked\"]");

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isBetween(Duration.ofMillis(470), Duration.ofMillis(850));
        }
        assertSeen(marker, "ping timeout");
    }

    @Test
    @Proves("REF-9-4")
    void anUnsolicitedPongDoesNoHarm() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            socket.join("/echo");
            socket.send("3");
            socket.send("3");
            socket.expect("2");
            socket.send("3");
            socket.assertAlive();
        }
    }

    @Test
    @Proves({"EIO4-3.2-4", "EIO4-3.2-5"})
    void overPollingThePingNeedsAPoll() {
        Polling session = Polling.open(target, Variant.HASTY);
        session.join("/echo");
        for (int i = 0; i < 4; i++) {
            session.expectPoll("2");
            session.send("3");
        }
        session.assertAlive();
    }

    @Test
    @Proves({"EIO4-3.2-3", "REF-9-2"})
    void aClientThatNoLongerPollsIsClosed() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.HASTY);
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");

        assertSeen(marker, "ping timeout");
        session.assertUnknown();
    }

    @Test
    @Proves({"EIO4-3.2-3", "REF-9-1", "REF-9-3"})
    void aClientThatPollsButDoesNotPongIsClosed() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.HASTY);
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        session.expectPoll("2");

        assertThat(session.poll().body()).isEqualTo("1");

        assertSeen(marker, "ping timeout");
        session.assertUnknown();
    }

    /** Answers each ping until the server closes. */
    static void pongUntilClosed(WebSocket socket) {
        WebSocket.Message message = socket.next();
        while (message.opcode() == WebSocket.TEXT) {
            assertThat(message.text()).isEqualTo("2");
            socket.send("3");
            message = socket.next();
        }
        assertThat(message.closeCode()).isIn(1000, WebSocket.NO_CODE);
    }

    @Test
    @Proves({"REF-11-1", "SIO5-2.1-6"})
    void aClientThatJoinsNoNamespaceIsClosed() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            long since = System.nanoTime();
            pongUntilClosed(socket);
            assertElapsed(since, 1000);
        }
    }

    @Test
    @Proves("REF-11-1")
    void aClientWhoseOnlyConnectIsRefusedIsClosed() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            long since = System.nanoTime();
            socket.send("40/auth,{}");
            socket.expect("44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"no token\"}}");
            pongUntilClosed(socket);
            assertElapsed(since, 1000);
        }
    }

    @Test
    @Proves({"EIO4-3.2-4", "REF-11-2"})
    void aClientThatJoinedInTimeStays() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            socket.expect("2");
            socket.send("3");
            socket.join("/echo");
            for (int i = 0; i < 4; i++) {
                socket.expect("2");
                socket.send("3");
            }
            socket.assertAlive();
        }
    }

    @Test
    @DiffersFromReference("counts until the first namespace only")
    @Proves("REF-11-3")
    void aClientThatHasLeftItsLastNamespaceIsClosed() {
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            socket.join("/echo");
            socket.send("41/echo,");
            long since = System.nanoTime();
            pongUntilClosed(socket);
            assertElapsed(since, 1000);
        }
    }
}
