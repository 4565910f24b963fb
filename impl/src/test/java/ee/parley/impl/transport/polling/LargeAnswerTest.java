// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.WireServer;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How answers travel that are large. */
class LargeAnswerTest {
    private WireServer server;

    @BeforeEach
    void start() {
        server = WireServer.start(options -> options.maxHttpBufferSize(1000));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void largeAnswerIsCompressedForAClientThatTakesIt() {
        String sid = server.openPolling();
        String large = "x".repeat(1023);
        server.nextSession().send(List.of(Frame.message(large)));

        try (RawHttp poll = server.poll(sid, "Accept-Encoding: br, gzip;q=0.5")) {
            RawHttp.Response answer = poll.read();
            assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(answer.unzipped()).isEqualTo("4" + large);
        }
    }

    @Test
    void smallAnswerIsNotCompressed() {
        String sid = server.openPolling();
        server.nextSession().send(List.of(Frame.message("x".repeat(1022))));

        try (RawHttp poll = server.poll(sid, "Accept-Encoding: gzip")) {
            assertThat(poll.read().header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void largeAnswerIsNotCompressedForAClientThatDoesNotTakeIt() {
        String sid = server.openPolling();
        String large = "x".repeat(5000);
        server.nextSession().send(List.of(Frame.message(large)));

        try (RawHttp poll = server.poll(sid, "Accept-Encoding: gzip;q=0, *")) {
            assertThat(poll.read().text()).isEqualTo("4" + large);
        }
    }

    @Test
    void answerLargerThanAnyBufferArrivesWhole() {
        String sid = server.openPolling();
        byte[] data = new byte[3_000_000];
        server.nextSession().send(List.of(Frame.binary(ByteBuffer.wrap(data))));

        try (RawHttp poll = server.poll(sid)) {
            assertThat(poll.read().octets()).hasSize(4_000_001);
        }
    }
}
