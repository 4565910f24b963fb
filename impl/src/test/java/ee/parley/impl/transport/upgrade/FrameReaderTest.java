// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import static ee.parley.impl.transport.upgrade.ReadEvents.bytes;
import static ee.parley.impl.transport.upgrade.ReadEvents.frame;
import static ee.parley.impl.transport.upgrade.ReadEvents.joined;
import static ee.parley.impl.transport.upgrade.ReadEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5 to 8, byte for byte, as a server sees them. The limit of a message is 1 000 bytes. */
class FrameReaderTest {
    private static final int FIN = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static List<String> read(String hex) {
        return ReadEvents.of(bytes(hex));
    }

    private static List<String> read(byte[]... frames) {
        return ReadEvents.of(joined(frames));
    }

    // 5.2 to 5.4 and 5.6: data

    @Test
    void maskedTextOfTheRfcIsHello() {
        assertThat(read("81 85 37fa213d 7f9f4d5158")).containsExactly("text Hello");
    }

    @Test
    void bytesThatTheMaskMadeTextAreUnmaskedInBinaryToo() {
        assertThat(read("82 83 01020304 010203")).containsExactly("binary 000000");
    }

    @Test
    void maskOfZeroesIsAMask() {
        assertThat(read("81 82 00000000 4869")).containsExactly("text Hi");
    }

    @Test
    void messageMayBeEmpty() {
        assertThat(read("81 80 37fa213d 82 80 37fa213d 81 82 00000000 4869"))
                .containsExactly("text ", "binary ", "text Hi");
    }

    @Test
    void framesThatComeTogetherAreReadInOrder() {
        assertThat(read(text(FIN | TEXT, "one"), text(FIN | TEXT, "two €"), frame(FIN | BINARY, bytes("00ff"))))
                .containsExactly("text one", "text two €", "binary 00ff");
    }

    @Test
    void fragmentedTextOfTheRfcIsHello() {
        assertThat(read("01 83 00000000 48656c 80 82 00000000 6c6f")).containsExactly("text Hello");
    }

    @Test
    void fragmentsMayBeEmpty() {
        assertThat(read("01 80 00000000 00 80 00000000 00 82 00000000 4869 80 80 00000000"))
                .containsExactly("text Hi");
        assertThat(read("02 80 00000000 80 80 00000000")).containsExactly("binary ");
        assertThat(read("02 80 00000000 80 81 00000000 07")).containsExactly("binary 07");
    }

    @Test
    void characterMayBeCutByFragments() {
        assertThat(read("01 81 00000000 e2 00 81 00000000 82 80 81 00000000 ac"))
                .containsExactly("text €");
    }

    @Test
    void messageAfterAFragmentedOneStartsAfresh() {
        assertThat(read("02 81 00000000 01 80 81 00000000 02 81 82 00000000 4869 80 80 00000000"))
                .containsExactly("binary 0102", "text Hi", "1002 NOTHING_TO_CONTINUE");
    }

    @Test
    void nothingIsHeardOfAMessageBeforeItsEnd() {
        assertThat(read("01 82 00000000 4869")).isEmpty();
        assertThat(read("81 85 00000000 48656c6c")).isEmpty();
    }

    // 5.4 and 5.5: control frames

    @Test
    void pingOfTheRfcIsHeard() {
        assertThat(read("89 85 37fa213d 7f9f4d5158")).containsExactly("ping Hello");
    }

    @Test
    void pingMayBeEmptyOrOf125Bytes() {
        assertThat(read("89 80 37fa213d")).containsExactly("ping ");
        assertThat(read(text(FIN | PING, "x".repeat(125)))).containsExactly("ping " + "x".repeat(125));
    }

    @Test
    void pongIsIgnored() {
        assertThat(read("8a 85 37fa213d 7f9f4d5158 8a 80 00000000")).isEmpty();
    }

    @Test
    void controlFramesMayComeBetweenFragments() {
        assertThat(read(
                        text(TEXT, "Hel"),
                        text(FIN | PING, "1"),
                        text(FIN | PONG, "2"),
                        text(0, "l"),
                        text(FIN | PING, "3"),
                        text(FIN, "o")))
                .containsExactly("ping 1", "ping 3", "text Hello");
    }

    @Test
    void closeMayComeBetweenFragments() {
        assertThat(read(text(TEXT, "Hel"), frame(FIN | CLOSE, bytes("03e8")), text(FIN, "lo")))
                .containsExactly("close 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void controlFrameMustNotBeFragmented(int opcode) {
        assertThat(read(text(opcode, "x"))).containsExactly("1002 FRAGMENTED_CONTROL_FRAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"88 fe 007e", "89 fe 007e", "8a fe 007e", "89 fe 0001", "89 ff 0000000000000001"})
    void controlFrameMustNotSayItsLengthInMoreThanSevenBits(String frame) {
        assertThat(read(frame)).containsExactly("1002 LONG_CONTROL_FRAME");
    }

    // 5.1 and 5.3: masking

    @ParameterizedTest
    @ValueSource(strings = {"81 05 48656c6c6f", "82 00", "88 00", "89 00", "8a 00", "81 7e 007e", "81 7f"})
    void frameThatIsNotMaskedIsRefused(String frame) {
        assertThat(read(frame)).containsExactly("1002 NOT_MASKED");
    }

    // 5.2: reserved bits and opcodes

    @ParameterizedTest
    @ValueSource(strings = {"c1", "a1", "91", "f1", "c0", "c9", "98", "41"})
    void reservedBitIsRefusedWhereNoExtensionWasAgreedOn(String first) {
        assertThat(read(first + "80 00000000")).containsExactly("1002 RESERVED_BIT");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reservedOpcodeIsRefused(int opcode) {
        assertThat(read(new byte[] {(byte) (FIN | opcode)})).containsExactly("1002 RESERVED_OPCODE");
        assertThat(read(new byte[] {(byte) opcode})).containsExactly("1002 RESERVED_OPCODE");
    }

    // 5.4: order of fragments

    @Test
    void continuationOfNothingIsRefused() {
        assertThat(read("80 80 00000000")).containsExactly("1002 NOTHING_TO_CONTINUE");
        assertThat(read("00 80 00000000")).containsExactly("1002 NOTHING_TO_CONTINUE");
    }

    @Test
    void newMessageWithinFragmentsIsRefused() {
        assertThat(read(text(TEXT, "a"), text(FIN | TEXT, "b"))).containsExactly("1002 MESSAGE_WITHIN_A_MESSAGE");
        assertThat(read(text(TEXT, "a"), text(BINARY, "b"))).containsExactly("1002 MESSAGE_WITHIN_A_MESSAGE");
    }

    // 5.2: lengths

    @ParameterizedTest
    @CsvSource({"0", "1", "125", "126", "127", "128", "999", "1000"})
    void lengthsUpToTheLimitAreTaken(int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 'x');

        assertThat(read(frame(FIN | TEXT, payload))).containsExactly("text " + "x".repeat(length));
        assertThat(read(frame(FIN | BINARY, payload))).containsExactly("binary " + "78".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 fe 0000", "81 fe 007d", "82 ff 0000000000000000", "82 ff 000000000000ffff"})
    void lengthThatCouldBeShorterIsRefused(String frame) {
        assertThat(read(frame)).containsExactly("1002 MALFORMED_LENGTH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 ff 8000000000000000", "82 ff ffffffffffffffff"})
    void lengthWithTheHighestBitIsRefused(String frame) {
        assertThat(read(frame)).containsExactly("1002 MALFORMED_LENGTH");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 fe 03e9",
                "82 fe ffff",
                "82 ff 0000000000010000",
                "82 ff 0000000080000000",
                "82 ff 0000000100000001",
                "82 ff 7fffffffffffffff"
            })
    void lengthBeyondTheLimitIsRefusedBeforeAnyOfItHasCome(String head) {
        assertThat(read(head)).containsExactly("1009 TOO_LARGE");
    }

    @Test
    void fragmentsCountTogether() {
        byte[] half = "x".repeat(500).getBytes(StandardCharsets.US_ASCII);
        assertThat(read(frame(TEXT, half), frame(FIN, half))).containsExactly("text " + "x".repeat(1000));
        assertThat(read(frame(TEXT, half), frame(0, half), bytes("80 81"))).containsExactly("1009 TOO_LARGE");
        assertThat(read(frame(TEXT, half), bytes("00 fe 01f5"))).containsExactly("1009 TOO_LARGE");
        assertThat(read(frame(TEXT, half), bytes("80 ff 7fffffffffffffff"))).containsExactly("1009 TOO_LARGE");
    }

    @Test
    void asManyFragmentsAsTheReferenceTakesAreTaken() {
        List<byte[]> frames = new ArrayList<>(List.of(text(TEXT, "a")));
        for (int i = 2; i < FrameReader.MAX_FRAGMENTS; i++) {
            frames.add(text(0, ""));
        }
        byte[] many = joined(frames.toArray(byte[][]::new));

        assertThat(read(many, text(FIN, "b"), text(FIN | TEXT, "c"))).containsExactly("text ab", "text c");
        assertThat(read(many, text(0, "b"), text(FIN, "c"))).containsExactly("1008 TOO_MANY_FRAGMENTS");
    }

    // 8.1: UTF-8

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2a2",
                "dfbf",
                "e0a080",
                "e282ac",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f09f9880",
                "f48fbfbf",
                "00",
                "7f",
                "cebae1bdb9cf83cebcceb5"
            })
    void textIsDecodedWhereverItIsCut(String hex) {
        byte[] utf8 = bytes(hex);
        String expected = "text " + new String(utf8, StandardCharsets.UTF_8);

        assertThat(read(frame(FIN | TEXT, utf8))).containsExactly(expected);
        for (int cut = 0; cut <= utf8.length; cut++) {
            assertThat(read(
                            frame(TEXT, Arrays.copyOf(utf8, cut)),
                            frame(FIN, Arrays.copyOfRange(utf8, cut, utf8.length))))
                    .containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "ff",
                "fe",
                "c0af",
                "c1bf",
                "c2",
                "c220",
                "c2c2a2",
                "e08080",
                "e09fbf",
                "e0a0",
                "e2 8220",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f0908080ff",
                "f4908080",
                "f5808080",
                "f8888080 80",
                "f09f98",
                "414243 ff",
                "cebae1bdb9cf83cebcceb5 eda080 656469746564"
            })
    void textThatIsNotUtf8IsClosed1007WhereverItIsCut(String hex) {
        byte[] utf8 = bytes(hex);

        assertThat(read(frame(FIN | TEXT, utf8))).containsExactly("1007 NOT_UTF8");
        for (int cut = 0; cut <= utf8.length; cut++) {
            assertThat(read(
                            frame(TEXT, Arrays.copyOf(utf8, cut)),
                            frame(FIN, Arrays.copyOfRange(utf8, cut, utf8.length))))
                    .containsExactly("1007 NOT_UTF8");
        }
    }

    @Test
    void badUtf8IsFoundBeforeTheMessageEnds() {
        assertThat(read(frame(TEXT, bytes("41ff")))).containsExactly("1007 NOT_UTF8");
        assertThat(read("81 84 00000000 41ff")).containsExactly("1007 NOT_UTF8");
    }

    @Test
    void binaryNeedNotBeUtf8() {
        assertThat(read(frame(BINARY, bytes("ff")), frame(FIN, bytes("c0")))).containsExactly("binary ffc0");
    }

    // 5.5.1 and 7.4: close

    @Test
    void closeMayHaveNoCode() {
        assertThat(read("88 80 00000000")).containsExactly("close 1005");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void codesThatMayTravelAreTaken(int code) {
        assertThat(read(frame(FIN | CLOSE, code(code)))).containsExactly("close " + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void codesThatMustNotTravelAreRefused(int code) {
        assertThat(read(frame(FIN | CLOSE, code(code)))).containsExactly("1002 MALFORMED_CLOSE");
    }

    private static byte[] code(int code) {
        return new byte[] {(byte) (code >> 8), (byte) code};
    }

    @Test
    void halfACodeIsRefused() {
        assertThat(read("88 81 00000000 03")).containsExactly("1002 MALFORMED_CLOSE");
    }

    @Test
    void reasonMayBe123BytesOfUtf8() {
        assertThat(read(frame(FIN | CLOSE, joined(code(1000), "x".repeat(123).getBytes(StandardCharsets.US_ASCII)))))
                .containsExactly("close 1000");
        assertThat(read(frame(FIN | CLOSE, bytes("03e8 e282ac")))).containsExactly("close 1000");
        assertThat(read(frame(FIN | CLOSE, bytes("03e8 e282")))).containsExactly("1007 NOT_UTF8");
        assertThat(read(frame(FIN | CLOSE, bytes("03e8 ff")))).containsExactly("1007 NOT_UTF8");
    }

    @Test
    void whatFollowsACloseIsIgnored() {
        assertThat(read(frame(FIN | CLOSE, code(1000)), text(FIN | TEXT, "late"), bytes("ffff")))
                .containsExactly("close 1000");
    }

    @Test
    void whatFollowsAViolationIsIgnored() {
        assertThat(read(bytes("c1"), text(FIN | TEXT, "late"), frame(FIN | CLOSE, code(1000))))
                .containsExactly("1002 RESERVED_BIT");
    }

    // Between pieces

    @Test
    void listenerThatWantsNoMoreIsToldNoMoreUntilReadingGoesOn() {
        byte[] all = joined(text(FIN | TEXT, "one"), text(FIN | TEXT, ""), frame(FIN | BINARY, bytes("07")));
        ReadEvents heard = new ReadEvents();
        FrameReader reader = new FrameReader(1_000, heard);
        heard.goOn = false;

        int first = reader.read(all, 0, all.length);
        assertThat(heard.events).containsExactly("text one");
        int second = reader.read(all, first, all.length);
        assertThat(heard.events).containsExactly("text one", "text ");
        int third = reader.read(all, second, all.length);

        assertThat(heard.events).containsExactly("text one", "text ", "binary 07");
        assertThat(List.of(first, second, third)).containsExactly(9, 15, 22);
    }

    @Test
    void oneByteAtATimeIsTheSameAsAllAtOnce() {
        byte[] all = joined(
                text(TEXT, "Hé"),
                text(FIN | PING, "p"),
                text(FIN, "llo"),
                frame(FIN | BINARY, new byte[300]),
                frame(FIN | CLOSE, code(1001)));
        ReadEvents heard = new ReadEvents();
        FrameReader reader = new FrameReader(1_000, heard);
        for (byte each : all) {
            reader.read(new byte[] {each}, 0, 1);
        }

        assertThat(heard.events)
                .containsExactly("ping p", "text Héllo", "binary " + "00".repeat(300), "close 1001")
                .isEqualTo(ReadEvents.of(all));
    }

    @Test
    void bytesAreReadFromTheMiddleOfABuffer() {
        byte[] frame = text(FIN | TEXT, "Hello");
        byte[] buffer = HexFormat.of().parseHex("ffff" + HexFormat.of().formatHex(frame) + "ffff");
        ReadEvents heard = new ReadEvents();

        int end = new FrameReader(1_000, heard).read(buffer, 2, buffer.length - 2);

        assertThat(heard.events).containsExactly("text Hello");
        assertThat(end).isEqualTo(buffer.length - 2);
    }
}
