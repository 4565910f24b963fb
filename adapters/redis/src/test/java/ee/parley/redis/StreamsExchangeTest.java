// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.redis.server.RedisServer;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import io.lettuce.core.KillArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsExchangeTest {
    private static final String A = "aaaaaaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbbbbbb";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final StreamOptions SHORT = options(1, 1_000);
    private static final StreamOptions LONG = options(1, 10_000);
    private static final Selection EVERYBODY = Selection.EVERYBODY;

    private final RedisServer redis = RedisServer.start();
    private final List<StreamsExchange> exchanges = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Link probe = link();

    @BeforeEach
    void clearLog() {
        LogRecords.clear();
    }

    @AfterEach
    void close() {
        exchanges.forEach(StreamsExchange::close);
        links.forEach(link -> Await.done(link.close()));
        redis.close();
    }

    @Test
    void anEventIsAnEntryAndItsOffsetTheEntrysId() {
        Heard heard = new Heard();
        ClusterChannel from = open(exchange(A), "/", new Heard());
        open(exchange(B), "/", heard);
        Broadcast hello = hello(1);

        String offset = Await.done(from.publish(hello)).orElseThrow();

        assertThat(heard.next()).isEqualTo(new Heard.Message(A, hello, Optional.of(offset)));
        StreamMessage<String, byte[]> entry = last("socket.io");
        assertThat(entry.getId()).isEqualTo(offset);
        assertThat(text(entry))
                .hasToString(
                        "{uid=aaaaaaaaaaaaaaaa, nsp=/, type=3, data={\"packet\":{\"type\":2,\"data\":[\"hello\",1]},"
                                + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}}}");
    }

    @Test
    void whatNodeAddsIsHeard() {
        Heard heard = new Heard();
        open(exchange(A), "/", heard);

        add("uid", "83683b47bcb38331", "nsp", "/", "type", "3", "data", "nonsense");
        add("uid", "83683b47bcb38331", "nsp", "/other", "type", "3", "data", "nonsense");
        add("uid", "emitter", "nsp", "/", "type", "9", "data", "{\"packet\":[\"x\"]}");
        add(
                "uid",
                "83683b47bcb38331",
                "nsp",
                "/",
                "type",
                "4",
                "data",
                "{\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}},\"rooms\":[\"r\"]}");

        assertThat(heard.next().node()).isEqualTo("emitter");
        assertThat(heard.next())
                .isEqualTo(new Heard.Message(
                        "83683b47bcb38331", new SocketsJoin(EVERYBODY, Set.of("r")), Optional.empty()));
        assertThat(links.get(1).health().malformed()).isOne();
    }

    @Test
    void onlyWhatIsReplayedHasAnOffset() {
        Heard heard = new Heard();
        ClusterChannel from = open(exchange(A), "/", new Heard());
        open(exchange(B), "/", heard);

        assertThat(Await.done(from.publish(new Broadcast(EVERYBODY, new PacketData("[\"x\"]"), true, true))))
                .isEmpty();
        assertThat(Await.done(from.publish(new SocketsJoin(EVERYBODY, Set.of("r")))))
                .isEmpty();

        assertThat(heard.next().offset()).isEmpty();
        assertThat(heard.next().offset()).isEmpty();
    }

    @Test
    void whatAsksAndWhatAnswersGoesPastTheStreamInMessagePack() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Await.done(probe.subscribe(
                        Subscription.Kind.CHANNEL,
                        "socket.io#/#",
                        (channel, body) -> seen.add(HexFormat.of().formatHex(body)))
                .confirmed());
        Heard a = new Heard();
        Heard b = new Heard();
        ClusterChannel asks = open(exchange(A), "/", a);
        ClusterChannel answers = open(exchange(B), "/", b);

        Await.done(asks.publish(new FetchSockets("r", EVERYBODY)));
        Await.done(answers.respond(b.next().node(), new ClientCount("r", 2)));

        // {type: 7, data: {opts: {rooms: [], except: [], flags: {}}, requestId: "r"}, uid: "aaaaaaaaaaaaaaaa", nsp:
        // "/"}
        assertThat(seen.take())
                .isEqualTo("84a47479706507a46461746182a46f70747383a5726f6f6d7390a665786365707490a5666c61677380"
                        + "a9726571756573744964a172a3756964b061616161616161616161616161616161a36e7370a12f");
        assertThat(a.next().message()).isEqualTo(new ClientCount("r", 2));
        assertThat(text(last("socket.io"))).doesNotContainKey("nsp");
    }

    @Test
    void whatOnlyParleyNodesUnderstandIsHeardByNoOther() {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Await.done(probe.subscribe(Subscription.Kind.CHANNEL, "socket.io#/#", (channel, body) -> seen.add(channel))
                .confirmed());
        Heard heard = new Heard();
        ClusterChannel from = open(exchange(A), "/", new Heard());
        open(exchange(B), "/", heard);

        Await.done(from.publish(new CountRooms("r")));

        assertThat(heard.next().message()).isEqualTo(new CountRooms("r"));
        assertThat(seen).isEmpty();
        assertThat(Await.done(from.otherNodes())).isEqualTo(new OtherNodes(2, 1));
    }

    @Test
    void eventsHaveOneOrderOnAllNodes() {
        Heard a = new Heard();
        Heard b = new Heard();
        ClusterChannel one = open(exchange(A, LONG), "/", a);
        ClusterChannel two = open(exchange(B, LONG), "/", b);
        int events = 1_000;

        List<CompletableFuture<?>> published = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            published.add(publish(links.get(1), one, a, A, i));
            published.add(publish(links.get(2), two, b, B, i));
        }
        published.forEach(Await::done);
        Await.until(
                "all heard", () -> a.soFar().size() == 2 * events && b.soFar().size() == 2 * events);

        List<EntryId> offsets = a.soFar().stream()
                .map(each -> EntryId.of(each.offset().orElseThrow()))
                .toList();
        assertThat(offsets).isSorted();
        assertThat(a.soFar()).isEqualTo(b.soFar());
    }

    /** Adds what a node publishes to what it hears, when it is told; on the loop, which cannot be ahead of itself. */
    private static CompletableFuture<Void> publish(
            Link link, ClusterChannel channel, Heard heard, String node, int number) {
        return CompletableFuture.supplyAsync(
                        () -> channel.publish(hello(number))
                                .thenAccept(offset -> heard.received(node, hello(number), offset)),
                        link.loop())
                .thenCompose(published -> published);
    }

    @Test
    void requestsCompleteInTheOrderOfTheCallsToo() {
        ClusterChannel channel = open(exchange(A), "/", new Heard());
        List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> all = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            int mine = i;
            all.add(channel.publish(i % 2 == 0 ? hello(i) : new FetchSockets("r", EVERYBODY))
                    .thenRun(() -> completed.add(mine))
                    .toCompletableFuture());
        }
        all.forEach(Await::done);

        assertThat(completed)
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void anEmptyStreamGetsAnEntryThatNobodyLooksAtSoThatThereIsAPosition() {
        StreamsExchange exchange = exchange(A);
        open(exchange, "/", new Heard());
        Await.until("a position", () -> position(exchange, "/").isPresent());

        StreamMessage<String, byte[]> mark = last("socket.io");

        assertThat(position(exchange, "/")).contains(mark.getId());
        assertThat(text(mark)).isEqualTo(Map.of("uid", A));
        StreamsExchange second = exchange(B);
        open(second, "/", new Heard());
        Await.until("a position", () -> position(second, "/").isPresent());
        assertThat(last("socket.io").getId()).isEqualTo(mark.getId());
    }

    @Test
    void thePositionIsTheNewestEntryThatTheNodeHasBeenTold() {
        StreamsExchange exchange = exchange(A);
        ClusterChannel channel = open(exchange, "/", new Heard());

        String own = Await.done(channel.publish(hello(1))).orElseThrow();
        Await.until("own", () -> position(exchange, "/").equals(Optional.of(own)));
        String others = add("uid", B, "nsp", "/", "type", "3", "data", "nonsense");
        Await.until("others", () -> position(exchange, "/").equals(Optional.of(others)));
    }

    @Test
    void theStreamIsTrimmedToAboutItsLength() {
        ClusterChannel channel = open(exchange(A), "/", new Heard());
        List<CompletableFuture<?>> published = new ArrayList<>();

        for (int i = 0; i < 1_500; i++) {
            published.add(channel.publish(hello(i)).toCompletableFuture());
        }
        published.forEach(Await::done);

        long length = Await.done(probe.ask(each -> each.xlen("socket.io")));
        assertThat(length).isBetween(1_000L, 1_100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/some/very/long/namespace"})
    void withSeveralStreamsEveryNamespaceIsReadAlsoWhereNodeForgetsTo(String namespace) {
        Heard heard = new Heard();
        StreamOptions four =
                new StreamOptions("socket.io", 4, 1_000, 100, Duration.ofSeconds(5), "sio:session:", false);
        ClusterChannel from = open(exchange(A, four), namespace, new Heard());
        open(exchange(B, four), namespace, heard);

        Await.done(from.publish(hello(1)));

        assertThat(heard.next().message()).isEqualTo(hello(1));
        assertThat(text(last(four.streamOf(namespace)))).containsEntry("nsp", namespace);
    }

    @Test
    void whatWasAddedWhileTheReaderWasAwayIsReadWhenItIsBack() {
        Heard heard = new Heard();
        open(exchange(A), "/", heard);
        add(emitted("first"));
        heard.next();

        whileNobodyIsConnected(redis ->
                IntStream.range(0, 250).forEach(i -> redis.xadd("socket.io", map(emitted("number " + i)))));

        for (int i = 0; i < 250; i++) {
            assertThat(heard.next().message().toString()).contains("\"number " + i + "\"");
        }
        assertThat(heard.soFar()).isEmpty();
        assertThat(LogRecords.of("PARLEY4030")).isEmpty();
        assertThat(LogRecords.of("PARLEY4031")).isEmpty();
    }

    @Test
    void entriesThatWereTrimmedWhileTheReaderWasAwayAreReported() {
        Heard heard = new Heard();
        open(exchange(A), "/", heard);
        add(emitted("first"));
        heard.next();

        whileNobodyIsConnected(redis -> {
            redis.xadd("socket.io", map(emitted("lost")));
            redis.xadd("socket.io", map(emitted("kept")));
            redis.xtrim("socket.io", 1);
        });

        assertThat(heard.next().message().toString()).contains("kept");
        assertThat(LogRecords.of("PARLEY4031")).hasSize(1);
    }

    @Test
    void entriesThatWereTrimmedBeforeASlowReaderGotThereAreReported() {
        Heard heard = new Heard();
        open(exchange(A), "/", heard);

        heard.firstBlocks(() -> {
            Await.until("connected", () -> probe.health().connected());
            Await.done(probe.ask(each -> each.xtrim("socket.io", 10)));
        });
        whileNobodyIsConnected(redis ->
                IntStream.range(0, 150).forEach(i -> redis.xadd("socket.io", map(emitted("number " + i)))));

        for (int i = 0; i < 110; i++) {
            heard.next();
        }
        assertThat(heard.soFar()).isEmpty();
        assertThat(LogRecords.of("PARLEY4031")).hasSize(1);
    }

    @Test
    void aRedisThatHasForgottenEverythingIsReadFromItsBeginning() {
        Heard heard = new Heard();
        StreamsExchange exchange = exchange(A);
        ClusterChannel channel = open(exchange, "/", heard);
        Await.done(channel.publish(hello(1)));

        redis.stop();
        redis.startAgain();
        Await.until("back", () -> links.stream().allMatch(link -> link.health().connected()));
        Await.until("a position", () -> LogRecords.of("PARLEY4030").size() == 1);
        add(emitted("after"));

        assertThat(heard.next().message().toString()).contains("after");
        assertThat(Await.done(channel.publish(hello(2)))).isPresent();
        Await.until("a position", () -> position(exchange, "/").isPresent());
        assertThat(heard.soFar()).isEmpty();
    }

    @Test
    void aStreamThatBeginsBeforeWhatWasReadIsReadOnFromItsEnd() {
        Heard heard = new Heard();
        StreamsExchange exchange = exchange(A);
        open(exchange, "/", heard);
        add(emitted("first"));
        heard.next();

        whileNobodyIsConnected(redis -> {
            redis.del("socket.io");
            redis.xadd("socket.io", new XAddArgs().id("5-1"), map(emitted("of an old copy")));
        });
        Await.until("read on", () -> position(exchange, "/").equals(Optional.of("5-1")));
        Await.done(probe.ask(each -> each.xadd("socket.io", new XAddArgs().id("5-2"), bytes(emitted("new")))));

        assertThat(heard.next().message().toString()).contains("new");
        assertThat(LogRecords.of("PARLEY4030")).hasSize(1);
    }

    @Test
    void aKeyOfAnotherTypeInTheStreamsPlaceIsAProblemThatHeals() {
        Await.done(probe.ask(each -> each.set("socket.io", new byte[] {1})));
        ClusterChannel channel = exchange(A).open("/", new Heard());
        Link link = links.get(1);
        Await.until(
                "refused",
                () -> link.health()
                        .problem()
                        .filter(why -> why.contains("WRONGTYPE"))
                        .isPresent());

        Await.done(probe.ask(each -> each.del("socket.io")));

        Await.until("healed", () -> link.health().connected());
        assertThat(Await.done(channel.publish(hello(1)))).isPresent();
    }

    @Test
    void theHeartbeatOfAnOldAdapterIsReportedOnce() {
        Heard heard = new Heard();
        open(exchange(A), "/", heard);

        add("uid", B, "nsp", "/", "type", "1");
        add("uid", B, "nsp", "/", "type", "2");
        add(emitted("last"));

        heard.next();
        assertThat(LogRecords.of("PARLEY4032")).hasSize(1);
    }

    @Test
    void aChannelThatIsClosedHearsNothing() {
        Heard closed = new Heard();
        Heard open = new Heard();
        StreamsExchange exchange = exchange(A);
        ClusterChannel channel = open(exchange, "/", closed);
        open(exchange, "/other", open);

        Await.done(channel.close());
        add(emitted("unheard"));
        add("uid", B, "nsp", "/other", "type", "9", "data", "{\"packet\":[\"heard\"]}");

        open.next();
        assertThat(closed.soFar()).isEmpty();
    }

    private static Broadcast hello(int number) {
        return new Broadcast(EVERYBODY, new PacketData("[\"hello\"," + number + "]"), false, true);
    }

    /** An entry as an emitter adds it. */
    private static String[] emitted(String name) {
        return new String[] {"uid", "emitter", "nsp", "/", "type", "9", "data", "{\"packet\":[\"" + name + "\"]}"};
    }

    private String add(String... namesAndValues) {
        return Await.done(probe.ask(each -> each.xadd("socket.io", bytes(namesAndValues))));
    }

    private static Map<String, byte[]> bytes(String... namesAndValues) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        map(namesAndValues).forEach((name, value) -> fields.put(name, value.getBytes(UTF_8)));
        return fields;
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Cuts all connections and does something, at one go. */
    private void whileNobodyIsConnected(Consumer<RedisCommands<String, String>> what) {
        try (RedisClient client = RedisClient.create(redis.uri());
                var connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            commands.multi();
            commands.clientKill(KillArgs.Builder.typeNormal().skipme(true));
            what.accept(commands);
            commands.exec();
        }
        Await.until("connected", () -> probe.health().connected());
    }

    private StreamMessage<String, byte[]> last(String stream) {
        return Await.done(probe.ask(each -> each.xrevrange(stream, Range.unbounded(), Limit.from(1))))
                .get(0);
    }

    private static Map<String, String> text(StreamMessage<String, byte[]> entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        entry.getBody().forEach((name, value) -> fields.put(name, new String(value, UTF_8)));
        return fields;
    }

    private static Optional<String> position(StreamsExchange exchange, String namespace) {
        return exchange.sessions().orElseThrow().position(namespace);
    }

    private static StreamOptions options(int count, int maxLength) {
        return new StreamOptions("socket.io", count, maxLength, 100, Duration.ofSeconds(5), "sio:session:", false);
    }

    private StreamsExchange exchange(String node) {
        return exchange(node, SHORT);
    }

    private StreamsExchange exchange(String node, StreamOptions options) {
        StreamsExchange exchange = new StreamsExchange(link(), "socket.io", node, options, TIMEOUT);
        exchanges.add(exchange);
        return exchange;
    }

    /** Returns a channel whose stream is being read. */
    private static ClusterChannel open(StreamsExchange exchange, String namespace, Heard heard) {
        ClusterChannel channel = exchange.open(namespace, heard);
        Await.done(channel.otherNodes());
        Await.until("a position", () -> position(exchange, namespace).isPresent());
        return channel;
    }

    private Link link() {
        Link link = new Link(RedisAdapter.builder(redis.uri()).timeout(TIMEOUT).options());
        links.add(link);
        Await.until("connected", () -> link.health().connected());
        return link;
    }
}
