// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.PacketData;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedDraftTest {
    private final JsonTexts json = new JsonTexts();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "0 00",
                "127 7f",
                "128 cc80",
                "65536 ce00010000",
                "9007199254740993 cf0020000000000001",
                "-32 e0",
                "-33 d0df",
                "1.0 01",
                "1e3 cd03e8",
                "1.5 cb3ff8000000000000",
                "1e300 cb7e37e43c8800759c",
                "123456789012345678901234567890 cb45f8ee90ff6c373e",
                "[] 90",
                "{} 80",
                "null c0",
            })
    void aNumberTakesItsShortestForm(String text, String packed) {
        assertThat(packed(new PacketData(text))).isEqualTo(packed);
    }

    @Test
    void aPlaceholderIsReplacedInWhicheverOrderItsMembersAre() {
        PacketData data = new PacketData(
                "[{\"num\":1,\"_placeholder\":true},{\"_placeholder\":true,\"num\":0}]",
                List.of(ByteBuffer.wrap(new byte[] {9, 1, 9}, 1, 1), ByteBuffer.wrap(new byte[] {2})));

        assertThat(packed(data)).isEqualTo("92c40102c40101");
    }

    @Test
    void whatOnlyLooksLikeAPlaceholderStaysWhatItIs() {
        PacketData without = new PacketData("{\"_placeholder\":true,\"num\":0}");
        PacketData beyond =
                new PacketData("{\"_placeholder\":true,\"num\":1}", List.of(ByteBuffer.wrap(new byte[] {2})));

        assertThat(packed(without)).isEqualTo("82ac5f706c616365686f6c646572c3a36e756d00");
        assertThat(packed(beyond)).isEqualTo("82ac5f706c616365686f6c646572c3a36e756d01");
    }

    private String packed(PacketData data) {
        return HexFormat.of().formatHex(new PackedDraft(json).data(data).bytes());
    }
}
