// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests of one session that meet. Each is repeated, as the order in which they arrive is nobody's to choose. */
@EveryTarget
@EveryWebSocket
@Tag("wire")
class RacesIT {
    private static final int ROUNDS = 20;

    private final Target target;
    private final Probe probe;

    RacesIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private Polling open() {
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.join("/echo");
        return session;
    }

    private WebSocket candidate(Polling session) {
        return WebSocket.connect(target, Variant.DEFAULTS, "EIO=4&transport=websocket&sid=" + session.sid());
    }

    private static CompletableFuture<Http.Answer> startPost(Polling session, String payload) {
        return session.http.start(
                session.http.request(session.query()).POST(HttpRequest.BodyPublishers.ofString(payload)));
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-2.1.4-3", "EIO4-2.1.5-3"})
    void aPollAndAPost() {
        Polling session = open();
        CompletableFuture<Http.Answer> poll = session.startPoll();
        CompletableFuture<Http.Answer> post = startPost(session, "42/echo,0[\"value\",1]");

        assertThat(Http.await(post).body()).isEqualTo("ok");
        assertThat(Http.await(poll).body()).isEqualTo("43/echo,0[1]");
    }

    @RepeatedTest(ROUNDS)
    @Proves("EIO4-6-3")
    void aPollAndTheClose() {
        Polling session = open();
        CompletableFuture<Http.Answer> poll = session.startPoll();
        CompletableFuture<Http.Answer> post = startPost(session, "1");

        assertThat(Http.await(post).body()).isEqualTo("ok");
        assertThat(Http.await(poll).body()).isIn("6", "{\"code\":1,\"message\":\"Session ID unknown\"}");
        session.assertUnknown();
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-2.1.5-5", "EIO4-2.1.5-6", "EIO4-6-5"})
    void twoPolls() {
        Polling session = open();
        CompletableFuture<Http.Answer> first = session.startPoll();
        CompletableFuture<Http.Answer> second = session.startPoll();

        List<String> answers = new ArrayList<>();
        for (CompletableFuture<Http.Answer> poll : List.of(first, second)) {
            Http.Answer answer = Http.await(poll);
            answers.add(answer.status() + " " + answer.body());
        }
        assertThat(answers).containsExactlyInAnyOrder("200 1", "400 ");
        session.assertUnknown();
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-2.2-5", "REF-10-7"})
    void twoWebSockets() {
        Polling session = open();
        try (WebSocket first = candidate(session);
                WebSocket second = candidate(session)) {
            CompletableFuture<Boolean> firstWins = new CompletableFuture<>();
            CompletableFuture<Void> one = Background.run(() -> firstWins.complete(probes(first)));
            boolean secondWins = probes(second);
            Http.await(one);

            assertThat(Http.await(firstWins)).isNotEqualTo(secondWins);
            WebSocket winner = secondWins ? second : first;
            winner.send("5");
            winner.assertAlive();
        }
    }

    private static boolean probes(WebSocket socket) {
        try {
            socket.send("2probe");
        } catch (UncheckedIOException refused) {
            return false;
        }
        WebSocket.Message answer = socket.next();
        return answer.opcode() == WebSocket.TEXT && answer.text().equals("3probe");
    }

    @RepeatedTest(ROUNDS)
    @Proves("REF-10-8")
    void theCloseAndAnUpgrade() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            CompletableFuture<Http.Answer> post = startPost(session, "1");
            socket.send("5");

            Http.Answer answer = Http.await(post);
            if (answer.status() == 200) {
                assertThat(answer.body()).isEqualTo("ok");
                assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE, WebSocket.NO_FRAME);
            } else {
                assertThat(answer.status()).isEqualTo(400);
                socket.assertAlive();
            }
        }
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-3.3-3", "REF-10-5"})
    void aPollAndTheProbe() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            CompletableFuture<Http.Answer> poll = session.startPoll();

            socket.expect("3probe");
            assertThat(Http.await(poll).body()).isEqualTo("6");
            socket.send("5");
            socket.assertAlive();
        }
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-3.3-4", "EIO4-6-7"})
    void aPollAndTheUpgrade() {
        Polling session = open();
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            socket.expect("3probe");
            CompletableFuture<Http.Answer> poll = session.startPoll();
            socket.send("5");

            assertThat(Http.await(poll).body()).isIn("6", "1", "{\"code\":3,\"message\":\"Bad request\"}");
            socket.assertAlive();
        }
    }

    @RepeatedTest(ROUNDS)
    @Proves("EIO4-3.3-5")
    void messagesAndTheUpgradeLoseNothingAndKeepTheirOrder() {
        String room = Probe.fresh();
        Polling session = open();
        session.join("/rooms");
        session.send("42/rooms,0[\"join\",\"" + room + "\"]");
        session.expect("43/rooms,0[]");
        try (WebSocket sender = WebSocket.open(target, Variant.DEFAULTS);
                WebSocket socket = candidate(session)) {
            sender.join("/rooms");
            CompletableFuture<Void> sent = Background.run(() -> {
                for (int i = 0; i < 100; i++) {
                    sender.send("42/rooms,0[\"to\",[\"" + room + "\"]," + i + "]");
                    sender.expect("43/rooms,0[]");
                }
            });
            List<String> received =
                    new ArrayList<>(List.of(session.poll().body().split("\u001e", -1)));
            socket.send("2probe");
            socket.expect("3probe");
            received.addAll(List.of(session.poll().body().split("\u001e", -1)));
            socket.send("5");
            received.removeIf("6"::equals);
            while (received.size() < 100) {
                received.add(socket.text());
            }

            Http.await(sent);
            for (int i = 0; i < 100; i++) {
                assertThat(received.get(i)).isEqualTo("42/rooms,[\"msg\"," + i + "]");
            }
            socket.assertAlive();
        }
    }

    @RepeatedTest(ROUNDS)
    @Proves({"EIO4-3.3-5", "REF-10-4"})
    void postsAndTheUpgradeLoseNothing() {
        String marker = Probe.fresh();
        Polling session = open();
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        try (WebSocket socket = candidate(session)) {
            socket.send("2probe");
            session.send("42/lifecycle,[\"note\",\"a\"]");
            socket.expect("3probe");
            session.send("42/lifecycle,[\"note\",\"b\"]");
            socket.send("5");
            socket.send("42/lifecycle,[\"note\",\"c\"]");

            assertThat(probe.awaitSeen(marker, 4)).isEqualTo("[\"connect\",\"a\",\"b\",\"c\"]");
        }
    }

    @RepeatedTest(ROUNDS)
    @Proves("API-11-1")
    void theEndOfBothSides() {
        String marker = Probe.fresh();
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
            socket.send("42/lifecycle,[\"close\"]");
            socket.frame(WebSocket.FIN | WebSocket.CLOSE, new byte[] {3, (byte) 232});
            socket.awaitEnd();
        }
        assertThat(probe.awaitSeen(marker, 2))
                .isIn(
                        "[\"connect\",\"disconnect: server namespace disconnect\"]",
                        "[\"connect\",\"disconnect: transport close\"]");
        assertThat(probe.seen(marker)).isEqualTo(probe.awaitSeen(marker, 2));
    }

    @Test
    @Proves({"API-1-8", "API-11-1"})
    void manyClientsThatComeAndGoLeaveNothing() {
        int before = probe.clients();
        String marker = Probe.fresh();
        for (int i = 0; i < 25; i++) {
            for (Session.Carrier carrier : Session.Carrier.values()) {
                Session session = carrier.open(target, Variant.DEFAULTS);
                session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
                session.close();
            }
        }
        assertThat(probe.awaitSeen(marker, 100)).contains("transport close");
        assertThat(probe.clients()).isLessThanOrEqualTo(before);
    }
}
