// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed on its way to the client. */
@EveryTarget
@Tag("wire")
class CompressionIT {
    private final Target target;

    CompressionIT(Target target) {
        this.target = target;
    }

    private Polling open() {
        return Polling.open(target, Variant.DEFAULTS);
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
    @Proves("REF-4-1")
    void aLargePollIsCompressed(String accepted) throws IOException {
        Http.Answer answer = large(open(), 2000, accepted);

        assertThat(answer.header("content-encoding")).contains("gzip");
        byte[] body = answer.response().body();
        assertThat(body.length).isLessThan(500);
        assertThat(decoded(new GZIPInputStream(new ByteArrayInputStream(body)))).isEqualTo(message(2000));
    }

    @Test
    @DiffersFromReference("deflates for a client that does not take gzip")
    @Proves("REF-4-4")
    void aClientThatTakesDeflateAloneGetsNoCompression() {
        Http.Answer answer = large(open(), 2000, "deflate");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0"})
    @Proves("REF-4-3")
    void aClientThatTakesNoCompressionGetsNone(String accepted) {
        Http.Answer answer = large(open(), 2000, accepted);

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }

    @Test
    @Proves("REF-4-2")
    void aSmallPollIsNotCompressed() {
        Http.Answer answer = large(open(), 900, "gzip");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(900));
    }

    @Test
    @Proves("REF-4-5")
    void withoutHttpCompressionNothingIsCompressed() {
        Http.Answer answer = large(Polling.open(target, Variant.GUARDED), 2000, "gzip");

        assertThat(answer.header("content-encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(message(2000));
    }

    @Test
    @Proves("REF-4-6")
    void aWebSocketIsNotCompressed() {
        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target,
                Variant.DEFAULTS,
                "socket.io/?EIO=4&transport=websocket",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
        try (WebSocket socket = upgrade.accepted()) {
            assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
            socket.text();
            socket.join("/echo");
            socket.send("42/echo,[\"large\",2000]");
            socket.expect(message(2000));
        }
    }
}
