// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.BroadcastRequest;
import ee.parley.spi.PacketData;
import ee.parley.spi.RecoveredSession;
import ee.parley.spi.RecoveredSession.MissedEvent;
import ee.parley.spi.Selection;
import ee.parley.spi.SessionStore;
import ee.parley.spi.StoredSession;
import ee.parley.tck.audit.Proves;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an adapter with a {@link SessionStore} keeps for clients that come back; skipped for those without. */
@Tag("adapter")
@Timeout(60)
class SessionsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final JsonObject DATA = Json.createObjectBuilder()
            .add("name", "Ada 😀")
            .add("list", Json.createArrayBuilder(List.of(1, true, "x")))
            .build();

    @AutoClose
    private final Cluster cluster = new Cluster();

    private final String namespace = Cluster.namespace();
    private final String privateId = UUID.randomUUID().toString();
    private Member here;
    private Member there;
    private Line line;
    private Line otherLine;

    @BeforeEach
    void twoNodes() {
        here = cluster.join();
        assumeTrue(here.adapter().sessions().isPresent(), "this adapter has no session store");
        there = cluster.join();
        line = here.open(namespace);
        otherLine = there.open(namespace);
        line.awaitOthers(1);
        otherLine.awaitOthers(1);
    }

    private StoredSession session(Optional<String> offset, Optional<String> last, Optional<String> position) {
        return new StoredSession(
                "sid", privateId, Set.of("sid", "a", "room 日本#*"), DATA, Optional.of("ada"), offset, last, position);
    }

    private void save(StoredSession session) {
        Eventually.of(here.sessions().save(namespace, session, LONG));
    }

    private Optional<RecoveredSession> take(Member node, Optional<String> offset) {
        return Eventually.of(node.sessions().take(namespace, privateId, offset));
    }

    private String say(Line from, Selection to, String text) {
        return from.publish(Messages.event(to, text)).orElseThrow();
    }

    private static Selection room(String room) {
        return new Selection(Set.of(room), Set.of());
    }

    @Test
    @Proves({"ADP-7-1", "ADP-7-2"})
    void anotherNodeTakesASessionWithEveryField() {
        String offset = say(line, Selection.EVERYBODY, "first");
        StoredSession session = session(Optional.of(offset), Optional.of(offset), Optional.of(offset));
        save(session);

        assertThat(take(there, Optional.of(offset))).contains(new RecoveredSession(session, List.of()));
    }

    @Test
    @Proves("ADP-7-2")
    void whatASessionDoesNotHaveItDoesNotGet() {
        String offset = say(line, Selection.EVERYBODY, "first");
        StoredSession session = new StoredSession(
                "sid",
                privateId,
                Set.of("sid"),
                Json.createObjectBuilder().build(),
                Optional.empty(),
                Optional.of(offset),
                Optional.empty(),
                Optional.of(offset));
        save(session);

        assertThat(take(there, Optional.empty()).map(RecoveredSession::session)).contains(session);
    }

    @Test
    @Proves("ADP-7-3")
    void aSessionIsGivenBackOnceHoweverManyAskForItAtOnce() throws Exception {
        String offset = say(line, Selection.EVERYBODY, "first");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 10; round++) {
            save(session(Optional.of(offset), Optional.empty(), Optional.of(offset)));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> taken = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Member node = i % 2 == 0 ? here : there;
                taken.add(threads.submit(() -> {
                    start.await();
                    return take(node, Optional.of(offset)).isPresent();
                }));
            }
            start.countDown();
            int given = 0;
            for (Future<Boolean> each : taken) {
                given += each.get() ? 1 : 0;
            }
            assertThat(given).isEqualTo(1);
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "../x", "a:b", "\u0000", "😀", "never saved"})
    @Proves("ADP-7-4")
    void whatWasNeverSavedIsNotThere(String made) {
        String offset = say(line, Selection.EVERYBODY, "first");
        save(session(Optional.of(offset), Optional.empty(), Optional.of(offset)));

        assertThat(Eventually.of(there.sessions().take(namespace, made, Optional.of(offset))))
                .isEmpty();

        assertThat(take(there, Optional.of(offset))).isPresent();
    }

    @Test
    @Proves("ADP-7-5")
    void aSessionOfAnotherNamespaceIsNotThere() {
        String offset = say(line, Selection.EVERYBODY, "first");
        save(session(Optional.of(offset), Optional.empty(), Optional.of(offset)));

        assertThat(Eventually.of(there.sessions().take(namespace + "x", privateId, Optional.of(offset))))
                .isEmpty();
    }

    @Test
    @Proves("ADP-7-6")
    void aSessionThatIsTooOldIsNotThere() {
        String offset = say(line, Selection.EVERYBODY, "first");
        StoredSession session = session(Optional.of(offset), Optional.empty(), Optional.of(offset));
        // Whoever took it too early would have to save it again: so each look is at one of its own.
        Eventually.is(true, () -> {
            Eventually.of(here.sessions().save(namespace, session, Duration.ofMillis(1)));
            line.mark("time passes");
            return take(there, Optional.of(offset)).isEmpty();
        });
    }

    @Test
    @Proves({"ADP-7-7", "ADP-7-8"})
    void theMissedEventsAreThoseForItsRoomsInTheirOrder() {
        String received = say(line, Selection.EVERYBODY, "received");
        save(session(Optional.empty(), Optional.empty(), Optional.of(received)));
        List<MissedEvent> expected = new ArrayList<>();
        expected.add(missed("everybody", say(line, Selection.EVERYBODY, "everybody")));
        say(otherLine, room("b"), "another room");
        expected.add(missed("its room", say(otherLine, room("a"), "its room")));
        say(line, new Selection(Set.of("a"), Set.of("sid")), "all but itself");
        say(line, new Selection(Set.of(), Set.of("room 日本#*")), "left out");
        expected.add(missed("itself", say(line, room("sid"), "itself")));
        expected.add(missed("one of two", say(otherLine, new Selection(Set.of("b", "a"), Set.of("c")), "one of two")));
        expected.add(missed("odd name", say(otherLine, room("room 日本#*"), "odd name")));

        assertThat(take(there, Optional.of(received)).orElseThrow().missed()).isEqualTo(expected);
    }

    private static MissedEvent missed(String text, String offset) {
        return new MissedEvent(offset, Messages.event(text).event());
    }

    @Test
    @Proves("ADP-7-7")
    void missedEventsHaveTheirAttachments() {
        String received = say(line, Selection.EVERYBODY, "received");
        save(session(Optional.empty(), Optional.empty(), Optional.of(received)));
        PacketData upload = Messages.upload(ByteBuffer.wrap(new byte[] {1, 2, 3}), ByteBuffer.allocate(0))
                .event();
        line.publish(Messages.upload(ByteBuffer.wrap(new byte[] {1, 2, 3}), ByteBuffer.allocate(0)));

        List<MissedEvent> missed =
                take(there, Optional.of(received)).orElseThrow().missed();

        assertThat(missed).hasSize(1);
        Same.event(missed.get(0).event(), upload);
    }

    @Test
    @Proves("ADP-7-9")
    void whatIsNoPlainEventIsNotMissed() {
        String received = say(line, Selection.EVERYBODY, "received");
        save(session(Optional.empty(), Optional.empty(), Optional.of(received)));
        line.publish(new BroadcastRequest(
                Messages.requestId(), Selection.EVERYBODY, new PacketData("[\"q\"]"), false, true, LONG));
        Messages.published().filter(message -> !(message instanceof Broadcast)).forEach(line::publish);
        String last = say(line, Selection.EVERYBODY, "event");

        assertThat(take(there, Optional.of(received)).orElseThrow().missed()).containsExactly(missed("event", last));
    }

    @Test
    @Proves("ADP-7-8")
    void eventsOfAnotherNamespaceAreNotMissed() {
        Line elsewhere = here.open(namespace + "x");
        there.open(namespace + "x");
        elsewhere.awaitOthers(1);
        String received = say(line, Selection.EVERYBODY, "received");
        save(session(Optional.empty(), Optional.empty(), Optional.of(received)));
        elsewhere.publish(Messages.event("elsewhere"));
        String last = say(line, Selection.EVERYBODY, "here");

        assertThat(take(there, Optional.of(received)).orElseThrow().missed()).containsExactly(missed("here", last));
    }

    @Test
    @Proves("ADP-7-10")
    void aClientWithoutAnyEventBeginsWhereItWasAdmitted() {
        String admitted = say(line, Selection.EVERYBODY, "before");
        save(session(Optional.of(admitted), Optional.empty(), Optional.of(admitted)));
        String after = say(line, Selection.EVERYBODY, "after");

        assertThat(take(there, Optional.empty()).orElseThrow().missed()).containsExactly(missed("after", after));
    }

    @Test
    @Proves("ADP-7-10")
    void aClientThatHasItsLastEventBeginsWhereItLeft() {
        String last = say(line, Selection.EVERYBODY, "last");
        String left = say(line, room("elsewhere"), "not for it");
        save(session(Optional.empty(), Optional.of(last), Optional.of(left)));
        String after = say(line, Selection.EVERYBODY, "after");

        assertThat(take(there, Optional.of(last)).orElseThrow().missed()).containsExactly(missed("after", after));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1-1", "99999999999999-0", "+", "-", "$", "(1-1", "nonsense", "\u0000"})
    @Proves("ADP-7-11")
    void anOffsetThatNeverWasRecoversNothing(String made) {
        String offset = say(line, Selection.EVERYBODY, "first");
        save(session(Optional.of(offset), Optional.empty(), Optional.of(offset)));

        assertThat(take(there, Optional.of(made))).isEmpty();
    }

    @Test
    @Proves("ADP-7-12")
    void theOffsetIsTheSameForWhoeverPublishesAndForWhoeverHears() {
        List<String> offsets = IntStream.range(0, 20)
                .mapToObj(i -> say(line, Selection.EVERYBODY, "m" + i))
                .toList();

        assertThat(offsets(otherLine.ear(), 20)).isEqualTo(offsets);
        assertThat(offsets).doesNotHaveDuplicates();
    }

    @Test
    @Proves("ADP-7-13")
    void thePositionIsTheNewestOffsetThatANodeHasBeenTold() {
        String mine = say(line, Selection.EVERYBODY, "mine");
        assertThat(here.sessions().position(namespace)).contains(mine);
        otherLine.ear().next();
        assertThat(there.sessions().position(namespace)).contains(mine);

        String theirs = say(otherLine, Selection.EVERYBODY, "theirs");
        line.ear().next();
        assertThat(here.sessions().position(namespace)).contains(theirs);
    }

    @Test
    @Proves("ADP-7-14")
    void eachNodeIsToldOfEventsInTheOrderInWhichTheyAreReplayed() {
        int count = 200;
        String received = say(line, Selection.EVERYBODY, "received");
        otherLine.ear().next();
        save(session(Optional.empty(), Optional.empty(), Optional.of(received)));
        List<CompletionStage<Optional<String>>> mine = new ArrayList<>();
        List<CompletionStage<Optional<String>>> theirs = new ArrayList<>();

        for (int i = 0; i < count; i++) {
            mine.add(line.channel().publish(Messages.event("mine " + i)));
            theirs.add(otherLine.channel().publish(Messages.event("theirs " + i)));
        }

        List<String> mineSaid = offsets(mine);
        List<String> theirsSaid = offsets(theirs);
        List<String> theirsHeard = offsets(line.ear(), count);
        List<String> mineHeard = offsets(otherLine.ear(), count);
        List<String> replayed = take(there, Optional.of(received)).orElseThrow().missed().stream()
                .map(MissedEvent::offset)
                .toList();
        assertThat(replayed).hasSize(2 * count);
        assertThat(replayed).filteredOn(mineSaid::contains).isEqualTo(mineSaid).isEqualTo(mineHeard);
        assertThat(replayed)
                .filteredOn(theirsSaid::contains)
                .isEqualTo(theirsSaid)
                .isEqualTo(theirsHeard);
    }

    private static List<String> offsets(List<CompletionStage<Optional<String>>> published) {
        return published.stream()
                .map(stage -> Eventually.of(stage).orElseThrow())
                .toList();
    }

    private static List<String> offsets(Ear ear, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ear.next().offset().orElseThrow())
                .toList();
    }
}
