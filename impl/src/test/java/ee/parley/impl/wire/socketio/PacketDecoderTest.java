// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static ee.parley.impl.wire.GoldenFile.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.impl.wire.GoldenFile;
import ee.parley.impl.wire.GoldenFile.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderTest {

    private static final String PHOTO = "{\"_placeholder\":true,\"num\":0}";

    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD);

    static Stream<GoldenPackets> packets() {
        return Stream.concat(GoldenPackets.of("socketio-5-packets.txt"), GoldenPackets.of("socketio-5-lenient.txt"));
    }

    static Stream<Row> malformed() {
        return GoldenFile.rows("socketio-5-malformed.txt");
    }

    @ParameterizedTest
    @MethodSource("packets")
    void textAndAttachmentsAreDecodedToTheirPacket(GoldenPackets golden) {
        Optional<Packet> packet = decoder.text(golden.text());
        for (ByteBuffer attachment : golden.attachments()) {
            assertThat(packet).isEmpty();
            assertThat(decoder.awaitingAttachments()).isTrue();
            packet = decoder.binary(attachment);
        }
        assertThat(packet).isEqualTo(golden.packet());
        assertThat(decoder.awaitingAttachments()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedTextIsRefusedForItsFlaw(Row row) {
        assertFlaw(Flaw.valueOf(row.column(1)), Integer.parseInt(row.column(2)), () -> decoder.text(row.column(0)));
        assertThat(decoder.awaitingAttachments()).isFalse();
    }

    @Test
    void aPacketIsCompleteWithItsLastAttachment() {
        assertThat(decoder.text("52-/admin,7[\"photo\"," + PHOTO + ",{\"a\":[1]}]"))
                .isEmpty();
        assertThat(decoder.binary(bytes("0102"))).isEmpty();
        assertThat(decoder.awaitingAttachments()).isTrue();
        assertThat(decoder.binary(bytes("03")))
                .contains(new Packet.Event(
                        "/admin",
                        OptionalLong.of(7),
                        "photo",
                        List.of(PHOTO, "{\"a\":[1]}"),
                        List.of(bytes("0102"), bytes("03"))));
    }

    @Test
    void theNextPacketStartsAfresh() {
        decoder.text("51-[\"photo\"," + PHOTO + "]");
        decoder.binary(bytes("01"));
        assertThat(decoder.text("2[\"hi\"]"))
                .contains(new Packet.Event("/", OptionalLong.empty(), "hi", List.of(), List.of()));
    }

    @Test
    void textIsRefusedWhileAnAttachmentIsOutstanding() {
        assertThat(decoder.text("51-[\"photo\"," + PHOTO + "]")).isEmpty();
        assertFlaw(Flaw.TEXT_WHILE_AWAITING_ATTACHMENT, 0, () -> decoder.text("2[\"late\"]"));
        assertThat(decoder.awaitingAttachments()).isFalse();
    }

    @Test
    void binaryIsRefusedWhenNoPacketAnnouncedIt() {
        assertFlaw(Flaw.BINARY_WITHOUT_HEADER, 0, () -> decoder.binary(bytes("01")));
    }

    @Test
    void binaryIsRefusedWhenAllAttachmentsHaveCome() {
        decoder.text("51-[\"photo\"," + PHOTO + "]");
        decoder.binary(bytes("01"));
        assertFlaw(Flaw.BINARY_WITHOUT_HEADER, 0, () -> decoder.binary(bytes("02")));
    }

    @Test
    void attachmentsTogetherHaveAsManyBytesAsAreAllowed() {
        PacketDecoder strict = new PacketDecoder(new DecoderLimits(10, 4, 64, 10, 10, 10));
        strict.text("52-[\"e\"]");
        strict.binary(bytes("0102"));
        assertThat(strict.binary(bytes("0304"))).isPresent();
    }

    @Test
    void attachmentsThatTogetherAreTooLargeAreRefusedAndLetGo() {
        PacketDecoder strict = new PacketDecoder(new DecoderLimits(10, 4, 64, 10, 10, 10));
        strict.text("53-[\"e\"]");
        strict.binary(bytes("0102"));
        assertFlaw(Flaw.ATTACHMENTS_TOO_LARGE, 0, () -> strict.binary(bytes("030405")));
        assertThat(strict.awaitingAttachments()).isFalse();
    }

    @Test
    void theLimitOfAttachmentsIsTheOneGiven() {
        PacketDecoder strict = new PacketDecoder(new DecoderLimits(2, 4, 64, 10, 10, 10));
        strict.text("52-[\"e\"]");
        strict.binary(bytes("01"));
        strict.binary(bytes("02"));
        assertFlaw(Flaw.TOO_MANY_ATTACHMENTS, 1, () -> strict.text("53-[\"e\"]"));
    }

    @Test
    void aPayloadIsAsDeepAsIsAllowedAndNoDeeper() {
        String deepest = "[".repeat(63) + "]".repeat(63);
        assertThat(decoder.text("2[\"e\"," + deepest + "]")).isPresent();
        assertFlaw(Flaw.JSON_TOO_DEEP, 69, () -> decoder.text("2[\"e\",[" + deepest + "]]"));
        assertFlaw(Flaw.JSON_TOO_DEEP, 65, () -> decoder.text("3" + "[".repeat(65)));
        assertFlaw(Flaw.JSON_TOO_DEEP, 321, () -> decoder.text("0" + "{\"a\":".repeat(65)));
        assertFlaw(Flaw.JSON_TOO_DEEP, 71, () -> decoder.text("51-[\"e\"," + "[".repeat(65)));
    }

    @Test
    void depthMayBeAllowedBeyondTheStandard() {
        PacketDecoder lenient = new PacketDecoder(new DecoderLimits(10, 4, 300, 10, 10, 10));
        String deepest = "[{\"a\":".repeat(149) + "[]" + "}]".repeat(149);
        assertThat(lenient.text("2[\"e\"," + deepest + "]"))
                .contains(new Packet.Event("/", OptionalLong.empty(), "e", List.of(deepest), List.of()));
        assertFlaw(Flaw.MALFORMED_JSON, 6 + 149 * 6 + 2, () -> lenient.text("2[\"e\"," + deepest.replace("[]", "[]]")));
        String placeholder = "{\"a\":".repeat(298) + "{\"_placeholder\":true,\"num\":1}" + "}".repeat(298);
        assertFlaw(Flaw.ILLEGAL_PLACEHOLDER, 8 + 298 * 5 + 28, () -> lenient.text("51-[\"e\"," + placeholder + "]"));
    }

    @Test
    void aNamespaceIsAsLongAsIsAllowedAndNoLonger() {
        String longest = "/" + "n".repeat(511);
        assertThat(decoder.text("0" + longest)).contains(new Packet.Connect(longest, Optional.empty()));
        assertFlaw(Flaw.NAMESPACE_TOO_LONG, 1, () -> decoder.text("0" + longest + "n"));
        assertFlaw(Flaw.NAMESPACE_TOO_LONG, 3, () -> decoder.text("51-" + longest + "n,[\"x\"]"));
    }

    @Test
    void aNameIsAsLongAsIsAllowedAndNoLonger() {
        String longest = "n".repeat(512);
        assertThat(decoder.text("2[\"" + longest + "\"]")).isPresent();
        assertFlaw(Flaw.EVENT_NAME_TOO_LONG, 2, () -> decoder.text("2[\"" + longest + "n\"]"));
        assertFlaw(Flaw.EVENT_NAME_TOO_LONG, 2, () -> decoder.text("2[" + "1".repeat(513) + "]"));
    }

    @Test
    void aPacketHasAsManyArgumentsAsAreAllowedAndNoMore() {
        assertThat(decoder.text("2[\"e\"" + ",1".repeat(1000) + "]")).isPresent();
        assertThat(decoder.text("31[1" + ",1".repeat(999) + "]")).isPresent();
        assertFlaw(Flaw.TOO_MANY_ARGUMENTS, 2006, () -> decoder.text("2[\"e\"" + ",1".repeat(1001) + "]"));
        assertFlaw(Flaw.TOO_MANY_ARGUMENTS, 2003, () -> decoder.text("31[1" + ",1".repeat(1000) + "]"));
    }

    @Test
    void aNumberIsAsLongAsIsAllowedAndNoLonger() {
        String longest = "1".repeat(1000);
        assertThat(decoder.text("2[\"e\"," + longest + "]")).isPresent();
        assertFlaw(Flaw.NUMBER_TOO_LONG, 6, () -> decoder.text("2[\"e\"," + longest + "1]"));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecoderLimits(10, 4, 0, 10, 10, 10))
                .withMessage("maxDepth is out of range: 0");
    }

    @Test
    void theExceptionNamesFlawOffsetAndRuleAndHasNoStackTrace() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> decoder.text("1{}"))
                .withMessage("DISCONNECT_WITH_PAYLOAD at 1: nothing comes with a disconnect")
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    private static void assertFlaw(Flaw flaw, int offset, ThrowingCallable decoding) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(decoding)
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(flaw))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void packetMayBeginWithinItsFrame() {
        assertThat(decoder.text("42/chat,17[\"e\",1]", 1))
                .contains(new Packet.Event("/chat", OptionalLong.of(17), "e", List.of("1"), List.of()));
        assertThat(decoder.text("451-[\"e\"]", 1)).isEmpty();
    }

    @Test
    void onePacketLeavesNothingToTheNext() {
        assertThat(decoder.text("2/chat,17[\"e\",{\"a\":[]}]")).isPresent();
        assertThat(decoder.text("2[\"e\"]"))
                .contains(new Packet.Event("/", OptionalLong.empty(), "e", List.of(), List.of()));
        for (String broken :
                List.of("2[\"e\",{\"a\":[1", "2/cha", "29[", "51-[\"e\",{\"_placeholder\":true,\"num\":1}]")) {
            assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> {
                decoder.text(broken);
                decoder.text("");
            });
            assertThat(decoder.text("3/chat,1[2]")).contains(new Packet.Ack("/chat", 1, List.of("2"), List.of()));
        }
    }
}
