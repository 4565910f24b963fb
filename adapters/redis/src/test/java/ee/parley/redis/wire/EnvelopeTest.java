// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.BroadcastRequest;
import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.RoomsCounted;
import ee.parley.spi.ClusterMessage.ServerAnswer;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String NODE = "83683b47bcb38331";
    private static final String ID = "0123456789abcdef";
    private static final Selection SOME = new Selection(Set.of("a"), Set.of("b"));
    private static final String SOME_TEXT = "\"opts\":{\"rooms\":[\"a\"],\"except\":[\"b\"],\"flags\":{}}";
    private static final PacketData HELLO = new PacketData("[\"hello\",1]");

    /** {@code notepack.io} 3.0.1 and {@code @msgpack/msgpack} 2.8.0 write the same. */
    private static final String PACKED =
            "84a47479706503a46461746182a67061636b657482a47479706502a46461746193a568656c6c6f"
                    + "c40201028aa161fba162cb3ff8000000000000a163c0a164c3a165cd012ca166a2c3a9a167ce00011170a168cf000000012a05f200"
                    + "a169d1ff38a16a90a46f70747383a5726f6f6d7391a172a665786365707490a5666c61677381a8766f6c6174696c65c3a3756964"
                    + "b038333638336234376263623338333331a36e7370a12f";

    private static final Broadcast BINARY = new Broadcast(
            new Selection(Set.of("r"), Set.of()),
            new PacketData(
                    "[\"hello\",{\"_placeholder\":true,\"num\":0},{\"a\":-5,\"b\":1.5,\"c\":null,\"d\":true,\"e\":300,"
                            + "\"f\":\"é\",\"g\":70000,\"h\":5000000000,\"i\":-200,\"j\":[]}]",
                    List.of(ByteBuffer.wrap(new byte[] {1, 2}))),
            true,
            true);

    private final JsonTexts json = new JsonTexts();

    static Stream<Arguments> messages() {
        SocketState socket = new SocketState(
                "s1",
                Json.createObjectBuilder().add("url", "/").build(),
                Set.of("s1"),
                Json.createObjectBuilder().add("n", 1).build());
        return Stream.of(
                Arguments.of(
                        new Broadcast(Selection.EVERYBODY, HELLO, false, true),
                        3,
                        "{\"packet\":{\"type\":2,\"data\":[\"hello\",1]},"
                                + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}}"),
                Arguments.of(
                        new Broadcast(SOME, HELLO, true, false),
                        3,
                        "{\"packet\":{\"type\":2,\"data\":[\"hello\",1]},\"opts\":{\"rooms\":[\"a\"],\"except\":[\"b\"],"
                                + "\"flags\":{\"volatile\":true,\"compress\":false}}}"),
                Arguments.of(
                        new BroadcastRequest(ID, SOME, HELLO, false, true, Duration.ofSeconds(1)),
                        3,
                        "{\"packet\":{\"type\":2,\"data\":[\"hello\",1]},\"requestId\":\"0123456789abcdef\","
                                + "\"opts\":{\"rooms\":[\"a\"],\"except\":[\"b\"],\"flags\":{\"timeout\":1000}}}"),
                Arguments.of(new SocketsJoin(SOME, Set.of("c")), 4, "{" + SOME_TEXT + ",\"rooms\":[\"c\"]}"),
                Arguments.of(new SocketsLeave(SOME, Set.of("c")), 5, "{" + SOME_TEXT + ",\"rooms\":[\"c\"]}"),
                Arguments.of(new DisconnectSockets(SOME, true), 6, "{" + SOME_TEXT + ",\"close\":true}"),
                Arguments.of(new FetchSockets(ID, SOME), 7, "{" + SOME_TEXT + ",\"requestId\":\"" + ID + "\"}"),
                Arguments.of(
                        new SocketsFound(ID, List.of(socket)),
                        8,
                        "{\"requestId\":\"" + ID + "\",\"sockets\":[{\"id\":\"s1\",\"handshake\":{\"url\":\"/\"},"
                                + "\"rooms\":[\"s1\"],\"data\":{\"n\":1}}]}"),
                Arguments.of(new ServerSideEmit(Optional.empty(), HELLO), 9, "{\"packet\":[\"hello\",1]}"),
                Arguments.of(
                        new ServerSideEmit(Optional.of(ID), HELLO),
                        9,
                        "{\"requestId\":\"" + ID + "\",\"packet\":[\"hello\",1]}"),
                Arguments.of(
                        new ServerAnswer(ID, new PacketData("\"ok\"")),
                        10,
                        "{\"requestId\":\"" + ID + "\",\"packet\":\"ok\"}"),
                Arguments.of(new ClientCount(ID, 2), 11, "{\"requestId\":\"" + ID + "\",\"clientCount\":2}"),
                Arguments.of(
                        new ClientAnswer(ID, new PacketData("null")),
                        12,
                        "{\"requestId\":\"" + ID + "\",\"packet\":null}"),
                Arguments.of(new CountSockets(ID, SOME), 101, "{" + SOME_TEXT + ",\"requestId\":\"" + ID + "\"}"),
                Arguments.of(new SocketsCounted(ID, 7), 102, "{\"requestId\":\"" + ID + "\",\"count\":7}"),
                Arguments.of(new CountRooms(ID), 103, "{\"requestId\":\"" + ID + "\"}"),
                Arguments.of(
                        new RoomsCounted(ID, Map.of("a", 3)),
                        104,
                        "{\"requestId\":\"" + ID + "\",\"rooms\":{\"a\":3}}"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageWithoutBytesIsJson(ClusterMessage message, int type, String data) {
        String text = "{\"type\":" + type + ",\"data\":" + data + ",\"uid\":\"" + NODE + "\",\"nsp\":\"/\"}";

        assertThat(new String(Envelope.write(NODE, "/", message, json), UTF_8)).isEqualTo(text);
        assertThat(Envelope.read(text.getBytes(UTF_8), json)).isEqualTo(new Envelope(NODE, "/", Optional.of(message)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageTravelsInMessagePack(ClusterMessage message, int type, String data) {
        byte[] packed = Envelope.pack(NODE, "/", message, json);

        assertThat(packed[0]).isEqualTo((byte) 0x84);
        assertThat(Envelope.read(packed, json)).isEqualTo(new Envelope(NODE, "/", Optional.of(message)));
    }

    @Test
    void aMessageWithBytesIsMessagePackWithTheBytesInTheirPlace() {
        assertThat(HexFormat.of().formatHex(Envelope.write(NODE, "/", BINARY, json)))
                .isEqualTo(PACKED);
        assertThat(Envelope.read(HexFormat.of().parseHex(PACKED), json))
                .isEqualTo(new Envelope(NODE, "/", Optional.of(BINARY)));
    }

    @Test
    void theOrderOfMembersDoesNotMatterAndUnknownOnesAreIgnored() {
        String text = "{\"nsp\":\"/\",\"more\":[{}],\"uid\":\"u\",\"data\":{\"more\":1,\"opts\":{\"flags\":{\"x\":1},"
                + "\"except\":[],\"rooms\":[]},\"packet\":{\"nsp\":\"/\",\"data\":[\"e\"],\"type\":2}},\"type\":3}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json).message())
                .contains(new Broadcast(Selection.EVERYBODY, new PacketData("[\"e\"]"), false, true));
    }

    @Test
    void whatJavaScriptLeavesOutIsAsUsual() {
        String text = "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,"
                + "\"data\":{\"requestId\":\"r\",\"packet\":{\"data\":[\"e\"]},\"opts\":{}}}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json).message())
                .contains(new BroadcastRequest(
                        "r", Selection.EVERYBODY, new PacketData("[\"e\"]"), false, true, Duration.ofMillis(5000)));
    }

    @Test
    void anAnswerThatJavaScriptLeavesOutIsNull() {
        String text = "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":12,\"data\":{\"requestId\":\"r\"}}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json).message())
                .contains(new ClientAnswer("r", new PacketData("null")));
    }

    @Test
    void roomsThatAreNumbersAreReadAsJavaScriptNamesThem() {
        String text = "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":4,\"data\":{\"opts\":{\"rooms\":[42]},\"rooms\":[7]}}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json).message())
                .contains(new SocketsJoin(new Selection(Set.of("42"), Set.of()), Set.of("7")));
    }

    @Test
    void aSocketWithoutDataHasNone() {
        String text =
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":8,\"data\":{\"requestId\":\"r\",\"sockets\":[{\"id\":\"s\"}]}}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json).message())
                .contains(new SocketsFound(
                        "r",
                        List.of(new SocketState(
                                "s", JsonValue.EMPTY_JSON_OBJECT, Set.of(), JsonValue.EMPTY_JSON_OBJECT))));
    }

    @Test
    void bytesInTheDataOfASocketAreReadAsABuffer() {
        // {type: 8, data: {requestId: "r", sockets: [{id: "s", data: {b: Buffer.from([1, 255])}}]}, uid: "u", nsp: "/"}
        String packed = "84a47479706508a46461746182a9726571756573744964a172a7736f636b65747391"
                + "82a26964a173a46461746181a162c40201ffa3756964a175a36e7370a12f";

        SocketsFound found = (SocketsFound)
                Envelope.read(HexFormat.of().parseHex(packed), json).message().orElseThrow();
        assertThat(found.sockets().get(0).data()).hasToString("{\"b\":{\"type\":\"Buffer\",\"data\":[1,255]}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13})
    void theHeartbeatsOfOldAdaptersSayNothing(int type) {
        String text = "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":" + type + "}";

        assertThat(Envelope.read(text.getBytes(UTF_8), json)).isEqualTo(new Envelope("u", "/", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "nonsense",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3}",
                "{\"uid\":7,\"nsp\":\"/\",\"type\":1}",
                "{\"uid\":\"u\",\"nsp\":null,\"type\":1}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":\"3\",\"data\":{}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":-1,\"data\":{}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":1e999999999,\"data\":{}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":99,\"data\":{}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":[]}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"data\":[]},\"opts\":{}}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"data\":[{}]},\"opts\":{}}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"data\":\"e\"},\"opts\":{}}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"data\":[\"e\"]}}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":4,\"data\":{\"opts\":{\"rooms\":[{}]},\"rooms\":[]}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":7,\"data\":{\"opts\":{}}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":11,\"data\":{\"requestId\":\"r\",\"clientCount\":-1}}",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":8,\"data\":{\"requestId\":\"r\",\"sockets\":[{}]}}"
            })
    void whatIsNoMessageIsMalformed(String text) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Envelope.read(text.getBytes(UTF_8), json));
    }

    @Test
    void arraysInArraysWithoutEndAreMalformed() {
        String text = "{\"uid\":" + "[".repeat(100_000);
        byte[] packed = HexFormat.of().parseHex("84a3756964" + "91".repeat(100_000));

        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> Envelope.read(text.getBytes(UTF_8), json));
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Envelope.read(packed, json));
    }

    @Test
    void everyPieceOfAMessageIsMalformed() {
        byte[] whole = HexFormat.of().parseHex(PACKED);

        for (int length = 0; length < whole.length; length++) {
            byte[] piece = java.util.Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> Envelope.read(piece, json));
        }
    }
}
