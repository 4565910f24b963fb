// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryTarget
@Tag("wire")
class PollingIT {
    private static final String SEPARATOR = "\u001e";

    private final Target target;
    private final Probe probe;

    PollingIT(Target target) {
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
    void aPostIsAnsweredOk() {
        Http.Answer answer = open().post("40");

        assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
        assertThat(answer.contentType()).startsWith("text/html");
        assertThat(answer.header("content-length")).contains("2");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void aPollIsTextThatNobodyKeeps() {
        Polling session = open();
        session.send("40/echo,");

        Http.Answer answer = session.poll();

        assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void onePostMayHoldManyPackets() {
        Polling session = open();
        session.join("/echo");

        session.send("42/echo,0[\"value\",\"a\"]" + SEPARATOR + "42/echo,1[\"value\",\"b\"]" + SEPARATOR
                + "42/echo,2[\"value\",\"c\"]");

        session.expect("43/echo,0[\"a\"]");
        session.expect("43/echo,1[\"b\"]");
        session.expect("43/echo,2[\"c\"]");
    }

    @Test
    void onePollBringsAllThatWaits() {
        String room = Probe.fresh();
        Polling session = open();
        session.join("/rooms");
        session.send("42/rooms,0[\"join\",\"" + room + "\"]");
        session.expect("43/rooms,0[]");
        try (WebSocket other = WebSocket.open(target, Variant.DEFAULTS)) {
            other.join("/rooms");
            for (int i = 0; i < 3; i++) {
                other.send("42/rooms,1[\"to\",[\"" + room + "\"]," + i + "]");
                other.expect("43/rooms,1[]");
            }
        }

        session.expectPoll(
                "42/rooms,[\"msg\",0]" + SEPARATOR + "42/rooms,[\"msg\",1]" + SEPARATOR + "42/rooms,[\"msg\",2]");
    }

    @Test
    void aPollIsHeldUntilThereIsAPacket() {
        Polling session = open();
        session.join("/echo");

        CompletableFuture<Http.Answer> poll = session.startPoll();
        session.send("42/echo,[\"back\",1]");

        assertThat(Http.await(poll).body()).isEqualTo("42/echo,[\"back\",1]");
    }

    @Test
    void bytesTravelAsBase64() {
        Polling session = open();
        session.join("/echo");

        session.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "bAQIDBA==");

        session.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
        session.expect("bAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b-_8=", "b-_8", "b+/8"})
    void base64MayBeUrlSafeAndUnpadded(String packet) {
        Polling session = open();
        session.join("/echo");

        session.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + packet);

        session.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
        session.expect("b+/8=");
    }

    @Test
    void textIsUtf8() {
        Polling session = open();
        session.join("/echo");

        session.send("42/echo,0[\"value\",\"\u00fc\u20ac\ud83d\ude00\"]");

        session.expect("43/echo,0[\"\u00fc\u20ac\ud83d\ude00\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/html", "x"
            })
    void theContentTypeOfAPostDoesNotMatter(String type) {
        Polling session = open();

        Http.Answer answer = session.http.send(session.http
                .request(session.query())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("40/echo,")));

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @Test
    void aPostNeedNotHaveAContentType() {
        Polling session = open();

        Http.Answer answer = session.http.send(
                session.http.request(session.query()).POST(HttpRequest.BodyPublishers.ofString("40/echo,")));

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @Test
    void aPostNeedNotTellItsLength() {
        Polling session = open();

        assertThat(session.http.postChunked(session.query(), "40/echo,").body()).isEqualTo("ok");

        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @Test
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
            awaitSecondPostRefused(session);

            assertSeen(marker, "transport error");
            raw.write("[\"late\"]");
            assertThat(raw.statusOrEnd())
                    .as("status of the first POST, 0 for none")
                    .isIn(0, 400);
        }
        session.assertUnknown();
    }

    /** The server may learn of the first POST after the second: then this was no overlap, and is tried again. */
    private void awaitSecondPostRefused(Polling session) {
        Http.Answer answer = session.post("3");
        for (int i = 0; i < 100 && answer.status() == 200; i++) {
            answer = session.post("3");
        }
        assertThat(List.of(answer.status(), answer.body())).containsExactly(400, "");
    }

    @Test
    @DiffersFromReference("closes the session as soon as a poll is aborted")
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

    @Test
    void aBodyOfTheLargestSizeIsTaken() {
        Polling session = Polling.open(target, Variant.GUARDED);
        session.join("/echo");
        String head = "42/echo,0[\"value\",\"";
        String value = "x".repeat(10_000 - head.length() - 2);

        session.send(head + value + "\"]");

        session.expect("43/echo,0[\"" + value + "\"]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyBeyondTheLargestSizeIsRefused(boolean chunked) {
        Polling session = Polling.open(target, Variant.GUARDED);
        String body = "4" + "x".repeat(10_000);

        Http.Answer answer = chunked ? session.http.postChunked(session.query(), body) : session.post(body);

        assertThat(List.of(answer.status(), answer.body())).containsExactly(413, "");
    }

    @Test
    void theSizeOfABodyIsCountedInBytes() {
        Polling session = Polling.open(target, Variant.GUARDED);

        assertThat(session.post("4" + "\u20ac".repeat(3_500)).status()).isEqualTo(413);
    }

    @Test
    @DiffersFromReference("leaves the session open")
    void aBodyBeyondTheLargestSizeEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.GUARDED);
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");

        assertThat(session.post("4" + "x".repeat(10_000)).status()).isEqualTo(413);

        assertThat(new Probe(target, Variant.GUARDED).awaitSeen(marker, 2))
                .isEqualTo("[\"connect\",\"disconnect: transport error\"]");
        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", "9", "7", "\u001e", "3\u001e", "\u001e3", "3\u001e\u001e3", "3\u001eabc", "B", " 3"})
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
    void aPingFromTheClientEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = watched(marker);

        session.send("2");

        assertSeen(marker, "transport error");
        session.assertUnknown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "3", "3probe", "5", "6"})
    void aPacketThatMeansNothingHereIsIgnored(String packet) {
        Polling session = open();
        session.join("/echo");

        session.send(packet);

        session.assertAlive();
    }

    @Test
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

    private Http.Answer large(Polling session, int length, String accepted) {
        session.join("/echo");
        session.send("42/echo,[\"large\"," + length + "]");
        HttpRequest.Builder poll = session.http.request(session.query()).GET();
        return session.http.send(accepted.isEmpty() ? poll : poll.header("Accept-Encoding", accepted));
    }

    private static String decoded(InputStream body) throws IOException {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String message(int length) {
        return "42/echo,[\"back\",\"" + "x".repeat(length) + "\"]";
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br", "br, gzip;q=0.8", "*"})
    void aLargePollIsCompressed(String accepted) throws IOException {
        Http.Answer answer = large(open(), 2000, accepted);

        assertThat(answer.header("content-encoding")).contains("gzip");
        byte[] body = answer.response().body();
        assertThat(body.length).isLessThan(500);
        assertThat(decoded(new GZIPInputStream(new ByteArrayInputStream(body)))).isEqualTo(message(2000));
    }

    @Test
    @DiffersFromReference("deflates for a client that does not take gzip")
    void aClientThatTakesDeflateAloneGetsNoCompression() {
        Http.Answer answer = large(open(), 2000, "deflate");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0"})
    void aClientThatTakesNoCompressionGetsNone(String accepted) {
        Http.Answer answer = large(open(), 2000, accepted);

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }

    @Test
    void aSmallPollIsNotCompressed() {
        Http.Answer answer = large(open(), 900, "gzip");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(900));
    }

    @Test
    void withoutHttpCompressionNothingIsCompressed() {
        Http.Answer answer = large(Polling.open(target, Variant.GUARDED), 2000, "gzip");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }
}
