// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.Subscription.Kind;
import ee.parley.redis.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    /** For what is about outages. */
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** For everything else: a busy machine is no outage. */
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final RedisServer redis = RedisServer.start();
    private final List<Link> links = new ArrayList<>();

    @BeforeEach
    void clearLog() {
        LogRecords.clear();
    }

    @AfterEach
    void close() {
        links.forEach(link -> Await.done(link.close()));
        redis.close();
    }

    private Link link() {
        return link(PATIENT);
    }

    private Link link(Duration timeout) {
        Link link = unconnected(timeout);
        Await.until("connected", () -> link.health().connected());
        return link;
    }

    private Link unconnected(Duration timeout) {
        Link link = new Link(options(timeout));
        links.add(link);
        return link;
    }

    private RedisOptions options(Duration timeout) {
        return RedisAdapter.builder(redis.uri()).timeout(timeout).options();
    }

    private static CompletableFuture<Long> publish(Link link, String channel, String text) {
        return link.tell(text.length(), each -> each.publish(channel, text.getBytes(UTF_8)));
    }

    private static LinkedBlockingQueue<String> heard(Link link, Kind kind, String name) {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Await.done(link.subscribe(kind, name, (channel, body) -> heard.add(channel + " " + new String(body, UTF_8)))
                .confirmed());
        return heard;
    }

    @Test
    void whatIsPublishedReachesSubscribersOfTheChannelAndOfPatterns() throws InterruptedException {
        Link one = link();
        Link two = link();
        var channel = heard(one, Kind.CHANNEL, "a");
        var pattern = heard(two, Kind.PATTERN, "a*");
        assertThat(Await.done(publish(one, "a", "hello"))).isEqualTo(2);
        assertThat(channel.take()).isEqualTo("a hello");
        assertThat(pattern.take()).isEqualTo("a hello");
    }

    @Test
    void shardChannelsAreForThoseWhoSubscribeToThemAsSuch() throws InterruptedException {
        assumeTrue(RedisServer.majorVersion() >= 7, "sharded publish/subscribe needs Redis 7");
        Link link = link();
        var shard = heard(link, Kind.SHARD, "a");
        var channel = heard(link, Kind.CHANNEL, "a");
        CompletableFuture<Long> published = link.tell(1, each -> each.spublish("a", new byte[] {'x'}));
        assertThat(Await.done(published)).isEqualTo(1);
        assertThat(shard.take()).isEqualTo("a x");
        assertThat(channel).isEmpty();
        assertThat(Await.done(link.subscribers(true, "a"))).containsExactly(1L);
    }

    @Test
    void severalReceiversOfAChannelCountOnceAndLeaveOneByOne() {
        Link link = link();
        Subscription first = link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {});
        Subscription second = link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {});
        Await.done(second.confirmed());
        assertThat(Await.done(link.subscribers(false, "a", "b"))).containsExactly(1L, 0L);
        Await.done(first.close());
        assertThat(Await.done(link.subscribers(false, "a"))).containsExactly(1L);
        Await.done(second.close());
        assertThat(Await.done(link.subscribers(false, "a"))).containsExactly(0L);
    }

    @Test
    void aSubscriptionThatIsClosedAndMadeAgainIsThere() {
        Link link = link();
        for (int round = 0; round < 50; round++) {
            Subscription subscription = link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {});
            var closed = subscription.close();
            Subscription again = link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {});
            Await.done(closed);
            Await.done(again.confirmed());
            assertThat(Await.done(link.subscribers(false, "a"))).containsExactly(1L);
            Await.done(again.close());
        }
    }

    @Test
    void stagesOfOneThreadCompleteInTheOrderOfTheCalls() {
        Link link = link();
        LinkedBlockingQueue<Integer> completed = new LinkedBlockingQueue<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            int mine = number;
            all.add(publish(link, "a", "x").thenRun(() -> completed.add(mine)));
        }
        all.forEach(Await::done);
        assertThat(completed)
                .containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void withoutRedisEverythingFailsAtOnceAndLaterItConnectsByItself() {
        redis.stop();
        Link link = unconnected(PATIENT);
        Await.until("refused", () -> !LogRecords.of("PARLEY4001").isEmpty());
        Subscription early = link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {});
        assertThat(Await.failure(publish(link, "a", "lost"))).isInstanceOf(RedisUnavailableException.class);
        assertThat(link.health().connected()).isFalse();
        assertThat(link.health().problem())
                .hasValueSatisfying(why -> assertThat(why).contains("Connection refused"));
        redis.startAgain();
        Await.until("connected", () -> link.health().connected());
        Await.done(early.confirmed());
        assertThat(Await.done(publish(link, "a", "arrives"))).isEqualTo(1);
        assertThat(LogRecords.of("PARLEY4001")).hasSize(1);
        assertThat(LogRecords.of("PARLEY4002")).hasSize(1).first().asString().endsWith("lost: 1");
    }

    @Test
    void aPausedRedisIsAnOutageAfterTheTimeoutAndHealsByItself() {
        Link link = link(TIMEOUT);
        var heard = heard(link, Kind.CHANNEL, "a");
        redis.pause();
        List<CompletableFuture<Long>> inFlight = new ArrayList<>();
        long begin = System.nanoTime();
        for (int number = 0; number < 10; number++) {
            inFlight.add(publish(link, "a", "in flight " + number));
        }
        inFlight.forEach(each ->
                assertThat(Await.failure(each)).hasMessage("Redis has not answered for " + TIMEOUT.toMillis() + " ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(3));
        long after = System.nanoTime();
        assertThat(Await.failure(publish(link, "a", "at once"))).isInstanceOf(RedisUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - after)).isLessThan(TIMEOUT.dividedBy(2));
        assertThat(link.health().connected()).isFalse();
        assertThat(link.health().lost()).isEqualTo(11);
        redis.resume();
        Await.until("healed", () -> link.health().connected());
        assertThat(Await.done(publish(link, "a", "after"))).isEqualTo(1);
        Await.until("heard", () -> heard.contains("a after"));
        assertThat(heard).doesNotHaveDuplicates().doesNotContain("a at once");
        assertThat(LogRecords.of("PARLEY4001")).hasSize(1);
        assertThat(LogRecords.of("PARLEY4002")).hasSize(1).first().asString().endsWith("lost: 11");
    }

    @Test
    void aNodeThatIsBehindWithWhatItHearsIsInReach() {
        Link speaker = link();
        Link slow = link(Duration.ofSeconds(1));
        CountDownLatch never = new CountDownLatch(1);
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Await.done(slow.subscribe(Kind.CHANNEL, "a", (channel, body) -> {
                    try {
                        boolean unused = never.await(100, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    heard.add(new String(body, UTF_8));
                })
                .confirmed());
        for (int number = 0; number < 40; number++) {
            Await.done(publish(speaker, "a", Integer.toString(number)));
        }
        Await.until("all heard", () -> heard.contains("39"));
        assertThat(heard).hasSize(40);
        assertThat(slow.health().connected()).isTrue();
        assertThat(LogRecords.of("PARLEY4001")).isEmpty();
    }

    @Test
    void whatIsLeftOfAConnectionThatWasGivenUpDoesNotFollowWhatTheNextOneBrings() {
        Link speaker = link();
        Link stuck = link(TIMEOUT);
        CountDownLatch goOn = new CountDownLatch(1);
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Await.done(stuck.subscribe(Kind.CHANNEL, "a", (channel, body) -> {
                    String text = new String(body, UTF_8);
                    heard.add(text);
                    if (text.equals("stuck")) {
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .confirmed());
        List.of("stuck", "left 1", "left 2").forEach(text -> Await.done(publish(speaker, "a", text)));
        Await.until("given up", () -> LogRecords.of("PARLEY4001").size() == 1);
        Await.until("connected", () -> stuck.health().connected());
        Await.done(publish(speaker, "a", "new"));
        Await.until("heard", () -> heard.contains("new"));
        goOn.countDown();
        Await.done(publish(speaker, "a", "last"));
        Await.until("heard", () -> heard.contains("last"));
        assertThat(heard).containsExactly("stuck", "new", "last");
    }

    @Test
    void aRedisThatIsPausedForLongGetsNewConnections() {
        Link link = link(TIMEOUT);
        var heard = heard(link, Kind.CHANNEL, "a");
        redis.pause();
        Await.until(
                "given up",
                () -> link.health()
                        .problem()
                        .filter(why -> why.contains("3000 ms"))
                        .isPresent());
        redis.resume();
        Await.until("healed", () -> link.health().connected());
        assertThat(Await.done(publish(link, "a", "after"))).isEqualTo(1);
        Await.until("heard", () -> heard.contains("a after"));
        assertThat(LogRecords.of("PARLEY4001")).hasSize(1);
        assertThat(LogRecords.of("PARLEY4002")).hasSize(1);
    }

    @Test
    void aRestartedRedisHasEverySubscriptionAgainAndNothingArrivesTwice() {
        Link link = link();
        var channel = heard(link, Kind.CHANNEL, "a");
        var pattern = heard(link, Kind.PATTERN, "a*");
        assertThat(Await.done(publish(link, "a", "before"))).isEqualTo(2);
        Await.until("heard", () -> channel.contains("a before") && pattern.contains("a before"));
        for (int round = 0; round < 3; round++) {
            redis.stop();
            redis.startAgain();
            int mine = round;
            Await.until("healed", () -> link.health().connected());
            Await.until("published", () -> {
                try {
                    return publish(link, "a", "after " + mine).join() == 2;
                } catch (RuntimeException notYet) {
                    return false;
                }
            });
            Await.until("heard", () -> channel.contains("a after " + mine) && pattern.contains("a after " + mine));
        }
        assertThat(channel).containsExactly("a before", "a after 0", "a after 1", "a after 2");
        assertThat(pattern).containsExactly("a before", "a after 0", "a after 1", "a after 2");
    }

    @Test
    void whatRedisRefusesIsCountedAndToldOnce() {
        Link link = link();
        Await.done(link.ask(each -> each.configSet("maxmemory", "1")));
        for (int number = 0; number < 3; number++) {
            CompletableFuture<String> set = link.tell(1, each -> each.set("k", new byte[] {1}));
            assertThat(Await.failure(set)).hasMessageContaining("OOM");
        }
        assertThat(link.health().problem())
                .hasValueSatisfying(why -> assertThat(why).contains("OOM"));
        Await.done(link.ask(each -> each.configSet("maxmemory", "0")));
        Await.done(link.tell(1, each -> each.set("k", new byte[] {1})));
        assertThat(link.health().connected()).isTrue();
        assertThat(link.health().lost()).isEqualTo(3);
        assertThat(LogRecords.of("PARLEY4001")).hasSize(1);
        assertThat(LogRecords.of("PARLEY4002")).hasSize(1);
    }

    @Test
    void aClosedLinkLeavesNoThreadAndTakesNothing() {
        Link link = link();
        assertThat(ours()).isNotEmpty();
        Await.done(link.close());
        links.clear();
        Await.until("threads gone", () -> ours().isEmpty());
        assertThat(Await.failure(publish(link, "a", "late"))).isInstanceOf(RedisUnavailableException.class);
        Await.done(link.subscribe(Kind.CHANNEL, "a", (channel, body) -> {}).close());
    }

    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("parley-redis") || name.startsWith("lettuce"))
                .toList();
    }
}
