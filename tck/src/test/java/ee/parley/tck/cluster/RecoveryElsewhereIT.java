// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.server.RedisServer;
import ee.parley.runner.Container;
import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that lose their connection to one node, and come back at another one, or at the same, which is new. */
@Tag("cluster")
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryElsewhereIT {
    private static final JsonObject BASKET = Json.createObjectBuilder()
            .add("basket", Values.array("apple", "pear"))
            .build();
    private static final int BURST = 200;

    private final List<Residence> nodes = new ArrayList<>();
    private final String room = "room-" + UUID.randomUUID();
    private RedisServer redis;
    private RedisClient client;
    private StatefulRedisConnection<String, String> store;

    @BeforeAll
    void start() {
        List<String> kinds = List.of(
                System.getProperty("parley.tck.on", "payara_micro,wildfly").split(",", -1));
        assumeTrue(
                Arrays.asList(System.getProperty("parley.tck.modes", "streams").split(",", -1))
                        .contains("streams"),
                "skipped: without the mode streams nobody is recovered elsewhere");
        redis = RedisServer.start();
        client = RedisClient.create(redis.uri());
        store = client.connect();
        Path war = ClusterWar.build(
                "recovery",
                Map.of(
                        "parley.cluster", redis.uri(),
                        "parley.redis.mode", "streams",
                        "parley.connection-state-recovery.max-disconnection-duration", "120000"));
        for (String kind : kinds) {
            nodes.add(
                    kind.equals("reference")
                            ? Residence.ofReference(redis.uri())
                            : Residence.of(Container.valueOf(kind.toUpperCase(Locale.ROOT)), war));
        }
        nodes.add(Residence.ofReference(redis.uri()));
        try (Visitor visitor = nodes.get(0).enter()) {
            // Of an empty stream nobody knows where it begins.
            reach(visitor, nodes.get(1));
        }
    }

    @AfterAll
    void end() {
        nodes.forEach(Residence::close);
        if (store != null) {
            store.close();
            client.shutdown();
            redis.close();
        }
    }

    private Stream<Arguments> ways() {
        return nodes.stream()
                .flatMap(from -> nodes.stream().filter(to -> to != from).map(to -> Arguments.of(from, to)));
    }

    private Stream<Arguments> waysOfParley() {
        return ways().filter(way -> Stream.of(way.get()).allMatch(node -> ((Residence) node).isParley()));
    }

    private Residence otherThan(Residence node) {
        return nodes.stream().filter(other -> other != node).findFirst().orElseThrow();
    }

    private static JsonValue fresh(String text) {
        return Values.of(text + ' ' + UUID.randomUUID());
    }

    /** Sends a client an event from a node that is not its own, and returns the offset that it came with. */
    private static String reach(Visitor visitor, Residence from) {
        JsonValue payload = fresh("reached");
        from.emit(Whom.in(visitor.id()), payload);
        Visitor.Event event = visitor.next();
        assertThat(event.payload()).isEqualTo(payload);
        return ((JsonString) event.arguments().get(2)).getString();
    }

    /** Breaks the connection, and returns when it is kept who that was. */
    private void lose(Visitor visitor) {
        visitor.close();
        awaitKept(visitor.privateId());
    }

    private void awaitKept(String privateId) {
        Await.until("the session is kept", () -> store.sync().exists("sio:session:" + privateId) == 1);
    }

    /** All nodes emit, one event after the other, what concerns the client and what does not. Returns what does. */
    private List<JsonValue> emitFromAll(List<Residence> emitting, Residence witnessed, String id) {
        List<JsonValue> forTheClient = new ArrayList<>();
        try (Visitor witness = witnessed.enter(room, id, "elsewhere")) {
            for (Residence node : emitting) {
                for (Whom whom : List.of(
                        Whom.in(room),
                        Whom.in("elsewhere"),
                        Whom.everybody(),
                        Whom.everybody().except(room),
                        Whom.in(room).asVolatile(),
                        Whom.in(room, id))) {
                    if (whom.dispensable() && !witnessed.isParley()) {
                        continue; // the reference replays it
                    }
                    JsonValue payload = fresh("from " + node);
                    node.emit(whom, payload);
                    if (whom.dispensable() || whom.except().contains(room)) {
                        continue;
                    }
                    // So the next one is behind it in the stream, whoever emits it.
                    var unused = witness.messagesUntil(payload);
                    if (!whom.rooms().contains("elsewhere")) {
                        forTheClient.add(payload);
                    }
                }
            }
        }
        return forTheClient;
    }

    /** Asserts that a client got what it had missed, and nothing else, and goes on as who it was. */
    private void assertBack(Visitor back, Residence at, Visitor lost, List<JsonValue> missed) {
        assertThat(back.id()).isEqualTo(lost.id());
        assertThat(back.privateId()).isEqualTo(lost.privateId());
        assertThat(back.ask("recovered?")).isEqualTo(JsonValue.TRUE);
        JsonValue last = fresh("the last");
        otherThan(at).emit(Whom.in(room), last);
        assertThat(back.messagesUntil(last)).isEqualTo(missed);
        JsonObject described =
                at.run("fetch", Whom.in(lost.id()).json()).asJsonArray().getJsonObject(0);
        assertThat(described.getJsonArray("rooms")).isEqualTo(Values.array(room));
        assertThat(described.getJsonObject("data")).isEqualTo(BASKET);
    }

    private static void assertNew(Residence at, Visitor lost, String offset, String caller) {
        try (Visitor stranger = at.recover(lost.privateId(), offset, caller)) {
            assertThat(stranger.id()).isNotEqualTo(lost.id());
            assertThat(stranger.ask("recovered?")).isEqualTo(JsonValue.FALSE);
        }
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("ways")
    @Proves({"REC-1-1", "REC-1-2", "REC-1-3"})
    void whoComesBackAtAnotherNodeMissesNothing(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "", room);
        String offset = reach(lost, to);
        lose(lost);
        List<JsonValue> missed = emitFromAll(nodes, to, lost.id());
        try (Visitor back = to.recover(lost.privateId(), offset, "")) {
            assertBack(back, to, lost, missed);
            assertNew(from, lost, offset, "");
        }
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("waysOfParley")
    @DiffersFromReference("makes a new one")
    @Proves("REC-1-4")
    void whoHasReceivedNothingYetMissesNothing(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "", room);
        lose(lost);
        List<JsonValue> missed = emitFromAll(nodes, to, lost.id());
        try (Visitor back = to.recover(lost.privateId(), "", "")) {
            assertBack(back, to, lost, missed);
        }
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("waysOfParley")
    @DiffersFromReference("does not look who claims it")
    @Proves("REC-1-5")
    void theCallerComesBackAndNobodyElse(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "ada:clerk", room);
        String offset = reach(lost, to);
        lose(lost);
        try (Visitor back = to.recover(lost.privateId(), offset, "ada:clerk")) {
            assertThat(back.id()).isEqualTo(lost.id());
            assertThat(back.ask("recovered?")).isEqualTo(JsonValue.TRUE);
            lose(back);
        }
        assertNew(to, lost, offset, "eve:clerk");
        assertNew(from, lost, offset, "ada:clerk");
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("waysOfParley")
    @DiffersFromReference("keeps nobody when its process ends")
    @Proves("REC-2-1")
    void whoIsThereWhenItsNodeStopsMissesNothingElsewhere(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "", room);
        String offset = reach(lost, to);
        from.undeploy();
        awaitKept(lost.privateId());
        List<JsonValue> missed =
                emitFromAll(nodes.stream().filter(node -> node != from).toList(), to, lost.id());
        from.deploy();
        try (Visitor back = to.recover(lost.privateId(), offset, "")) {
            assertBack(back, to, lost, missed);
        }
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("waysOfParley")
    @DiffersFromReference("keeps nobody when its process ends")
    @Proves("REC-2-2")
    void whoComesBackToItsNodeThatIsNewMissesNothing(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "", room);
        String offset = reach(lost, to);
        from.undeploy();
        List<JsonValue> missed =
                emitFromAll(nodes.stream().filter(node -> node != from).toList(), to, lost.id());
        from.deploy();
        try (Visitor back = from.recover(lost.privateId(), offset, "")) {
            assertBack(back, from, lost, missed);
        }
    }

    @ParameterizedTest(name = "from {0} to {1}", autoCloseArguments = false)
    @MethodSource("waysOfParley")
    @DiffersFromReference("is not killed here")
    @Proves("REC-2-3")
    void whoseNodeIsKilledInTheMiddleOfBroadcastsMissesNothingElsewhere(Residence from, Residence to) {
        Visitor lost = from.enter(BASKET, "", room);
        Visitor another = from.enter(BASKET, "", room);
        String offset = reach(lost, to);
        String anotherOffset = reach(another, to);
        lose(lost);
        lose(another);
        List<JsonValue> missed = new ArrayList<>();
        try (Visitor witness = to.enter(room)) {
            for (int i = 0; i < BURST; i++) {
                from.emitAtOnce(Whom.in(room), Values.of(i));
            }
            for (int i = 0; i < BURST / 4; i++) {
                missed.add(witness.message());
            }
            from.kill();
            JsonValue end = fresh("the end");
            to.emit(Whom.in(room), end);
            missed.addAll(witness.messagesUntil(end));
            missed.add(end);
        }
        assertThat(missed.subList(0, missed.size() - 1))
                .isEqualTo(Stream.iterate(0, i -> i + 1)
                        .limit(missed.size() - 1L)
                        .map(Values::of)
                        .toList());
        try (Visitor back = to.recover(lost.privateId(), offset, "")) {
            JsonValue last = fresh("the last");
            to.emit(Whom.in(lost.id()), last);
            assertThat(back.id()).isEqualTo(lost.id());
            assertThat(back.messagesUntil(last)).isEqualTo(missed);
        }
        from.start();
        try (Visitor back = from.recover(another.privateId(), anotherOffset, "")) {
            assertBack(back, from, another, missed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling,websocket"})
    @Proves("REC-1-6")
    void theOfficialClientGoesFromNodeToNodeAndMissesNothing(String transports) {
        String own = "room-" + UUID.randomUUID();
        try (Relay network = new Relay(nodes.get(0).port());
                Browser browser = Browser.enter("http://127.0.0.1:" + network.port() + "/", transports, own)) {
            JsonArray connected = browser.next();
            assertThat(connected.getBoolean(2)).isFalse();
            for (int i = 1; i <= 2 * nodes.size(); i++) {
                Residence to = nodes.get(i % nodes.size());
                assertThat(browser.next()).isEqualTo(Values.array("websocket"));
                emit(own, browser, "there " + i);
                network.cut();
                awaitKept(connected.getString(3));
                List<String> missed = List.of("away " + i, "away still " + i, "away for long " + i);
                for (String text : missed) {
                    to.emit(Whom.in(own), Values.of(text));
                }
                network.leadTo(to.port());
                network.mend();
                for (String text : missed) {
                    assertThat(browser.next()).isEqualTo(Values.array("msg", text));
                }
                assertThat(browser.next())
                        .as("connected to %s", to)
                        .isEqualTo(
                                Json.createArrayBuilder(connected).set(2, true).build());
            }
        }
    }

    private void emit(String to, Browser browser, String text) {
        nodes.get(0).emit(Whom.in(to), Values.of(text));
        assertThat(browser.next()).isEqualTo(Values.array("msg", text));
    }
}
