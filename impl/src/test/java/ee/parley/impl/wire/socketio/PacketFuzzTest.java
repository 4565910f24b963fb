// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketFuzzTest {

    private static final int HUGE = 4_000_000;

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD);

    static Stream<String> hostile() {
        return Stream.of(
                "2" + "[".repeat(HUGE),
                "0" + "{\"a\":".repeat(HUGE / 5),
                "4" + "[".repeat(HUGE),
                "5" + "1".repeat(HUGE) + "-[]",
                "5" + "0".repeat(HUGE),
                "2" + "9".repeat(HUGE) + "[\"x\"]",
                "2/" + "n".repeat(HUGE),
                "2/" + "n".repeat(HUGE) + ",[\"x\"]",
                "2[\"" + "n".repeat(HUGE) + "\"]",
                "2[\"" + "\\u0063".repeat(HUGE / 6) + "\"]",
                "2[\"" + "\\".repeat(HUGE) + "\"]",
                "2[\"x\"" + ",0".repeat(HUGE / 2) + "]",
                "2[\"x\",[" + "[],".repeat(HUGE / 3),
                "2[\"x\",[" + "{\"a\":{}},".repeat(HUGE / 9),
                "2[\"x\",{" + "\"a\":1,".repeat(HUGE / 6),
                "51-[\"x\",{" + "\"_placeholder\":true,\"num\":7,".repeat(HUGE / 28),
                "51-[\"x\",[" + "{\"num\":".repeat(60) + "1".repeat(HUGE),
                "51-[\"x\",{" + "\"num\":000000000000000000000000".repeat(HUGE / 30),
                "51-[\"x\",{" + "\"key of some length\":1,".repeat(HUGE / 23),
                "51-[\"x\",{" + "\"key\\nof\\nsome\\nlength\":1,".repeat(HUGE / 26),
                "51-[\"x\",{\"" + "k".repeat(HUGE / 2) + "\":\"" + "v".repeat(HUGE / 2) + "\"",
                "51-[\"x\",{\"" + "\\n".repeat(HUGE / 2) + "\":1",
                "2[\"x\"," + "1".repeat(HUGE) + "]",
                "2" + " ".repeat(HUGE));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostile")
    void aHostileTextIsRefusedInLinearTime(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> decoder.text(text)));
    }

    @Test
    void depthIsRefusedWhereItIsExceededHoweverMuchFollows() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.text("2[\"x\"," + "[".repeat(100_000)))
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(Flaw.JSON_TOO_DEEP))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(69));
    }

    @Test
    void whateverIsReceivedIsAPacketOrMalformed() {
        List<String> golden = Stream.concat(
                        GoldenPackets.of("socketio-5-packets.txt"), GoldenPackets.of("socketio-5-lenient.txt"))
                .map(GoldenPackets::text)
                .toList();
        int accepted = 0;
        for (long seed = 0; seed < 300_000; seed++) {
            Random random = new Random(seed);
            String text = new RandomJson(random).damaged(golden.get(random.nextInt(golden.size())));
            try {
                PacketDecoder fresh = new PacketDecoder(DecoderLimits.STANDARD);
                Optional<Packet> packet = fresh.text(text);
                for (int i = 0; i < 11 && packet.isEmpty() && fresh.awaitingAttachments(); i++) {
                    packet = fresh.binary(ByteBuffer.allocate(1));
                }
                assertThat(fresh.awaitingAttachments()).isFalse();
                packet.ifPresent(PacketFuzzTest::assertRoundTrip);
                accepted++;
            } catch (MalformedPacketException e) {
                assertThat(e.offset()).as("seed %d: %s", seed, text).isBetween(0, text.length());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(accepted).isGreaterThan(10_000);
    }

    @Test
    void whatIsEncodedIsDecodedToTheSame() {
        for (long seed = 0; seed < 100_000; seed++) {
            try {
                assertRoundTrip(packet(new Random(seed)));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void assertRoundTrip(Packet packet) {
        Encoded encoded = new PacketEncoder().encode(packet);
        PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD);
        Optional<Packet> decoded = decoder.text(encoded.text());
        for (ByteBuffer attachment : encoded.attachments()) {
            decoded = decoder.binary(attachment);
        }
        assertThat(decoded).contains(packet);
    }

    private static Packet packet(Random random) {
        RandomJson json = new RandomJson(random);
        String namespace = random.nextBoolean() ? "/" : "/" + JsonStringTest.randomString(random);
        List<ByteBuffer> attachments = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            arguments.add(Placeholder.of(attachments.size()));
            attachments.add(ByteBuffer.wrap(new byte[random.nextInt(5)]));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            arguments.add(attachments.isEmpty() ? json.value(3, true) : json.value(0, true));
        }
        String object = "{\"a\":" + json.value(3, true) + "}";
        return switch (random.nextInt(5)) {
            case 0 -> new Packet.Connect(namespace, random.nextBoolean() ? Optional.empty() : Optional.of(object));
            case 1 -> new Packet.Disconnect(namespace);
            case 2 ->
                new Packet.Event(
                        namespace,
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong() >>> 11),
                        JsonStringTest.randomString(random),
                        arguments,
                        attachments);
            case 3 -> new Packet.Ack(namespace, random.nextLong() >>> 11, arguments, attachments);
            default -> new Packet.ConnectError(namespace, random.nextBoolean() ? object : "\"no\"");
        };
    }
}
