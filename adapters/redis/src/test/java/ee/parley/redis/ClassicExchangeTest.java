// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.redis.Subscription.Kind;
import ee.parley.redis.server.RedisServer;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.CountSockets;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.ServerAnswer;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.ClusterMessage.SocketsFound;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicExchangeTest {
    private static final PacketData HELLO = new PacketData("[\"hello\",1]");
    private static final Broadcast TO_ALL = new Broadcast(Selection.EVERYBODY, HELLO, false, true);
    private static final SocketState SOCKET =
            new SocketState("s1", JsonValue.EMPTY_JSON_OBJECT, Set.of("s1", "a"), JsonValue.EMPTY_JSON_OBJECT);

    private final RedisServer redis = RedisServer.start();
    private final List<Link> links = new ArrayList<>();

    /** Somebody who is no Parley node. */
    private final Link stranger = link();

    @AfterEach
    void close() {
        links.forEach(link -> Await.done(link.close()));
        redis.close();
    }

    private Link link() {
        Link link = new Link(RedisAdapter.builder(redis.uri())
                .timeout(Duration.ofSeconds(10))
                .options());
        links.add(link);
        return link;
    }

    private ClusterChannel open(String node, String namespace, Heard heard) {
        return open(node, namespace, false, heard);
    }

    private ClusterChannel open(String node, String namespace, boolean specific, Heard heard) {
        ClusterChannel channel =
                new ClassicExchange(link(), node, "socket.io", specific, new JsonTexts()).open(namespace, heard);
        Await.done(channel.otherNodes());
        return channel;
    }

    private BlockingQueue<String> seen(String channel) {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Await.done(stranger.subscribe(Kind.CHANNEL, channel, (from, body) -> seen.add(new String(body, UTF_8)))
                .confirmed());
        return seen;
    }

    private void say(String channel, String text) {
        Await.done(stranger.tell(0, each -> each.publish(channel, text.getBytes(UTF_8))));
    }

    @Test
    void whatIsForOneRoomGoesToItsChannelAndIsReadWhereTheRoomIs() throws InterruptedException {
        Heard with = new Heard();
        Heard without = new Heard();
        ClusterChannel a = open("aaaaaa", "/", new Heard());
        open("bbbbbb", "/", with).roomOpened("r");
        open("cccccc", "/", without);
        var channel = seen("socket.io#/#r#");
        Broadcast toRoom = new Broadcast(new Selection(Set.of("r"), Set.of()), HELLO, false, true);
        Await.done(a.publish(toRoom));
        Await.done(a.publish(TO_ALL));
        assertThat(with.next().message()).isEqualTo(toRoom);
        assertThat(with.next().message()).isEqualTo(TO_ALL);
        assertThat(without.next().message()).isEqualTo(TO_ALL);
        assertThat(channel.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(channel).isEmpty();
    }

    @Test
    void ownOrdersAreNotHeardAndThoseOfOthersOnce() {
        Heard own = new Heard();
        Heard other = new Heard();
        ClusterChannel a = open("aaaaaa", "/", own);
        ClusterChannel b = open("bbbbbb", "/", other);
        SocketsJoin join = new SocketsJoin(Selection.EVERYBODY, Set.of("r"));
        Await.done(a.publish(join));
        Await.done(b.publish(new DisconnectSockets(Selection.EVERYBODY, true)));
        assertThat(other.next().message()).isEqualTo(join);
        assertThat(own.next().message()).isEqualTo(new DisconnectSockets(Selection.EVERYBODY, true));
        assertThat(own.soFar()).isEmpty();
        assertThat(other.soFar()).isEmpty();
    }

    @Test
    void nodesThatAreNoParleyNodesAreForeignAndCountsAreNotAskedOfThem() throws InterruptedException {
        Heard heard = new Heard();
        ClusterChannel a = open("aaaaaa", "/", heard);
        ClusterChannel b = open("bbbbbb", "/", heard);
        var requests = seen("socket.io-request#/#");
        var responses = seen("socket.io-response#/#");
        assertThat(Await.done(a.otherNodes())).isEqualTo(new OtherNodes(2, 1));
        Await.done(a.publish(new CountSockets("r", Selection.EVERYBODY)));
        assertThat(heard.next()).isEqualTo(message("aaaaaa", new CountSockets("r", Selection.EVERYBODY)));
        Await.done(b.respond("aaaaaa", new SocketsCounted("r", 2)));
        assertThat(heard.next()).isEqualTo(message("", new SocketsCounted("r", 2)));
        assertThat(requests).isEmpty();
        assertThat(responses).isEmpty();
        Await.done(b.close());
        assertThat(Await.done(a.otherNodes())).isEqualTo(new OtherNodes(1, 1));
    }

    private static Heard.Message message(String node, ClusterMessage message) {
        return new Heard.Message(node, message, Optional.empty());
    }

    @Test
    void answersGoToTheNodeThatAskedWhereItIsSetButThoseOfServersToAll() throws InterruptedException {
        ClusterChannel a = open("aaaaaa", "/", true, new Heard());
        var all = seen("socket.io-response#/#");
        var specific = seen("socket.io-response#/#nodejs#");
        Await.done(a.respond("nodejs", new SocketsFound("r1", List.of())));
        Await.done(a.respond("nodejs", new ServerAnswer("r2", new PacketData("1"))));
        assertThat(specific.take()).isEqualTo("{\"requestId\":\"r1\",\"sockets\":[]}");
        assertThat(all.take()).isEqualTo("{\"type\":6,\"requestId\":\"r2\",\"data\":1}");
        assertThat(all).isEmpty();
    }

    @Test
    void olderQuestionsAreAnsweredInTheirOwnWay() throws InterruptedException {
        Heard heard = new Heard();
        ClusterChannel a = open("aaaaaa", "/", heard);
        var answers = seen("socket.io-response#/#");
        say("socket.io-request#/#", "{\"uid\":\"old\",\"requestId\":\"r1\",\"type\":0,\"rooms\":[\"a\"]}");
        FetchSockets inRoom = new FetchSockets("r1", new Selection(Set.of("a"), Set.of()));
        assertThat(heard.next()).isEqualTo(message("old", inRoom));
        Await.done(a.respond("old", new SocketsFound("r1", List.of(SOCKET))));
        assertThat(answers.take()).isEqualTo("{\"requestId\":\"r1\",\"sockets\":[\"s1\"]}");

        say("socket.io-request#/#", "{\"uid\":\"old\",\"requestId\":\"r2\",\"type\":1}");
        assertThat(heard.next()).isEqualTo(message("old", new FetchSockets("r2", Selection.EVERYBODY)));
        Await.done(a.respond("old", new SocketsFound("r2", List.of(SOCKET))));
        assertThat(answers.take()).isEqualTo("{\"requestId\":\"r2\",\"rooms\":[\"a\",\"s1\"]}");
    }

    @Test
    void oneSocketIsMovedAndConfirmedByTheNodeThatHasIt() throws InterruptedException {
        Heard heard = new Heard();
        ClusterChannel a = open("aaaaaa", "/", heard);
        var answers = seen("socket.io-response#/#");
        Selection it = new Selection(Set.of("s1"), Set.of());
        say("socket.io-request#/#", "{\"type\":4,\"sid\":\"s1\",\"close\":true,\"requestId\":\"r1\"}");
        assertThat(heard.next()).isEqualTo(message("", new FetchSockets("r1", it)));
        Await.done(a.respond("", new SocketsFound("r1", List.of(SOCKET))));
        assertThat(heard.next()).isEqualTo(message("", new DisconnectSockets(it, true)));
        assertThat(answers.take()).isEqualTo("{\"requestId\":\"r1\"}");

        say("socket.io-request#/#", "{\"type\":4,\"sid\":\"s1\",\"close\":true,\"requestId\":\"r2\"}");
        assertThat(heard.next()).isEqualTo(message("", new FetchSockets("r2", it)));
        Await.done(a.respond("", new SocketsFound("r2", List.of())));
        assertThat(answers).isEmpty();
        assertThat(heard.soFar()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsCountedAndDropped() {
        Heard heard = new Heard();
        Link link = link();
        ClusterChannel channel =
                new ClassicExchange(link, "aaaaaa", "socket.io", false, new JsonTexts()).open("/", heard);
        Await.done(channel.otherNodes());
        say("socket.io#/#", "nonsense");
        say("socket.io-request#/#", "{\"type\":42}");
        say("socket.io-request#/#", "{\"type\":");
        say("socket.io-response#/#", "[]");
        say("socket.io-parley#/#", "{\"type\":101}");
        Await.done(open("bbbbbb", "/", new Heard()).publish(TO_ALL));
        assertThat(heard.next()).isEqualTo(message("bbbbbb", TO_ALL));
        assertThat(link.health().malformed()).isEqualTo(5);
        assertThat(link.health().connected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/?", "/[a-z]", "/\\", "/a#b", "/a", "/x"})
    void aNamespaceHearsNoOtherWhateverItsName(String name) {
        Heard own = new Heard();
        Heard other = new Heard();
        open("aaaaaa", name, own).roomOpened("b");
        ClusterChannel a = open("bbbbbb", "/a", other);
        ClusterChannel b = open("cccccc", "/a#b", new Heard());
        ClusterChannel c = open("dddddd", "/x", new Heard());
        for (ClusterChannel each : List.of(a, b, c)) {
            Await.done(each.publish(TO_ALL));
            Await.done(each.publish(new Broadcast(new Selection(Set.of("b"), Set.of()), HELLO, false, true)));
        }
        ClusterChannel same = open("eeeeee", name, new Heard());
        Await.done(same.publish(new SocketsJoin(Selection.EVERYBODY, Set.of("end"))));
        List<String> told = new ArrayList<>();
        for (String from = own.next().node();
                !from.equals("eeeeee");
                from = own.next().node()) {
            told.add(from);
        }
        assertThat(told).allSatisfy(from -> assertThat(nameOf(from)).isEqualTo(name));
    }

    private static String nameOf(String node) {
        return switch (node) {
            case "bbbbbb" -> "/a";
            case "cccccc" -> "/a#b";
            default -> "/x";
        };
    }

    @Test
    void manyAnsweredQuestionsOfOthersLeaveNothingBehind() {
        Asked asked = new Asked();
        for (int number = 0; number <= 20_000; number++) {
            asked.add("r" + number);
        }
        assertThat(asked.contains("r0")).isFalse();
        assertThat(asked.contains("r1")).isTrue();
        assertThat(asked.contains("r20000")).isTrue();
    }
}
