// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.Selection;
import ee.parley.tck.audit.Proves;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node publishes reaches the others as it was. */
@Tag("adapter")
@Timeout(60)
class DeliveryIT {
    private static final int MANY = 500;

    @AutoClose
    private final Cluster cluster = new Cluster();

    @Test
    @Proves({"ADP-1-1", "ADP-1-2", "ADP-4-5"})
    void eachOtherNodeHearsAMessageOnceAndTheOwnNever() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 3);

        lines.get(0).publish(Messages.event("hello"));

        lines.get(1).mark("end 1");
        lines.get(2).mark("end 2");
        assertThat(lines.get(0).ear().next(2))
                .containsExactlyInAnyOrder(Messages.event("end 1"), Messages.event("end 2"));
        assertThat(lines.get(1).ear().next(2))
                .containsExactlyInAnyOrder(Messages.event("hello"), Messages.event("end 2"));
        assertThat(lines.get(2).ear().next(2))
                .containsExactlyInAnyOrder(Messages.event("hello"), Messages.event("end 1"));
        lines.forEach(line -> assertThat(line.ear().rest()).isEmpty());
    }

    static List<ClusterMessage> published() {
        return Messages.published().toList();
    }

    @ParameterizedTest
    @MethodSource("published")
    @Proves("ADP-1-5")
    void eachKindArrivesWithEveryField(ClusterMessage published) {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);

        lines.get(0).publish(published);

        Same.message(lines.get(1).ear().next().message(), published);
    }

    @Test
    @Proves({"ADP-1-3", "ADP-1-10"})
    void messagesOfOneThreadReachEachNodeInTheOrderOfTheCalls() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 3);
        List<Integer> completed = new ArrayList<>();
        List<CompletionStage<?>> stages = new ArrayList<>();

        for (int i = 0; i < MANY; i++) {
            int number = i;
            stages.add(lines.get(0).channel().publish(Messages.event("m" + i)).thenAccept(offset -> {
                synchronized (completed) {
                    completed.add(number);
                }
            }));
        }

        List<ClusterMessage> expected = IntStream.range(0, MANY)
                .mapToObj(i -> (ClusterMessage) Messages.event("m" + i))
                .toList();
        assertThat(lines.get(1).ear().next(MANY)).isEqualTo(expected);
        assertThat(lines.get(2).ear().next(MANY)).isEqualTo(expected);
        stages.forEach(Eventually::of);
        assertThat(completed).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    @Proves({"ADP-1-4", "ADP-1-3", "ADP-1-11"})
    void whatManyThreadsPublishAtOnceArrivesWholeAndEachThreadsInOrder() throws Exception {
        String namespace = Cluster.namespace();
        Member hearing = cluster.join();
        Overlaps listener = new Overlaps(2 * MANY * 4);
        hearing.adapter().open(namespace, listener);
        List<Line> speaking =
                List.of(cluster.join().open(namespace), cluster.join().open(namespace));
        speaking.forEach(line -> line.awaitOthers(2));

        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (Line line : speaking) {
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                threads.execute(() -> {
                    for (int i = 0; i < MANY; i++) {
                        line.channel().publish(Messages.event(number + ":" + i));
                    }
                });
            }
        }
        threads.shutdown();

        listener.all.await();
        assertThat(listener.overlapped).isFalse();
        assertThat(listener.heard).doesNotHaveDuplicates();
        for (String node :
                listener.heard.stream().map(Ear.Heard::node).distinct().toList()) {
            for (int thread = 0; thread < 4; thread++) {
                String prefix = "[\"" + thread + ":";
                assertThat(listener.heard.stream()
                                .filter(heard -> heard.node().equals(node))
                                .map(heard ->
                                        ((Broadcast) heard.message()).event().json())
                                .filter(json -> json.startsWith(prefix))
                                .toList())
                        .isEqualTo(IntStream.range(0, MANY)
                                .mapToObj(i -> prefix + i + "\"]")
                                .toList());
            }
        }
    }

    /** Notices when two messages of one node are told at a time. */
    private static final class Overlaps implements ClusterListener {
        final List<Ear.Heard> heard = new ArrayList<>();
        final AtomicBoolean overlapped = new AtomicBoolean();
        final CountDownLatch all;
        private final Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();

        Overlaps(int count) {
            all = new CountDownLatch(count);
        }

        @Override
        public void received(String node, ClusterMessage message, Optional<String> offset) {
            AtomicInteger busy = inside.computeIfAbsent(node, name -> new AtomicInteger());
            if (busy.incrementAndGet() > 1) {
                overlapped.set(true);
            }
            synchronized (heard) {
                heard.add(new Ear.Heard(node, message, offset));
            }
            busy.decrementAndGet();
            all.countDown();
        }

        @Override
        public void left(String node) {}
    }

    @Test
    @Proves("ADP-1-6")
    void attachmentsArriveByteForByteAndAreLeftAsTheyWere() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        ByteBuffer part = ByteBuffer.wrap(all).position(200).limit(250);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(3).put(new byte[] {9, 8, 7}).flip();
        Broadcast upload =
                Messages.upload(ByteBuffer.wrap(all), part, direct.asReadOnlyBuffer(), ByteBuffer.allocate(0));

        lines.get(0).publish(upload);

        Same.message(lines.get(1).ear().next().message(), upload);
        assertThat(part).isEqualTo(ByteBuffer.wrap(all).position(200).limit(250));
        assertThat(part.position()).isEqualTo(200);
        assertThat(direct.remaining()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000, 5_000_000})
    @Proves("ADP-1-7")
    void aBigMessageArrives(int size) {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Broadcast upload = Messages.upload(ByteBuffer.wrap(bytes));
        Broadcast text = Messages.event("é".repeat(size / 2));

        lines.get(0).publish(upload);
        lines.get(0).publish(text);

        Same.message(lines.get(1).ear().next().message(), upload);
        Same.message(lines.get(1).ear().next().message(), text);
    }

    @Test
    @Proves("ADP-1-8")
    void aNodeHasOneIdWhichNoOtherNodeHas() {
        String namespace = Cluster.namespace();
        List<Line> lines = cluster.lines(namespace, 3);

        lines.get(1).publish(Messages.event("1"));
        lines.get(1).publish(Messages.event("2"));
        lines.get(2).publish(Messages.event("3"));

        List<Ear.Heard> heard = IntStream.range(0, 3)
                .mapToObj(i -> lines.get(0).ear().next())
                .sorted(Comparator.comparing(each -> each.message().toString()))
                .toList();
        assertThat(heard.get(0).node())
                .isEqualTo(heard.get(1).node())
                .isNotEqualTo(heard.get(2).node());
    }

    @Test
    @Proves("ADP-1-12")
    void aListenerThatDoesNotReturnHoldsBackNeitherPublishersNorOtherNodes() {
        String namespace = Cluster.namespace();
        CountDownLatch stuck = new CountDownLatch(1);
        cluster.join().adapter().open(namespace, new Stuck(stuck));
        List<Line> lines =
                List.of(cluster.join().open(namespace), cluster.join().open(namespace));
        lines.forEach(line -> line.awaitOthers(2));

        for (int i = 0; i < 100; i++) {
            lines.get(0).publish(Messages.event("m" + i));
        }

        assertThat(lines.get(1).ear().next(100)).hasSize(100);
        stuck.countDown();
    }

    private record Stuck(CountDownLatch until) implements ClusterListener {
        @Override
        public void received(String node, ClusterMessage message, Optional<String> offset) {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void left(String node) {}
    }

    @Test
    @Proves("ADP-1-9")
    void aNodeThatIsCountedHearsWhatIsPublishedFromThenOn() {
        String namespace = Cluster.namespace();
        ClusterChannel first = cluster.join().open(namespace).channel();
        for (int i = 1; i <= 5; i++) {
            int others = i;
            Line late = cluster.join().open(namespace);
            Eventually.is(others, () -> Eventually.of(first.otherNodes()).count());

            Eventually.of(first.publish(Messages.event("hello " + i)));

            assertThat(late.ear().next().message()).isEqualTo(Messages.event("hello " + i));
        }
    }

    @Test
    @Proves("ADP-1-13")
    void whatIsForOneRoomReachesTheNodesThatHaveToldOfIt() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);
        for (String room : List.of("a", "*", "twenty characters ab", "日本 😀#")) {
            lines.get(1).channel().roomOpened(room);
            Broadcast event = Messages.event(new Selection(Set.of(room), Set.of()), "for " + room);

            // Whoever opens a room is not told when the engine knows of it.
            Eventually.is(true, () -> {
                lines.get(0).publish(event);
                return lines.get(1).ear().rest().stream()
                        .anyMatch(heard -> heard.message().equals(event));
            });
            lines.get(1).channel().roomClosed(room);
        }
    }
}
