// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.impl.wire.GoldenFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @Test
    void theTextOfAMessageHasItsType() {
        Frame frame = Frame.message("2[\"hi\"]");
        assertThat(frame.isBinary()).isFalse();
        assertThat(frame.text()).isEqualTo("42[\"hi\"]");
        assertThat(frame.payloadForm()).isEqualTo("42[\"hi\"]");
    }

    @Test
    void theDataOfABinaryMessageHasNoType() {
        Frame frame = Frame.binary(GoldenFile.bytes("01020304"));
        assertThat(frame.isBinary()).isTrue();
        assertThat(frame.data()).isEqualTo(GoldenFile.bytes("01020304"));
        assertThat(frame.payloadForm()).isEqualTo("bAQIDBA==");
    }

    @Test
    void aBinaryMessageIsWhatRemainsOfTheBuffer() {
        ByteBuffer buffer = GoldenFile.bytes("0102030405");
        buffer.position(1).limit(4);
        Frame frame = Frame.binary(buffer);
        buffer.clear();
        assertThat(frame.data()).isEqualTo(GoldenFile.bytes("020304"));
        assertThat(frame.size()).isEqualTo(3);
        assertThat(frame.payloadForm()).isEqualTo("bAgME");
    }

    @Test
    void whoReadsTheDataTakesNothingFromTheNextReader() {
        Frame frame = Frame.binary(GoldenFile.bytes("0102"));
        ByteBuffer first = frame.data();
        first.get();
        assertThat(frame.data()).isEqualTo(GoldenFile.bytes("0102"));
    }

    @Test
    void theDataHasAnArrayWhateverItWasMadeOf() {
        ByteBuffer bytes = GoldenFile.bytes("0102");
        ByteBuffer direct = ByteBuffer.allocateDirect(2).put(bytes.duplicate()).flip();
        for (ByteBuffer each : List.of(bytes, bytes.asReadOnlyBuffer(), direct)) {
            ByteBuffer data = Frame.binary(each).data();
            assertThat(data.hasArray()).isTrue();
            assertThat(data).isEqualTo(bytes);
        }
    }

    @Test
    void thePayloadFormOfABinaryMessageIsMadeOnce() {
        Frame frame = Frame.binary(GoldenFile.bytes("0102"));
        assertThat(frame.payloadForm()).isSameAs(frame.payloadForm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "naïve", "€", "\u007f\u0080\u07ff\u0800\uffff", "𝄞 and 𝄞"})
    void theSizeOfATextIsItsBytes(String text) {
        assertThat(Frame.message(text).size()).isEqualTo(1 + text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aFrameShowsNothingOfItsContent() {
        assertThat(Frame.message("2[\"secret\"]")).hasToString("Frame[type 4, 12 bytes]");
        assertThat(Frame.binary(GoldenFile.bytes("0102"))).hasToString("Frame[binary, 2 bytes]");
    }

    @Test
    void aFrameIsEitherTextOrBinary() {
        assertThatIllegalStateException().isThrownBy(Frame.PING::data);
        assertThatIllegalStateException().isThrownBy(Frame.binary(ByteBuffer.allocate(1))::text);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void aTextIsOneWebSocketFrameOfUtf8() {
        assertThat(hex(Frame.message("hi").webSocketForm())).isEqualTo("8103346869");
        assertThat(hex(Frame.message("\u20ac\u00e9").webSocketForm())).isEqualTo("810634e282acc3a9");
        assertThat(hex(Frame.message("\ud83d\ude00").webSocketForm())).isEqualTo("810534f09f9880");
    }

    @Test
    void halfASurrogatePairIsReplacedOnAWebSocket() {
        assertThat(hex(Frame.message("\ud83d!").webSocketForm())).isEqualTo("8103343f21");
    }

    @Test
    void bytesAreOneBinaryWebSocketFrame() {
        assertThat(hex(Frame.binary(GoldenFile.bytes("00ff")).webSocketForm())).isEqualTo("820200ff");
        assertThat(hex(Frame.binary(GoldenFile.bytes("")).webSocketForm())).isEqualTo("8200");
    }

    @Test
    void bytesAreTextForAWebSocketClientThatAsksForBase64() {
        assertThat(hex(Frame.binary(GoldenFile.bytes("010203")).webSocketTextForm()))
                .isEqualTo("81056241514944");
        assertThat(hex(Frame.message("hi").webSocketTextForm())).isEqualTo("8103346869");
    }

    @ParameterizedTest
    @CsvSource({"125,817d", "126,817e007e", "65535,817effff", "65536,817f0000000000010000"})
    void theLengthOnAWebSocketIsAsShortAsCanBe(int length, String head) {
        String text = "x".repeat(length - 1);
        byte[] form = Frame.message(text).webSocketForm();
        assertThat(hex(form)).startsWith(head + "34").hasSize(head.length() + 2 * length);
        byte[] binary = Frame.binary(ByteBuffer.allocate(length)).webSocketForm();
        assertThat(hex(binary)).startsWith(head.replaceFirst("81", "82")).hasSize(head.length() + 2 * length);
    }

    @Test
    void theWebSocketFormIsMadeOnceForAll() {
        Frame frame = Frame.message("hi");
        assertThat(frame.webSocketForm()).isSameAs(frame.webSocketForm());
    }
}
