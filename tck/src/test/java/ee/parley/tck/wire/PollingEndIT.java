// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a session over polling. */
@EveryTarget
@Tag("wire")
class PollingEndIT {
    private final Target target;

    private final Probe probe;

    PollingEndIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private Polling open() {
        return Polling.open(target, Variant.DEFAULTS);
    }

    /** A session whose end is recorded under the marker. */
    private Polling watched(String marker) {
        Polling session = open();
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        return session;
    }

    private void assertSeen(String marker, String reason) {
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: " + reason + "\"]");
    }

    @Test
    @Proves("REF-3-4")
    void aPostOfBytesIsRefusedAndEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = watched(marker);

        Http.Answer answer = session.http.send(session.http
                .request(session.query())
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, 1, 2})));

        assertThat(List.of(answer.status(), answer.body())).containsExactly(400, "");
        assertSeen(marker, "transport error");
        session.assertUnknown();
    }

    @Test
    @Proves({"EIO4-2.1.5-5", "EIO4-2.1.5-6", "EIO4-6-5", "REF-3-6"})
    void aSecondPollEndsTheSessionAndTheFirst() throws IOException {
        String marker = Probe.fresh();
        Polling session = watched(marker);
        try (RawHttp raw = parkedPoll(session)) {
            Http.Answer second = session.poll();

            assertThat(List.of(second.status(), second.body())).containsExactly(400, "");
            RawHttp.Answer first = raw.answer();
            assertThat(List.of(first.status(), first.body())).containsExactly(200, "1");
        }
        assertSeen(marker, "transport error");
        session.assertUnknown();
    }

    /** A poll that the server surely holds: a POST that was sent after it has been answered. */
    private RawHttp parkedPoll(Polling session) {
        RawHttp raw = RawHttp.connect(target, Variant.DEFAULTS);
        raw.head("GET", "socket.io/?" + session.query());
        for (int i = 0; i < 3; i++) {
            session.send("3");
        }
        return raw;
    }

    @Test
    @Proves({"EIO4-2.1.4-4", "EIO4-2.1.4-5", "REF-3-7"})
    void aSecondPostEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = watched(marker);
        try (RawHttp raw = RawHttp.connect(target, Variant.DEFAULTS)) {
            raw.head(
                    "POST",
                    "socket.io/?" + session.query(),
                    "Content-Type: text/plain;charset=UTF-8",
                    "Content-Length: 10");
            raw.write("42");
            Http.Answer refused = postUntilRefused(session);

            assertThat(refused.status()).isEqualTo(400);
            assertSeen(marker, "transport error");
            raw.write("[\"late\"]");
            if (refused.body().isEmpty()) {
                assertThat(raw.statusOrEnd())
                        .as("status of the first POST, 0 for none")
                        .isIn(0, 400);
            } else {
                // The server learned of this one while the one before was read: this one was the second.
                assertThat(raw.statusOrEnd()).isEqualTo(400);
            }
        }
        session.assertUnknown();
    }

    /** The server may learn of the first POST after the second: then this was no overlap, and is tried again. */
    private static Http.Answer postUntilRefused(Polling session) {
        Http.Answer answer = session.post("3");
        for (int i = 0; i < 100 && answer.status() == 200; i++) {
            answer = session.post("3");
        }
        return answer;
    }

    @Test
    @DiffersFromReference("closes the session as soon as a poll is aborted")
    @Proves("EIO4-6-6")
    void whatAnAbortedPollWasToBringIsBroughtByTheNext() throws IOException {
        String room = Probe.fresh();
        Polling session = open();
        session.join("/rooms");
        session.send("42/rooms,0[\"join\",\"" + room + "\"]");
        session.expect("43/rooms,0[]");
        try (RawHttp raw = parkedPoll(session)) {
            raw.socket().setSoLinger(true, 0);
        }
        try (WebSocket other = WebSocket.open(target, Variant.DEFAULTS)) {
            other.join("/rooms");
            other.send("42/rooms,1[\"to\",[\"" + room + "\"],\"kept\"]");
            other.expect("43/rooms,1[]");
        }

        session.expectPoll("42/rooms,[\"msg\",\"kept\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", "9", "7", "\u001e", "3\u001e", "\u001e3", "3\u001e\u001e3", "3\u001eabc", "B", " 3"})
    @Proves({"EIO4-6-1", "REF-3-9"})
    void aPacketThatCannotBeDecodedEndsTheSession(String body) {
        String marker = Probe.fresh();
        Polling session = watched(marker);
        try (WebSocket beside = WebSocket.open(target, Variant.DEFAULTS)) {
            beside.join("/echo");

            session.post(body);

            assertSeen(marker, "parse error");
            session.assertUnknown();
            beside.assertAlive();
        }
    }

    @Test
    @DiffersFromReference("handles the packets before it")
    @Proves("REF-3-10")
    void aBodyWithAMalformedPacketHasNoEffect() {
        String marker = Probe.fresh();
        Polling session = watched(marker);

        session.post("42/lifecycle,[\"note\",\"heard\"]\u001e1\u001eabc");

        assertSeen(marker, "parse error");
        session.assertUnknown();
    }

    @Test
    @DiffersFromReference("replaces what it cannot read")
    @Proves("REF-3-11")
    void aBodyThatIsNotUtf8EndsTheSession() {
        String marker = Probe.fresh();
        Polling session = watched(marker);

        session.http.send(session.http
                .request(session.query())
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'3', (byte) 0xc3, 'x'})));

        assertSeen(marker, "parse error");
        session.assertUnknown();
    }

    @Test
    @Proves("REF-3-12")
    void aPingFromTheClientEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = watched(marker);

        session.send("2");

        assertSeen(marker, "transport error");
        session.assertUnknown();
    }

    @Test
    @Proves({"EIO4-6-3", "REF-3-14", "API-11-5"})
    void aCloseEndsTheSessionAndAnswersTheWaitingPoll() {
        String marker = Probe.fresh();
        Polling session = watched(marker);
        try (RawHttp raw = parkedPoll(session)) {
            Http.Answer answer = session.post("1");

            assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
            RawHttp.Answer poll = raw.answer();
            assertThat(List.of(poll.status(), poll.body())).containsExactly(200, "6");
        }
        assertSeen(marker, "transport close");
        session.assertUnknown();
    }
}
