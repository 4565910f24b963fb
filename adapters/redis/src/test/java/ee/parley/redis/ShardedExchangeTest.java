// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ee.parley.redis.server.RedisServer;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedExchangeTest {
    private static final String A = "aaaaaaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbbbbbb";
    private static final PacketData HELLO = new PacketData("[\"hello\",1]");

    private final RedisServer redis = RedisServer.start();
    private final List<Link> links = new ArrayList<>();

    @BeforeEach
    void shardChannelsAreThere() {
        assumeThat(RedisServer.majorVersion())
                .as("sharded publish/subscribe needs Redis 7")
                .isGreaterThanOrEqualTo(7);
    }

    @AfterEach
    void close() {
        links.forEach(link -> Await.done(link.close()));
        redis.close();
    }

    @Test
    void everyMessageIsTheOneOfTheReference() throws InterruptedException {
        BlockingQueue<String> seen = seen("socket.io#/#");
        ClusterChannel channel = open(A, RoomChannels.PUBLIC, "/", new Heard());

        Await.done(channel.publish(new Broadcast(Selection.EVERYBODY, HELLO, false, true)));

        assertThat(seen.take())
                .isEqualTo(
                        "{\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[\"hello\",1]},"
                                + "\"opts\":{\"rooms\":[],\"except\":[],\"flags\":{}}},\"uid\":\"aaaaaaaaaaaaaaaa\",\"nsp\":\"/\"}");
    }

    @Test
    void whatNodeSaysIsHeardAndWhatThisNodeSaysIsNot() {
        Heard heard = new Heard();
        ClusterChannel channel = open(A, RoomChannels.PUBLIC, "/", heard);

        Await.done(channel.publish(new CountRooms("r")));
        say("socket.io#/#", "nonsense");
        say(
                "socket.io#/#",
                "{\"type\":7,\"data\":{\"opts\":{\"rooms\":[\"r\"],\"except\":[],\"flags\":{}},\"requestId\":\"r\"},"
                        + "\"uid\":\"83683b47bcb38331\",\"nsp\":\"/\"}");

        assertThat(heard.next())
                .isEqualTo(new Heard.Message(
                        "83683b47bcb38331",
                        new FetchSockets("r", new Selection(Set.of("r"), Set.of())),
                        Optional.empty()));
        assertThat(links.get(0).health().malformed()).isOne();
    }

    @Test
    void anAnswerReachesOnlyWhoAsked() {
        Heard a = new Heard();
        Heard b = new Heard();
        ClusterChannel from = open(A, RoomChannels.PUBLIC, "/", a);
        open(B, RoomChannels.PUBLIC, "/", b);
        ClusterChannel other = open("cccccccccccccccc", RoomChannels.PUBLIC, "/", new Heard());

        Await.done(other.respond(B, new ClientCount("r", 2)));
        Await.done(other.publish(new SocketsJoin(Selection.EVERYBODY, Set.of("x"))));

        assertThat(b.next().message()).isEqualTo(new ClientCount("r", 2));
        assertThat(a.next().message()).isEqualTo(new SocketsJoin(Selection.EVERYBODY, Set.of("x")));
        Await.done(from.close());
    }

    @Test
    void aBroadcastForOneRoomGoesOnlyToNodesThatHaveIt() {
        Heard a = new Heard();
        Heard b = new Heard();
        ClusterChannel has = open(A, RoomChannels.PUBLIC, "/", a);
        open(B, RoomChannels.PUBLIC, "/", b);
        ClusterChannel from = open("cccccccccccccccc", RoomChannels.PUBLIC, "/", new Heard());
        has.roomOpened("news");
        awaitSubscribers("socket.io#/#news#", 1);
        Broadcast forRoom = broadcast("news");
        Broadcast forAll = new Broadcast(Selection.EVERYBODY, HELLO, false, true);

        Await.done(from.publish(forRoom));
        Await.done(from.publish(forAll));

        assertThat(messages(a, 2)).containsExactly(forRoom, forAll);
        assertThat(messages(b, 1)).containsExactly(forAll);
        has.roomClosed("news");
        awaitSubscribers("socket.io#/#news#", 0);
    }

    @Test
    void theRoomsOfSocketsHaveNoChannelsUnlessTheyAreAskedFor() {
        ClusterChannel dynamic = open(A, RoomChannels.PUBLIC, "/", new Heard());
        ClusterChannel all = open(B, RoomChannels.ALL, "/", new Heard());
        String own = "abcdefghijklmnopqrst";

        dynamic.roomOpened(own);
        all.roomOpened(own);
        all.roomOpened("last");

        awaitSubscribers("socket.io#/#last#", 1);
        assertThat(subscribers("socket.io#/#" + own + "#")).isOne();
        assertThat(RoomChannels.PUBLIC.roomOf(broadcast(own))).isEmpty();
        assertThat(RoomChannels.ALL.roomOf(broadcast(own))).contains(own);
        assertThat(RoomChannels.NONE.roomOf(broadcast("news"))).isEmpty();
    }

    @Test
    void aRoomThatIsNamedAsThisNodeIsToldNothingTwice() {
        Heard heard = new Heard();
        ClusterChannel named = open(A, RoomChannels.PUBLIC, "/", heard);
        ClusterChannel from = open(B, RoomChannels.PUBLIC, "/", new Heard());
        named.roomOpened(A);
        Broadcast last = new Broadcast(Selection.EVERYBODY, HELLO, true, true);

        Await.done(from.publish(broadcast(A)));
        Await.done(from.publish(last));

        assertThat(messages(heard, 2)).containsExactly(broadcast(A), last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/*", "/a?", "/[ab]", "/a#b", "/\\"})
    void noNameOfANamespaceReachesAnother(String name) {
        Heard a = new Heard();
        Heard b = new Heard();
        ShardedExchange here = new ShardedExchange(link(), "socket.io", A, RoomChannels.PUBLIC);
        ClusterChannel rooms = here.open("/a", a);
        ClusterChannel odd = here.open(name, b);
        rooms.roomOpened("b");
        awaitSubscribers("socket.io#/a#b#", 1);
        ClusterChannel from = open(B, RoomChannels.PUBLIC, name, new Heard());
        ClusterChannel plain = open(B, RoomChannels.PUBLIC, "/a", new Heard());

        Await.done(from.publish(broadcast("x")));
        Await.done(from.publish(new Broadcast(Selection.EVERYBODY, HELLO, false, true)));
        Await.done(plain.publish(broadcast("b")));

        assertThat(messages(b, 1)).containsExactly(new Broadcast(Selection.EVERYBODY, HELLO, false, true));
        assertThat(messages(a, 1)).containsExactly(broadcast("b"));
        assertThat(b.soFar()).isEmpty();
        Await.done(odd.close());
    }

    @Test
    void nodesAreCountedAndForeignOnesToldApart() {
        ClusterChannel one = open(A, RoomChannels.PUBLIC, "/", new Heard());
        assertThat(Await.done(one.otherNodes())).isEqualTo(new OtherNodes(0, 0));

        ClusterChannel two = open(B, RoomChannels.PUBLIC, "/", new Heard());
        Await.done(two.otherNodes());
        assertThat(Await.done(one.otherNodes())).isEqualTo(new OtherNodes(1, 0));

        Link node = link();
        Await.done(node.subscribe(Subscription.Kind.SHARD, "socket.io#/#", (channel, body) -> {})
                .confirmed());
        assertThat(Await.done(one.otherNodes())).isEqualTo(new OtherNodes(2, 1));

        Await.done(two.close());
        assertThat(Await.done(one.otherNodes())).isEqualTo(new OtherNodes(1, 1));
    }

    @Test
    void whoIsCountedIsHealthy() {
        for (int i = 0; i < 5; i++) {
            Link link = new Link(RedisAdapter.builder(redis.uri())
                    .timeout(Duration.ofMinutes(5))
                    .options());
            links.add(link);
            ClusterChannel channel =
                    new ShardedExchange(link, "socket.io", A, RoomChannels.PUBLIC).open("/", new Heard());

            Await.done(channel.otherNodes());

            Await.until("healthy, with no further ping", () -> link.health().connected());
        }
    }

    @Test
    void roomsComeBackAfterAnOutage() {
        Heard heard = new Heard();
        ClusterChannel has = open(A, RoomChannels.PUBLIC, "/", heard);
        has.roomOpened("news");
        awaitSubscribers("socket.io#/#news#", 1);

        redis.stop();
        assertThat(Await.failure(has.publish(broadcast("news")))).isNotNull();
        redis.startAgain();
        awaitSubscribers("socket.io#/#news#", 1);
        Await.done(open(B, RoomChannels.PUBLIC, "/", new Heard()).publish(broadcast("news")));

        assertThat(heard.next().message()).isEqualTo(broadcast("news"));
    }

    private static Broadcast broadcast(String room) {
        return new Broadcast(new Selection(Set.of(room), Set.of()), HELLO, false, true);
    }

    private static List<ClusterMessage> messages(Heard heard, int count) {
        List<ClusterMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(heard.next().message());
        }
        return messages;
    }

    private ClusterChannel open(String node, RoomChannels rooms, String namespace, Heard heard) {
        ClusterChannel channel = new ShardedExchange(link(), "socket.io", node, rooms).open(namespace, heard);
        Await.done(channel.otherNodes());
        return channel;
    }

    private Link link() {
        Link link = new Link(RedisAdapter.builder(redis.uri())
                .timeout(Duration.ofMillis(500))
                .options());
        links.add(link);
        Await.until("connected", () -> link.health().connected());
        return link;
    }

    private BlockingQueue<String> seen(String channel) {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Await.done(link().subscribe(Subscription.Kind.SHARD, channel, (name, body) -> seen.add(new String(body, UTF_8)))
                .confirmed());
        return seen;
    }

    private void say(String channel, String text) {
        Await.done(links.get(0).tell(0, each -> each.spublish(channel, text.getBytes(UTF_8))));
    }

    private long subscribers(String channel) {
        return Await.done(links.get(0).subscribers(true, channel)).get(0);
    }

    private void awaitSubscribers(String channel, long count) {
        Await.until(count + " subscribers of " + channel, () -> {
            try {
                return subscribers(channel) == count;
            } catch (AssertionError notConnected) {
                return false;
            }
        });
    }
}
