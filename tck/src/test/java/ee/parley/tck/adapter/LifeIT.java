// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.ClusterHealth;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.OtherNodes;
import ee.parley.tck.audit.Proves;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes come and go. */
@Tag("adapter")
@Timeout(60)
class LifeIT {
    @AutoClose
    private final Cluster cluster = new Cluster();

    private final String namespace = Cluster.namespace();

    @Test
    @Proves({"ADP-4-1", "ADP-4-2", "ADP-4-4"})
    void eachNodeCountsTheOthersThatHaveTheNamespaceNow() {
        Line first = cluster.join().open(namespace);
        first.awaitOthers(0);

        Member secondNode = cluster.join();
        Line second = secondNode.open(namespace);
        Member thirdNode = cluster.join();
        thirdNode.open(namespace);
        first.awaitOthers(2);
        second.awaitOthers(2);

        second.close();
        first.awaitOthers(1);

        thirdNode.close();
        first.awaitOthers(0);
    }

    @Test
    @Proves("ADP-4-3")
    void namespacesAreCountedApart() {
        Member one = cluster.join();
        Member other = cluster.join();
        Line both = one.open(namespace);
        other.open(namespace);
        Line alone = one.open(namespace + "x");

        both.awaitOthers(1);
        alone.awaitOthers(0);
    }

    @Test
    @Proves({"ADP-5-1", "ADP-5-2"})
    void aClosedChannelHearsNothingAndItsNameCanBeOpenedAgain() {
        List<Line> lines = cluster.lines(namespace, 2);
        Member node = cluster.join();
        Line closed = node.open(namespace);
        lines.get(0).awaitOthers(2);

        closed.close();
        assertThat(Eventually.of(lines.get(0).channel().otherNodes()).count()).isEqualTo(1);
        lines.get(0).publish(Messages.event("while closed"));
        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("while closed"));
        Line opened = node.open(namespace);
        lines.get(0).awaitOthers(2);
        lines.get(0).publish(Messages.event("opened"));

        // An adapter that reads one stream for all namespaces may be behind what was published while this one was
        // closed.
        opened.ear().await(Messages.event("opened"));
        assertThat(closed.ear().rest()).isEmpty();
        opened.awaitOthers(2);
    }

    @Test
    @Proves("ADP-5-3")
    void whatIsPublishedOnAClosedChannelFailsAndReachesNobody() {
        List<Line> lines = cluster.lines(namespace, 3);
        lines.get(0).close();

        assertThat(Eventually.succeeds(lines.get(0).channel().publish(Messages.event("too late"))))
                .isFalse();

        lines.get(1).mark("end");
        assertThat(lines.get(2).ear().next().message()).isEqualTo(Messages.event("end"));
    }

    @Test
    @Proves("ADP-5-4")
    void closingTwiceIsClosingOnce() {
        Member node = cluster.join();
        Line line = node.open(namespace);

        line.close();
        line.close();
        node.close();
        node.close();
        line.close();
    }

    @Test
    @Proves({"ADP-5-5", "ADP-5-3"})
    void anAdapterThatIsClosedClosesItsChannels() {
        List<Line> lines = cluster.lines(namespace, 2);
        Member node = cluster.join();
        Line closed = node.open(namespace);
        lines.get(0).awaitOthers(2);

        Eventually.of(node.adapter().close());

        lines.get(0).awaitOthers(1);
        lines.get(0).publish(Messages.event("hello"));
        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("hello"));
        assertThat(closed.ear().rest()).isEmpty();
        assertThat(Eventually.succeeds(closed.channel().publish(Messages.event("too late"))))
                .isFalse();
    }

    @Test
    @Proves({"ADP-5-6", "ADP-4-7"})
    void aNodeThatLeavesIsToldAfterItsLastMessageWhereTheAdapterCanTell() {
        List<Line> lines = cluster.lines(namespace, 2);
        lines.get(1).publish(Messages.event("last words"));
        String leaving = lines.get(0).ear().next().node();
        OtherNodes counted = Eventually.of(lines.get(0).channel().otherNodes());

        lines.get(1).close();

        Optional<String> left = lines.get(0).ear().leaver();
        assumeTrue(left.isPresent(), "this adapter cannot tell who has left");
        assertThat(left).contains(leaving);
        assertThat(counted.ids()).containsExactly(leaving);
    }

    @Test
    @Proves({"ADP-5-7", "ADP-5-1"})
    void closingWhileMessagesFlyNeitherThrowsNorHangs() throws Exception {
        List<Line> lines = cluster.lines(namespace, 2);
        Member node = cluster.join();
        Line closing = node.open(namespace);
        lines.get(0).awaitOthers(2);
        CountDownLatch some = new CountDownLatch(100);
        List<CompletionStage<?>> stages = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (Line line : List.of(lines.get(0), closing)) {
            threads.execute(() -> {
                for (int i = 0; i < 2000; i++) {
                    CompletionStage<?> stage = line.channel().publish(Messages.event("m" + i));
                    synchronized (stages) {
                        stages.add(stage);
                    }
                    some.countDown();
                }
            });
        }
        some.await();

        closing.close();
        closing.ear().rest();
        node.close();
        threads.shutdown();
        assertThat(threads.awaitTermination(Eventually.SECONDS, TimeUnit.SECONDS))
                .isTrue();

        assertThat(stages).hasSize(4000);
        stages.forEach(Eventually::succeeds);
        lines.get(0).mark("end");
        ClusterMessage heard = lines.get(1).ear().next().message();
        while (!heard.equals(Messages.event("end"))) {
            heard = lines.get(1).ear().next().message();
        }
        assertThat(closing.ear().rest()).isEmpty();
    }

    @Test
    @Proves("ADP-5-8")
    void noThreadOutlivesTheAdapter() {
        Set<Thread> before = threads();
        List<Line> lines = cluster.lines(namespace, 2);
        lines.get(0).mark("hello");
        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("hello"));

        cluster.close();

        Eventually.is(Set.of(), () -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            return left;
        });
    }

    /** Without those of the JDK and of the tests themselves. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(
                thread -> Stream.of(Member.THREADS, "junit", "surefire", "ForkJoinPool.commonPool", "process reaper")
                        .anyMatch(thread.getName()::startsWith));
        threads.removeIf(thread -> {
            ThreadGroup group = thread.getThreadGroup();
            return group == null
                    || group.getName().equals("system")
                    || group.getName().equals("InnocuousThreadGroup");
        });
        return threads;
    }

    @Test
    @Proves({"ADP-6-1", "ADP-6-2"})
    void aNodeThatReachesOthersIsHealthyUntilItIsClosed() {
        Member node = cluster.join();
        Line line = node.open(namespace);
        cluster.join().open(namespace);
        line.awaitOthers(1);
        line.publish(Messages.event("hello"));

        assertThat(node.adapter().health()).isEqualTo(new ClusterHealth(true, Optional.empty(), 0, 0));
        node.close();
        assertThat(node.adapter().health().connected()).isFalse();
        assertThat(node.adapter().health().problem()).isPresent();
    }
}
