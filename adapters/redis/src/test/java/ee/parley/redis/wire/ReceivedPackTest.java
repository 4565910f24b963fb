// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedPackTest {
    private final JsonTexts json = new JsonTexts();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "c0 null",
                "c2 false",
                "c3 true",
                "7f 127",
                "e0 -32",
                "cc80 128",
                "cfffffffffffffffff 18446744073709551615",
                "d38000000000000000 -9223372036854775808",
                "ca3fc00000 1.5",
                "cb3ff8000000000000 1.5",
                "cb4008000000000000 3",
                "cb7ff8000000000000 null",
                "cb7ff0000000000000 null",
                "a3e282ac \"€\"",
                "920102 [1,2]",
                "81a16101 {\"a\":1}",
                "810701 {\"7\":1}",
            })
    void aValueBecomesWhatJsonStringifyMakesOfIt(String packed, String text) {
        assertThat(received(packed).data()).isEqualTo(new PacketData(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // @msgpack/msgpack and notepack.io 3, then the older notepack.io
                "d7ff1d5353005f5e1000",
                "c70cff0754d4c0000000005f5e1000",
                "d70000000174876e807b",
            })
    void aDateBecomesItsText(String packed) {
        assertThat(received(packed).data().json()).isEqualTo("\"2020-09-13T12:26:40.123Z\"");
    }

    @Test
    void whatIsUndefinedIsNullAndLeftOutOfObjects() {
        assertThat(received("92d4000082a161d40000a16201").data()).isEqualTo(new PacketData("[null,{\"b\":1}]"));
    }

    @Test
    void bytesBecomeAttachmentsInTheirOrder() {
        assertThat(received("93c40101a178c40202ff").data())
                .isEqualTo(new PacketData(
                        "[{\"_placeholder\":true,\"num\":0},\"x\",{\"_placeholder\":true,\"num\":1}]",
                        List.of(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2, -1}))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c1", "92", "c6ffffffff", "dbffffffff", "ddffffffff", "d40501", "81c001"})
    void whatIsNoValueIsMalformed(String packed) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> received(packed).data());
    }

    @Test
    void aValueNestedTooDeeplyIsMalformed() {
        assertThat(received("91".repeat(200) + "01").data().json()).startsWith("[[[");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> received("91".repeat(300) + "01").data());
    }

    private Received received(String packed) {
        byte[] bytes = HexFormat.of().parseHex(packed);
        return new ReceivedPack(bytes, 0, bytes.length, json);
    }
}
