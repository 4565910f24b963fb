// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.impl.wire.GoldenFile;
import ee.parley.impl.wire.GoldenFile.Row;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Revision4Test {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    static Stream<Row> frames() {
        return GoldenFile.rows("engineio-4-frames.txt");
    }

    static Stream<Row> received() {
        return Stream.concat(frames(), GoldenFile.rows("engineio-4-client.txt"));
    }

    static Stream<Row> payloads() {
        return GoldenFile.rows("engineio-4-payloads.txt");
    }

    static Stream<Row> malformed() {
        return GoldenFile.rows("engineio-4-malformed.txt");
    }

    @ParameterizedTest
    @MethodSource("received")
    void aFrameIsDecodedToItsPacket(Row row) {
        assertThat(Revision4.decode(row.column(0))).isEqualTo(packet(row));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aPacketIsEncodedToItsFrame(Row row) {
        assertThat(frame(row).payloadForm()).isEqualTo(row.column(0));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPayloadIsDecodedToItsPacketsInOrder(Row row) {
        assertThat(Revision4.decodePayload(row.column(0), UNLIMITED))
                .isEqualTo(row.from(1).stream().map(Revision4::decode).toList());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void framesAreEncodedToOnePayloadInOrder(Row row) {
        List<Frame> frames =
                row.from(1).stream().map(Revision4Test::frameOfItsForm).toList();
        assertThat(Revision4.encodePayload(frames)).isEqualTo(row.column(0));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedPayloadIsRefusedForItsFlaw(Row row) {
        assertFlaw(row, () -> Revision4.decodePayload(row.column(0), UNLIMITED));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedFrameIsRefusedForItsFlaw(Row row) {
        if (row.column(0).indexOf('\u001e') < 0) {
            assertFlaw(row, () -> Revision4.decode(row.column(0)));
        }
    }

    @Test
    void aBinaryFrameIsAMessageWithoutAType() {
        ByteBuffer data = GoldenFile.bytes("04ff");
        Packet packet = Revision4.decode(data);
        assertThat(packet).isEqualTo(new Packet.BinaryMessage(GoldenFile.bytes("04ff")));
        assertThat(((Packet.BinaryMessage) packet).data()).isSameAs(data);
    }

    @Test
    void theSeparatorIsAnyOtherCharInAFrame() {
        assertThat(Revision4.decode("4a\u001e4b")).isEqualTo(new Packet.Message("a\u001e4b"));
    }

    @Test
    void aPayloadHasAsManyPacketsAsAreAllowed() {
        assertThat(Revision4.decodePayload("4a\u001e4b", 2))
                .containsExactly(new Packet.Message("a"), new Packet.Message("b"));
        assertThat(Revision4.decodePayload("4a", 1)).containsExactly(new Packet.Message("a"));
    }

    @Test
    void aPayloadOfMorePacketsIsRefusedAtTheFirstTooMany() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> Revision4.decodePayload("4a\u001e4b\u001e4c", 2))
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(Flaw.TOO_MANY_PACKETS))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(6));
    }

    @Test
    void theExceptionNamesFlawOffsetAndRuleAndHasNoStackTrace() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> Revision4.decode("7"))
                .withMessage("UNKNOWN_TYPE at 0: the type of a packet is a digit from 0 to 6, or b")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void whateverIsReceivedIsAPacketOrMalformed() {
        char[] alphabet = "0123456b4AQ=-_+/\u001e\u001ehi€\ud834\udd1e\0".toCharArray();
        for (long seed = 0; seed < 200_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            assertPacketsOrMalformed(seed, text.toString());
        }
    }

    @Test
    void whatIsEncodedIsDecodedToTheSame() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            List<Frame> frames = new ArrayList<>();
            List<Packet> packets = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    frames.add(Frame.binary(ByteBuffer.wrap(bytes)));
                    packets.add(new Packet.BinaryMessage(ByteBuffer.wrap(bytes)));
                } else {
                    String text = random.ints(bytes.length, 0x20, 0xD800)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
                    frames.add(Frame.message(text));
                    packets.add(new Packet.Message(text));
                }
            }
            assertThat(Revision4.decodePayload(Revision4.encodePayload(frames), UNLIMITED))
                    .as("seed %d", seed)
                    .isEqualTo(packets);
        }
    }

    @Test
    void aPayloadOfManyPacketsIsDecodedInLinearTime() {
        String body = "4\u001e".repeat(2_000_000) + "4";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Revision4.decodePayload(body, UNLIMITED)).hasSize(2_000_001));
    }

    private static void assertPacketsOrMalformed(long seed, String text) {
        try {
            Revision4.decode(text);
        } catch (MalformedPacketException expected) {
            assertThat(expected.offset()).as("seed %d", seed).isBetween(0, text.length());
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + text, e);
        }
        try {
            Revision4.decodePayload(text, 4);
        } catch (MalformedPacketException expected) {
            assertThat(expected.offset()).as("seed %d", seed).isBetween(0, text.length());
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + text, e);
        }
    }

    private static void assertFlaw(Row row, Runnable decoding) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(decoding::run)
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(Flaw.valueOf(row.column(1))))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(Integer.parseInt(row.column(2))));
    }

    private static Packet packet(Row row) {
        return switch (row.column(1)) {
            case "open" -> new Packet.Open(row.column(2));
            case "close" -> new Packet.Close();
            case "ping" -> new Packet.Ping(row.column(2));
            case "pong" -> new Packet.Pong(row.column(2));
            case "message" -> new Packet.Message(row.column(2));
            case "binary" -> new Packet.BinaryMessage(GoldenFile.bytes(row.column(2)));
            case "upgrade" -> new Packet.Upgrade();
            case "noop" -> new Packet.Noop();
            default -> throw new AssertionError(row);
        };
    }

    private static Frame frame(Row row) {
        return switch (row.column(1)) {
            case "open" -> Frame.open(row.column(2));
            case "close" -> Frame.CLOSE;
            case "ping" -> Frame.PING;
            case "pong" -> Frame.PONG_PROBE;
            case "message" -> Frame.message(row.column(2));
            case "binary" -> Frame.binary(GoldenFile.bytes(row.column(2)));
            case "noop" -> Frame.NOOP;
            default -> throw new AssertionError(row);
        };
    }

    private static Frame frameOfItsForm(String form) {
        return frames().filter(row -> row.column(0).equals(form))
                .findFirst()
                .map(Revision4Test::frame)
                .orElseGet(() -> Frame.message(form.substring(1)));
    }
}
