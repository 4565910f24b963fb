// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.wire.GoldenFile;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketEncoderTest {

    private final PacketEncoder encoder = new PacketEncoder();

    static Stream<GoldenPackets> packets() {
        return GoldenPackets.of("socketio-5-packets.txt");
    }

    @ParameterizedTest
    @MethodSource("packets")
    void aPacketIsEncodedToItsTextAndAttachments(GoldenPackets golden) {
        assertThat(encoder.encode(golden.packet().orElseThrow()))
                .isEqualTo(new Encoded(golden.text(), golden.attachments()));
    }

    @Test
    void everyPartIsWrittenInItsPlace() {
        assertThat(encoder.event(
                                "/admin",
                                OptionalLong.of(7),
                                "photo",
                                List.of(Placeholder.of(0), "1"),
                                List.of(GoldenFile.bytes("ff")))
                        .text())
                .isEqualTo("51-/admin,7[\"photo\",{\"_placeholder\":true,\"num\":0},1]");
        assertThat(encoder.ack("/", 7, List.of("\"hi\"", "1"), List.of()).text())
                .isEqualTo("37[\"hi\",1]");
        assertThat(encoder.connect("/", "{\"sid\":\"x\"}").text()).isEqualTo("0{\"sid\":\"x\"}");
        assertThat(encoder.connectError("/no", "{\"message\":\"no\"}").text()).isEqualTo("4/no,{\"message\":\"no\"}");
        assertThat(encoder.disconnect("/").text()).isEqualTo("1");
        assertThat(encoder.disconnect("/admin").text()).isEqualTo("1/admin,");
    }
}
