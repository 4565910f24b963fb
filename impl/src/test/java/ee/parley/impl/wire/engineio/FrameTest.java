// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.impl.wire.GoldenFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(first.isReadOnly()).isTrue();
        assertThat(frame.data()).isEqualTo(GoldenFile.bytes("0102"));
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
}
