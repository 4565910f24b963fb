// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.redis.server.RedisServer;
import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.PacketData;
import ee.parley.spi.RecoveredSession;
import ee.parley.spi.RecoveredSession.MissedEvent;
import ee.parley.spi.Selection;
import ee.parley.spi.StoredSession;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSessionsTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RedisServer redis = RedisServer.start();
    private final JsonTexts json = new JsonTexts();
    private final Link link = new Link(
            RedisAdapter.builder(redis.uri()).timeout(Duration.ofSeconds(2)).options());
    private final StreamSessions sessions = new StreamSessions(
            link,
            new StreamOptions("socket.io", 1, 10_000, 100, Duration.ofSeconds(5), "sio:session:", false),
            json,
            namespace -> Optional.empty());

    @BeforeEach
    void connect() {
        Await.until("connected", () -> link.health().connected());
    }

    @AfterEach
    void close() {
        Await.done(link.close());
        redis.close();
    }

    @Test
    void aSessionIsGivenBackOnceWithWhatItMissed() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        String missed = add("/", event("missed"));

        var first = take(Optional.of(before));
        var second = take(Optional.of(before));

        assertThat(first)
                .contains(new RecoveredSession(
                        session(Optional.of(before)),
                        List.of(new MissedEvent(missed, new PacketData("[\"missed\"]")))));
        assertThat(second).isEmpty();
    }

    @Test
    void whatWasNotForTheSessionIsLeftOut() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        String mine = add("/", event("mine", Set.of("r", "x"), Set.of()));
        add("/", event("another room", Set.of("x"), Set.of()));
        add("/", event("all but mine", Set.of(), Set.of("r")));
        add("/other", event("another namespace"));
        add("/", new SocketsJoin(Selection.EVERYBODY, Set.of("x")));
        add("/", new Broadcast(Selection.EVERYBODY, new PacketData("[\"volatile\"]"), true, true));
        Await.done(link.ask(each -> each.xadd("socket.io", StreamEntry.mark("u"))));
        Await.done(link.ask(each -> each.xadd(
                "socket.io",
                Map.of("nsp", "/".getBytes(UTF_8), "type", "3".getBytes(UTF_8), "data", "x".getBytes(UTF_8)))));

        assertThat(take(Optional.of(before)).orElseThrow().missed())
                .containsExactly(new MissedEvent(mine, new PacketData("[\"mine\"]")));
    }

    @Test
    void moreThanOnePageIsFound() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        for (int i = 0; i < 2_500; i++) {
            add("/", event("number " + i));
        }

        List<MissedEvent> missed = take(Optional.of(before)).orElseThrow().missed();

        assertThat(missed).hasSize(2_500);
        assertThat(missed.get(2_499).event()).isEqualTo(new PacketData("[\"number 2499\"]"));
    }

    @Test
    void aClientThatHasReceivedNothingBeginsWhereItsSocketBegan() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        String missed = add("/", event("missed"));

        assertThat(take(Optional.empty()).orElseThrow().missed())
                .extracting(MissedEvent::offset)
                .containsExactly(missed);
    }

    @Test
    void nobodyClaimsToHaveReceivedLessThanItsSessionBeganWith() {
        String old = add("/", event("old"));
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        String missed = add("/", event("missed"));

        assertThat(take(Optional.of(old)).orElseThrow().missed())
                .extracting(MissedEvent::offset)
                .containsExactly(missed);
    }

    @Test
    void anOffsetThatTheStreamHasForgottenIsNoRecovery() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/");
        add("/", event("missed"));
        add("/", event("missed too"));
        Await.done(link.ask(each -> each.xtrim("socket.io", 2)));

        assertThat(take(Optional.of(before))).isEmpty();
    }

    @Test
    void aSessionWithoutAnyOffsetIsNoRecovery() {
        save(session(Optional.empty()), "/");

        assertThat(take(Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "$", "0", "1-1-1", "18446744073709551616-0"})
    void anOffsetThatIsNoneTakesNothing(String offset) {
        save(session(Optional.of(add("/", event("before")))), "/");

        assertThat(take(Optional.of(offset))).isEmpty();
        assertThat(take(Optional.empty())).isPresent();
    }

    @Test
    void aPrivateIdThatIsNoneAsksNobody() {
        assertThat(Await.done(sessions.take("/", "p".repeat(1_000), Optional.empty())))
                .isEmpty();
        assertThat(Await.done(sessions.take("/", "", Optional.empty()))).isEmpty();
    }

    @Test
    void aSessionIsNotRecoveredInAnotherNamespace() {
        String before = add("/", event("before"));
        save(session(Optional.of(before)), "/admin");

        assertThat(take(Optional.of(before))).isEmpty();
    }

    @Test
    void aSessionIsForgottenInTime() {
        Await.done(sessions.save("/", session(Optional.empty()), Duration.ofSeconds(90)));
        assertThat((long) Await.done(link.ask(each -> each.pttl("sio:session:p1"))))
                .isBetween(80_000L, 90_000L);

        Await.done(sessions.save("/", session(Optional.empty()), Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat((long) Await.done(link.ask(each -> each.pttl("sio:session:p1"))))
                .isPositive();
    }

    private static StoredSession session(Optional<String> offset) {
        return new StoredSession(
                "s1",
                "p1",
                Set.of("s1", "r"),
                JsonValue.EMPTY_JSON_OBJECT,
                Optional.empty(),
                offset,
                Optional.empty(),
                offset);
    }

    private void save(StoredSession session, String namespace) {
        Await.done(sessions.save(namespace, session, LONGEST));
    }

    private Optional<RecoveredSession> take(Optional<String> offset) {
        return Await.done(sessions.take("/", "p1", offset));
    }

    private String add(String namespace, ClusterMessage message) {
        return Await.done(link.ask(each -> each.xadd("socket.io", StreamEntry.of("u", namespace, message, json))));
    }

    private static Broadcast event(String name) {
        return event(name, Set.of(), Set.of());
    }

    private static Broadcast event(String name, Set<String> rooms, Set<String> except) {
        return new Broadcast(new Selection(rooms, except), new PacketData("[\"" + name + "\"]"), false, true);
    }
}
