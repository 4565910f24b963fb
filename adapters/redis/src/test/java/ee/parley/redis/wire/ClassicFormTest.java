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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicFormTest {
    private static final String NODE = "bevd_5";
    private static final PacketData HELLO = new PacketData("[\"hello\",1]");
    private static final Selection SOME = new Selection(Set.of("a"), Set.of());

    /** {@code io.emit("hello", 1)} of a Node.js server. */
    private static final String HELLO_BYTES = "93a6626576645f35"
            + "83a47479706502a46461746192a568656c6c6f01a36e7370a12f"
            + "83a5726f6f6d7390a665786365707490a5666c61677380";

    /** {@code emitter.emit("hello", 1)} of {@code @socket.io/redis-emitter}. */
    private static final String EMITTER_BYTES = "93a7656d6974746572"
            + "83a47479706502a46461746192a568656c6c6f01a36e7370a12f"
            + "83a5726f6f6d7390a5666c61677380a665786365707490";

    private static final String QUESTION_BYTES = "85a3756964a6626576645f35a9726571756573744964a27237a47479706507"
            + "a67061636b657483a47479706502a46461746192a568656c6c6f01a36e7370a12f"
            + "a46f70747383a5726f6f6d7391a161a665786365707490a5666c61677381a774696d656f7574cd03e8";

    private final JsonTexts json = new JsonTexts();
    private final ClassicWriter writer = new ClassicWriter(NODE, "/", json);
    private final ClassicReader reader = new ClassicReader(json);

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void aBroadcastIsWrittenAsTheReferenceDoes() {
        Broadcast broadcast = new Broadcast(Selection.EVERYBODY, HELLO, false, true);
        assertThat(writer.broadcast(broadcast)).isEqualTo(hex(HELLO_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {HELLO_BYTES, EMITTER_BYTES})
    void aBroadcastOfNodeOrItsEmitterIsUnderstood(String bytes) {
        ClassicReader.Sent sent = reader.broadcast(hex(bytes));
        assertThat(sent.node()).isIn(NODE, "emitter");
        assertThat(sent.namespace()).isEqualTo("/");
        assertThat(sent.broadcast()).isEqualTo(new Broadcast(Selection.EVERYBODY, HELLO, false, true));
    }

    @Test
    void bytesAndFlagsOfABroadcastSurvive() {
        byte[] bytes = writer.broadcast(new Broadcast(
                new Selection(Set.of("r"), Set.of("x")),
                new PacketData(
                        "[\"up\",{\"_placeholder\":true,\"num\":0}]", List.of(ByteBuffer.wrap(new byte[] {1, 2}))),
                true,
                false));
        assertThat(bytes)
                .isEqualTo(
                        hex(
                                "93a6626576645f3583a47479706502a46461746192a27570c4020102a36e7370a12f"
                                        + "83a5726f6f6d7391a172a665786365707491a178a5666c61677382a8766f6c6174696c65c3a8636f6d7072657373c2"));
        Broadcast read = reader.broadcast(bytes).broadcast();
        assertThat(read.to()).isEqualTo(new Selection(Set.of("r"), Set.of("x")));
        assertThat(read.event().attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(read.dispensable()).isTrue();
        assertThat(read.compress()).isFalse();
    }

    @Test
    void aPacketWithoutNamespaceIsOfTheMainOne() {
        byte[] bytes = hex("93a7656d697474657281a46461746191a56865" + "6c6c6f80");
        assertThat(reader.broadcast(bytes).namespace()).isEqualTo("/");
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        new SocketsJoin(SOME, Set.of("b")),
                        "{\"uid\":\"bevd_5\",\"type\":2,\"opts\":{\"rooms\":[\"a\"],\"except\":[]},\"rooms\":[\"b\"]}"),
                Arguments.of(
                        new SocketsLeave(SOME, Set.of("b")),
                        "{\"uid\":\"bevd_5\",\"type\":3,\"opts\":{\"rooms\":[\"a\"],\"except\":[]},\"rooms\":[\"b\"]}"),
                Arguments.of(
                        new DisconnectSockets(SOME, true),
                        "{\"uid\":\"bevd_5\",\"type\":4,\"opts\":{\"rooms\":[\"a\"],\"except\":[]},\"close\":true}"),
                Arguments.of(
                        new FetchSockets("43vJgi", SOME),
                        "{\"uid\":\"bevd_5\",\"requestId\":\"43vJgi\",\"type\":5,"
                                + "\"opts\":{\"rooms\":[\"a\"],\"except\":[]}}"),
                Arguments.of(
                        new ServerSideEmit(Optional.empty(), new PacketData("[\"ev\",1,\"2\"]")),
                        "{\"uid\":\"bevd_5\",\"type\":6,\"data\":[\"ev\",1,\"2\"]}"),
                Arguments.of(
                        new ServerSideEmit(Optional.of("EuqfRI"), new PacketData("[\"ev\",1]")),
                        "{\"uid\":\"bevd_5\",\"requestId\":\"EuqfRI\",\"type\":6,\"data\":[\"ev\",1]}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsWrittenAndUnderstoodAsTheReferenceDoes(ClusterMessage message, String text) {
        assertThat(new String(writer.request(message), UTF_8)).isEqualTo(text);
        assertThat(reader.request(text.getBytes(UTF_8))).isEqualTo(new ClassicRequest.Message(NODE, message));
    }

    @Test
    void aBroadcastThatAsksIsPacked() {
        BroadcastRequest question = new BroadcastRequest("r7", SOME, HELLO, false, true, Duration.ofSeconds(1));
        assertThat(writer.request(question)).isEqualTo(hex(QUESTION_BYTES));
        assertThat(reader.request(hex(QUESTION_BYTES))).isEqualTo(new ClassicRequest.Message(NODE, question));
    }

    @Test
    void anEmitterNamesNoNodeInItsOrders() {
        String join = "{\"type\":2,\"opts\":{\"rooms\":[\"a\"],\"except\":[]},\"rooms\":[\"b\"]}";
        assertThat(reader.request(join.getBytes(UTF_8)))
                .isEqualTo(new ClassicRequest.Message("", new SocketsJoin(SOME, Set.of("b"))));
    }

    static Stream<Arguments> older() {
        Selection it = new Selection(Set.of("s1"), Set.of());
        return Stream.of(
                Arguments.of(
                        "{\"uid\":\"u\",\"requestId\":\"r\",\"type\":0,\"rooms\":[\"a\",7]}",
                        new ClassicRequest.SocketIds("u", "r", Set.of("a", "7"))),
                Arguments.of("{\"uid\":\"u\",\"requestId\":\"r\",\"type\":1}", new ClassicRequest.RoomNames("u", "r")),
                Arguments.of(
                        "{\"type\":2,\"sid\":\"s1\",\"room\":\"a\",\"requestId\":\"r\"}",
                        new ClassicRequest.OneSocket("", "r", "s1", new SocketsJoin(it, Set.of("a")))),
                Arguments.of(
                        "{\"type\":3,\"sid\":\"s1\",\"room\":\"a\",\"requestId\":\"r\"}",
                        new ClassicRequest.OneSocket("", "r", "s1", new SocketsLeave(it, Set.of("a")))),
                Arguments.of(
                        "{\"type\":4,\"sid\":\"s1\",\"close\":true,\"requestId\":\"r\"}",
                        new ClassicRequest.OneSocket("", "r", "s1", new DisconnectSockets(it, true))));
    }

    @ParameterizedTest
    @MethodSource("older")
    void requestsOfOlderAdaptersAreUnderstood(String text, ClassicRequest request) {
        assertThat(reader.request(text.getBytes(UTF_8))).isEqualTo(request);
    }

    static Stream<Arguments> responses() {
        SocketState socket = new SocketState(
                "s1",
                Json.createObjectBuilder().add("issued", 7).build(),
                Set.of("s1"),
                Json.createObjectBuilder().add("name", "Ann").build());
        return Stream.of(
                Arguments.of(
                        new SocketsFound("r5", List.of(socket)),
                        "{\"requestId\":\"r5\",\"sockets\":[{\"id\":\"s1\",\"handshake\":{\"issued\":7},"
                                + "\"rooms\":[\"s1\"],\"data\":{\"name\":\"Ann\"}}]}"),
                Arguments.of(new SocketsFound("r5", List.of()), "{\"requestId\":\"r5\",\"sockets\":[]}"),
                Arguments.of(
                        new ServerAnswer("r6", new PacketData("\"resp\"")),
                        "{\"type\":6,\"requestId\":\"r6\",\"data\":\"resp\"}"),
                Arguments.of(new ClientCount("r7", 1), "{\"type\":8,\"requestId\":\"r7\",\"clientCount\":1}"),
                Arguments.of(new SocketsCounted("r8", 3), "{\"type\":102,\"requestId\":\"r8\",\"count\":3}"),
                Arguments.of(
                        new RoomsCounted("r9", Map.of("a", 2)),
                        "{\"type\":104,\"requestId\":\"r9\",\"rooms\":{\"a\":2}}"));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aResponseIsWrittenAndUnderstoodAsTheReferenceDoes(ClusterMessage.Response response, String text) {
        assertThat(new String(writer.response(response), UTF_8)).isEqualTo(text);
        assertThat(reader.response(text.getBytes(UTF_8), response.requestId()::equals))
                .contains(response);
        assertThat(reader.response(text.getBytes(UTF_8), "other"::equals)).isEmpty();
    }

    @Test
    void aClientsAnswerIsPacked() {
        ClientAnswer answer = new ClientAnswer("r7", new PacketData("\"yes\""));
        byte[] bytes = hex("83a47479706509a9726571756573744964a27237a67061636b6574a3796573");
        assertThat(writer.response(answer)).isEqualTo(bytes);
        assertThat(reader.response(bytes, "r7"::equals)).contains(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"requestId\":\"r\",\"sockets\":[\"s1\"]}",
                "{\"requestId\":\"r\",\"rooms\":[\"a\"]}",
                "{\"requestId\":\"r\"}"
            })
    void answersToOlderQuestionsAreForOthers(String text) {
        assertThat(reader.response(text.getBytes(UTF_8), "r"::equals)).isEmpty();
    }

    @Test
    void answersOfOlderAdaptersAreWritten() {
        assertThat(new String(writer.done("r3"), UTF_8)).isEqualTo("{\"requestId\":\"r3\"}");
        assertThat(new String(writer.names("r2", "rooms", List.of("a", "b")), UTF_8))
                .isEqualTo("{\"requestId\":\"r2\",\"rooms\":[\"a\",\"b\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "nonsense",
                "{\"type\":99,\"uid\":\"u\"}",
                "{\"type\":-1}",
                "{\"type\":\"2\"}",
                "{\"type\":2}",
                "{\"type\":5,\"requestId\":\"r\"}",
                "{\"type\":6,\"uid\":\"u\",\"data\":[]}",
                "{\"type\":6,\"uid\":\"u\",\"data\":{}}",
                "{\"type\":7,\"requestId\":\"r\",\"opts\":{}}"
            })
    void whatIsNoRequestIsMalformed(String text) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> reader.request(text.getBytes(UTF_8)));
    }

    @Test
    void brokenBytesAreMalformedAndNothingWorse() {
        Random random = new Random(42);
        byte[][] seeds = {
            hex(HELLO_BYTES),
            hex(QUESTION_BYTES),
            hex("83a47479706509a9726571756573744964a27237a67061636b6574a3796573"),
            "{\"uid\":\"u\",\"requestId\":\"r\",\"type\":5,\"opts\":{\"rooms\":[\"a\"],\"except\":[]}}".getBytes(UTF_8),
            "{\"requestId\":\"r\",\"sockets\":[{\"id\":\"s\",\"handshake\":{},\"rooms\":[],\"data\":{}}]}"
                    .getBytes(UTF_8)
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = seeds[round % seeds.length].clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            attempt(() -> reader.broadcast(cut));
            attempt(() -> reader.request(cut));
            attempt(() -> reader.response(cut, id -> true));
        }
    }

    private static void attempt(Runnable read) {
        try {
            read.run();
        } catch (MalformedMessageException expected) {
            assertThat(expected).hasNoCause();
        }
    }
}
