// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.MessageCodec.Envelope;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void eachKindComesBackWithEveryField() {
        for (int seed = 0; seed < 500; seed++) {
            new RandomMessages(seed)
                    .envelopes()
                    .forEach(envelope -> assertThat(MessageCodec.decode(MessageCodec.encode(envelope)))
                            .isEqualTo(envelope));
        }
    }

    @Test
    void theFormatStaysWhatOlderNodesRead() {
        byte[] bytes = MessageCodec.encode(new Envelope(
                "/é",
                "node",
                Optional.of("7"),
                new Broadcast(
                        new Selection(Set.of("a"), Set.of()),
                        new PacketData("[\"x\"]", List.of(ByteBuffer.wrap(new byte[] {1, 2}))),
                        false,
                        true)));

        assertThat(HEX.formatHex(bytes))
                .isEqualTo("01" + "03" + "00032fc3a9" + "00046e6f6465" + "01000137" + "01000161" + "00"
                        + "00055b2278225d" + "01020102" + "00" + "01");
    }

    @Test
    void namesThatDifferInAnUnpairedSurrogateStayDifferent() {
        Envelope envelope = new Envelope("/\ud800", "?", Optional.empty(), new CountRooms("\udc00\ud800"));

        assertThat(MessageCodec.decode(MessageCodec.encode(envelope))).isEqualTo(envelope);
    }

    @Test
    void attachmentsAreWrittenFromPositionToLimitWhichStay() {
        ByteBuffer attachment =
                ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1).limit(3);
        Envelope sent = new Envelope(
                "/",
                "n",
                Optional.empty(),
                new Broadcast(Selection.EVERYBODY, new PacketData("[]", List.of(attachment)), false, true));

        Broadcast received =
                (Broadcast) MessageCodec.decode(MessageCodec.encode(sent)).message();

        assertThat(received.event().attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(attachment).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    }

    @Test
    void aVersionOfLaterTimesIsMalformed() {
        byte[] bytes = MessageCodec.encode(new Envelope("/", "n", Optional.empty(), new CountRooms("r")));
        bytes[0] = 2;

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(bytes))
                .withMessage("version 2, and this node knows 1 only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "01", // no kind
                "0100", // no such kind
                "0143" + "0001" + "2f" + "0000" + "00" + "0001", // cut off
                "0143" + "00012f" + "0000" + "00" + "000172" + "00", // more than a message
                "0143" + "00012f" + "0000" + "02" + "000172", // neither present nor absent
                "0143" + "00ffffffff07" + "2f", // a length of two thousand million
                "0143" + "00ffffffffff7f", // a length that is no int
                "0143" + "00022fff" + "0000" + "00" + "000172", // no UTF-8
                "0143" + "01012f" + "0000" + "00" + "000172", // half a char
                "0142" + "00012f" + "0000" + "00" + "000172" + "ffffffff0f", // a negative count
                "0108" + "00012f" + "0000" + "00" + "000172" + "01" + "0000" + "00015b" + "00" + "00027b7d" // no JSON
            })
    void whatIsNoMessageIsMalformed(String hex) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(HEX.parseHex(hex)));
    }

    @Test
    void aNegativeCountIsNotSent() {
        Envelope negative = new Envelope("/", "n", Optional.empty(), new SocketsCounted("r", -1));

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> MessageCodec.encode(negative));
    }

    @Test
    void jsonThatIsNestedWithoutEndIsMalformed() {
        MessageWriter out = upToTheHandshakeOfASocket();
        out.text("{\"a\":".repeat(1_000_000));
        out.texts(Set.of());
        out.text("{}");

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(out.toByteArray()))
                .withMessageStartingWith("JSON that is too deep");
    }

    @Test
    void aNumberInJsonThatTheParserChokesOnIsMalformed() {
        MessageWriter out = upToTheHandshakeOfASocket();
        out.text("{\"a\":1e99999999999}");

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> MessageCodec.decode(out.toByteArray()))
                .withMessageStartingWith("no JSON object");
    }

    @Test
    void whateverIsChangedOnTheWayItIsReadOrMalformed() {
        Random random = new Random(7);
        for (int seed = 0; seed < 300; seed++) {
            new RandomMessages(seed).envelopes().map(MessageCodec::encode).forEach(bytes -> {
                for (int i = 0; i < 20; i++) {
                    decode(changed(bytes, random));
                }
            });
        }
    }

    @Test
    void eachProperBeginningIsMalformed() {
        SocketState socket =
                new SocketState("id", JsonValue.EMPTY_JSON_OBJECT, Set.of("a"), JsonValue.EMPTY_JSON_OBJECT);
        byte[] bytes = MessageCodec.encode(
                new Envelope("/", "n", Optional.of("1"), new SocketsFound("r", List.of(socket, socket))));

        for (int length = 0; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> MessageCodec.decode(beginning));
        }
    }

    private static MessageWriter upToTheHandshakeOfASocket() {
        MessageWriter out = new MessageWriter();
        out.octet(1);
        out.octet(8);
        out.text("/");
        out.text("n");
        out.optional(Optional.empty());
        out.text("r");
        out.number(1);
        out.text("id");
        return out;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int i = 0; i < 1 + random.nextInt(3) && changed.length > 0; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static void decode(byte[] bytes) {
        try {
            MessageCodec.decode(bytes);
        } catch (MalformedMessageException expected) {
            assertThat(expected).hasNoCause();
        }
    }
}
