// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and messages of the largest size and beyond. */
@EveryTarget
@Tag("wire")
class SizesIT {
    private final Target target;
    private final Probe probe;

    SizesIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.GUARDED);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Proves("REF-8-1")
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
    @Proves("REF-8-2")
    void aBodyBeyondTheLargestSizeIsRefused(boolean chunked) {
        Polling session = Polling.open(target, Variant.GUARDED);
        String body = "4" + "x".repeat(10_000);

        Http.Answer answer = chunked ? session.http.postChunked(session.query(), body) : session.post(body);

        assertThat(List.of(answer.status(), answer.body())).containsExactly(413, "");
    }

    @Test
    @Proves("REF-8-5")
    void theSizeOfABodyIsCountedInBytes() {
        Polling session = Polling.open(target, Variant.GUARDED);

        assertThat(session.post("4" + "\u20ac".repeat(3_500)).status()).isEqualTo(413);
    }

    @Test
    @DiffersFromReference("leaves the session open")
    @Proves("REF-8-3")
    void aBodyBeyondTheLargestSizeEndsTheSession() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.GUARDED);
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");

        assertThat(session.post("4" + "x".repeat(10_000)).status()).isEqualTo(413);

        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: transport error\"]");
        session.assertUnknown();
    }

    @Test
    @Proves("REF-8-1")
    void aMessageOfTheLargestSizeIsTaken() {
        try (WebSocket socket = WebSocket.open(target, Variant.GUARDED)) {
            socket.join("/echo");
            String head = "42/echo,0[\"value\",\"";
            String value = "x".repeat(10_000 - head.length() - 2);

            socket.send(head + value + "\"]");

            socket.expect("43/echo,0[\"" + value + "\"]");
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false,10001", "1,false,200000", "1,true,10001", "1,true,200000", "2,false,10001", "2,true,10001"})
    @Proves("REF-8-4")
    void aMessageBeyondTheLargestSizeClosesTheWebSocket(int opcode, boolean fragmented, int size) {
        String marker = Probe.fresh();
        try (WebSocket socket = WebSocket.open(target, Variant.GUARDED)) {
            socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
            byte[] message = utf8("4" + "x".repeat(size - 1));
            if (fragmented) {
                socket.frame(opcode, Arrays.copyOfRange(message, 0, 6_000));
                socket.frame(WebSocket.FIN | WebSocket.CONTINUATION, Arrays.copyOfRange(message, 6_000, size));
            } else {
                socket.frame(WebSocket.FIN | opcode, message);
            }

            assertThat(socket.closeCode()).isEqualTo(1009);
            assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: transport error\"]");
        }
    }

    @Test
    @Proves({"REF-8-4", "REF-8-5"})
    void theSizeOfAMessageIsCountedInBytes() {
        try (WebSocket socket = WebSocket.open(target, Variant.GUARDED)) {
            socket.send("4" + "\u20ac".repeat(3_500));

            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }
}
