// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static ee.parley.impl.wire.socketio.Flaw.TEXT_WHILE_AWAITING_ATTACHMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PacketDecoderTest {

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD);

    @Test
    void aPacketIsCompleteWithItsLastAttachment() {
        String photo = "{\"_placeholder\":true,\"num\":0}";
        assertThat(decoder.text("52-/admin,7[\"photo\"," + photo + ",{\"a\":[1]}]"))
                .isEmpty();
        assertThat(decoder.binary(bytes(1, 2))).isEmpty();
        assertThat(decoder.awaitingAttachments()).isTrue();
        assertThat(decoder.binary(bytes(3)))
                .contains(new Packet.Event(
                        "/admin",
                        OptionalLong.of(7),
                        "photo",
                        List.of(photo, "{\"a\":[1]}"),
                        List.of(bytes(1, 2), bytes(3))));
        assertThat(decoder.awaitingAttachments()).isFalse();
    }

    @Test
    void textIsRefusedWhileAnAttachmentIsOutstanding() {
        assertThat(decoder.text("51-[\"photo\",{\"_placeholder\":true,\"num\":0}]"))
                .isEmpty();
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.text("2[\"late\"]"))
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(TEXT_WHILE_AWAITING_ATTACHMENT));
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
