// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import ee.parley.redis.server.RedisServer;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import jakarta.json.Json;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmitterTest {
    /** Has bytes in it. */
    public static final class Picture {
        public String getName() {
            return "p";
        }

        public byte[] getContent() {
            return new byte[] {3};
        }
    }

    private final RedisServer redis = RedisServer.start();
    private final List<Runnable> closing = new ArrayList<>();

    @AfterEach
    void close() {
        closing.forEach(Runnable::run);
        redis.close();
    }

    @Test
    void anEventIsTheMessageOfTheReferencesEmitter() throws InterruptedException {
        BlockingQueue<String> seen = seen("socket.io*");
        try (Emitter emitter = Emitter.connect(redis.uri())) {
            emitter.emit("hello", 1);
            emitter.of("admin").to("a").except("b").asVolatile().compress(false).emit("x", (Object) new byte[] {1});
            emitter.to("a", "b").emit("x");
        }

        assertThat(seen.take())
                .isEqualTo("socket.io#/# 93a7656d697474657283a47479706502a46461746192a568656c6c6f01a36e7370a12f"
                        + "83a5726f6f6d7390a5666c61677380a665786365707490");
        assertThat(seen.take())
                .isEqualTo(
                        "socket.io#/admin#a# 93a7656d697474657283a47479706502a46461746192a178c40101a36e7370a62f61646d696e"
                                + "83a5726f6f6d7391a161a5666c61677382a8766f6c6174696c65c3a8636f6d7072657373c2a665786365707491a162");
        assertThat(seen.take()).startsWith("socket.io#/# 93a7656d6974746572");
    }

    @Test
    void ordersAreTheRequestsOfTheReferencesEmitter() throws InterruptedException {
        BlockingQueue<String> seen = seen("socket.io*");
        try (Emitter emitter = Emitter.connect(redis.uri())) {
            emitter.in("a").socketsJoin("b");
            emitter.except("a").socketsLeave("b");
            emitter.of("/admin").disconnectSockets(true);
            emitter.serverSideEmit("ev", 1);
        }

        assertThat(seen.take())
                .isEqualTo("socket.io-request#/# "
                        + hex("{\"type\":2,\"opts\":{\"rooms\":[\"a\"],\"except\":[]},\"rooms\":[\"b\"]}"));
        assertThat(seen.take())
                .isEqualTo("socket.io-request#/# "
                        + hex("{\"type\":3,\"opts\":{\"rooms\":[],\"except\":[\"a\"]},\"rooms\":[\"b\"]}"));
        assertThat(seen.take())
                .isEqualTo("socket.io-request#/admin# "
                        + hex("{\"type\":4,\"opts\":{\"rooms\":[],\"except\":[]},\"close\":true}"));
        assertThat(seen.take())
                .isEqualTo("socket.io-request#/# " + hex("{\"uid\":\"emitter\",\"type\":6,\"data\":[\"ev\",1]}"));
    }

    @ParameterizedTest
    @EnumSource
    void nodesOfEveryModeUnderstandIt(RedisMode mode) {
        assumeThat(mode != RedisMode.SHARDED || RedisServer.majorVersion() >= 7)
                .as("sharded publish/subscribe needs Redis 7")
                .isTrue();
        Heard heard = new Heard();
        ClusterChannel node = node(mode, heard);
        node.roomOpened("a");
        Await.until("counted", () -> Await.done(node.otherNodes()).count() == 0);
        Selection some = new Selection(Set.of("a", "b"), Set.of());

        try (Emitter emitter = Emitter.connect(RedisAdapter.builder(redis.uri()).mode(mode))) {
            emitter.to("a", "b").emit("hello", 1);
            emitter.in("a", "b").socketsJoin("c");
            emitter.in("a", "b").socketsLeave("c");
            emitter.in("a", "b").disconnectSockets(false);
            emitter.serverSideEmit("ev");
            emitter.to().emit("nobody");
            emitter.emit("last", new byte[] {1});
        }

        PacketData bytes = new PacketData(
                "[\"last\",{\"_placeholder\":true,\"num\":0}]", List.of(ByteBuffer.wrap(new byte[] {1})));
        assertThat(messages(heard, 6))
                .containsExactlyInAnyOrder(
                        new Broadcast(some, new PacketData("[\"hello\",1]"), false, true),
                        new SocketsJoin(some, Set.of("c")),
                        new SocketsLeave(some, Set.of("c")),
                        new DisconnectSockets(some, false),
                        new ServerSideEmit(Optional.empty(), new PacketData("[\"ev\"]")),
                        new Broadcast(Selection.EVERYBODY, bytes, false, true));
        assertThat(heard.soFar()).isEmpty();
    }

    @Test
    void valuesAreWrittenByJsonBWithTheirBytesAsAttachments() {
        try (EmittedEvents events = new EmittedEvents(new JsonTexts())) {
            PacketData event = events.event(
                    "e",
                    "é\"",
                    null,
                    1.5,
                    Double.NaN,
                    Optional.of(true),
                    Arrays.asList(ByteBuffer.wrap(new byte[] {1}), null),
                    Map.of("k", new byte[] {2}),
                    new Picture(),
                    Json.createArrayBuilder().add(7).build());

            assertThat(event.json())
                    .isEqualTo("[\"e\",\"é\\\"\",null,1.5,null,true,[{\"_placeholder\":true,\"num\":0},null],"
                            + "{\"k\":{\"_placeholder\":true,\"num\":1}},"
                            + "{\"content\":{\"_placeholder\":true,\"num\":2},\"name\":\"p\"},[7]]");
            assertThat(event.attachments())
                    .containsExactly(
                            ByteBuffer.wrap(new byte[] {1}),
                            ByteBuffer.wrap(new byte[] {2}),
                            ByteBuffer.wrap(new byte[] {3}));
            assertThat(events.event("next").attachments()).isEmpty();
        }
    }

    @Test
    void aReservedNameAndWhatIsNoValueAreTheCallersMistakes() {
        try (Emitter emitter = Emitter.connect(redis.uri())) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> emitter.emit("disconnect"))
                    .withMessage("\"disconnect\" is a reserved event name");
            List<Object> itself = new ArrayList<>();
            itself.add(itself);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> emitter.emit("x", itself))
                    .withMessage("collections are nested deeper than 200");
        }
    }

    @Test
    void withoutRedisItSaysWhy() {
        redis.stop();
        RedisOptions options = RedisAdapter.builder(redis.uri()).options();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Emitter.connect(options, Duration.ofMillis(500)))
                .withMessageStartingWith("no connection to Redis: ");
    }

    @Test
    void anOrderThatMayBeLostFails() {
        try (Emitter emitter = Emitter.connect(redis.uri())) {
            redis.stop();

            assertThat(Await.failure(emitter.emit("lost"))).isNotNull();
        }
    }

    private BlockingQueue<String> seen(String pattern) {
        Link link = new Link(RedisAdapter.builder(redis.uri()).options());
        closing.add(() -> Await.done(link.close()));
        Await.until("connected", () -> link.health().connected());
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Await.done(link.subscribe(
                        Subscription.Kind.PATTERN,
                        pattern,
                        (channel, body) ->
                                seen.add(channel + " " + HexFormat.of().formatHex(body)))
                .confirmed());
        return seen;
    }

    private ClusterChannel node(RedisMode mode, Heard heard) {
        RedisAdapter adapter = RedisAdapter.builder(redis.uri()).mode(mode).build();
        adapter.start(new ClusterNode() {
            @Override
            public Executor executor() {
                return Runnable::run;
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                throw new AssertionError("not needed");
            }
        });
        closing.add(() -> Await.done(adapter.close()));
        Await.until("connected", () -> adapter.health().connected());
        ClusterChannel channel = adapter.open("/", heard);
        Await.done(channel.otherNodes());
        return channel;
    }

    private static List<ClusterMessage> messages(Heard heard, int count) {
        List<ClusterMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(heard.next().message());
        }
        return messages;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
