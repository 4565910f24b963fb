// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final Rooms<String> rooms = new Rooms<>(new Unwatched<>());

    private void enter(String... members) {
        for (String member : members) {
            rooms.enter(member, "own-" + member);
            rooms.admit(member);
        }
    }

    @Test
    void aMemberIsInItsOwnRoom() {
        rooms.enter("ada", "1");
        assertThat(rooms.of("ada")).containsExactly("1");
        assertThat(rooms.inAny(Set.of("1"), Set.of())).containsExactly("ada");
        assertThat(rooms.admitted()).isEmpty();
    }

    @Test
    void theUnionOfRoomsHasEachMemberOnce() {
        enter("ada", "bob", "eve");
        rooms.join("ada", List.of("a", "b"));
        rooms.join("bob", List.of("b"));
        rooms.join("eve", List.of("c"));
        assertThat(rooms.inAny(Set.of("a", "b"), Set.of())).containsExactlyInAnyOrder("ada", "bob");
        assertThat(rooms.inAny(Set.of("a", "b", "c"), Set.of())).containsExactlyInAnyOrder("ada", "bob", "eve");
    }

    @Test
    void anExceptedRoomWins() {
        enter("ada", "bob", "eve");
        rooms.join("ada", List.of("a", "quiet"));
        rooms.join("bob", List.of("a"));
        assertThat(rooms.inAny(Set.of("a"), Set.of("quiet"))).containsExactly("bob");
        assertThat(rooms.inAny(Set.of("a"), Set.of("a"))).isEmpty();
        assertThat(rooms.admittedExcept(Set.of("a"))).containsExactly("eve");
        assertThat(rooms.admittedExcept(Set.of("nobody"))).containsExactlyInAnyOrder("ada", "bob", "eve");
    }

    @Test
    void oneThatWasNeverAdmittedTakesNobodyAlong() {
        enter("ada");
        rooms.enter("bob", "own-bob");
        rooms.leave("bob");
        assertThat(rooms.admitted()).containsExactly("ada");
        assertThat(rooms.of("bob")).isEmpty();
    }

    @Test
    void whoLeavesTheLastRoomMayJoinAgain() {
        enter("ada");
        rooms.leave("ada", List.of("own-ada", "own-ada", "other"));
        assertThat(rooms.of("ada")).isEmpty();
        rooms.join("ada", List.of("a", "b"));
        assertThat(rooms.of("ada")).containsExactlyInAnyOrder("a", "b");
        assertThat(rooms.inAny(Set.of("b"), Set.of())).containsExactly("ada");
    }

    @Test
    void noRoomReachesNobody() {
        enter("ada");
        assertThat(rooms.inAny(Set.of(), Set.of())).isEmpty();
        assertThat(rooms.inAny(Set.of("empty"), Set.of())).isEmpty();
    }

    @Test
    void whoHasLeftIsNowhereAndJoinsNothing() {
        enter("ada", "bob");
        rooms.join("ada", List.of("a"));
        rooms.join("bob", List.of("a"));
        rooms.leave("ada");
        rooms.join("ada", List.of("a"));
        rooms.admit("ada");
        assertThat(rooms.of("ada")).isEmpty();
        assertThat(rooms.admitted()).containsExactly("bob");
        assertThat(rooms.inAny(Set.of("a", "own-ada"), Set.of())).containsExactly("bob");
    }

    @Test
    void anEmptyRoomDisappears() {
        enter("ada");
        rooms.join("ada", List.of("a", "b"));
        assertThat(rooms.count()).isEqualTo(3);
        rooms.leave("ada", List.of("a", "never"));
        assertThat(rooms.count()).isEqualTo(2);
        rooms.leave("ada");
        assertThat(rooms.count()).isZero();
    }

    @Test
    void aMemberMayLeaveItsOwnRoom() {
        enter("ada");
        rooms.leave("ada", List.of("own-ada"));
        assertThat(rooms.of("ada")).isEmpty();
        assertThat(rooms.admitted()).containsExactly("ada");
    }

    @Test
    void whoReadsARoomThatDoesNotChangeCopiesNothing() {
        enter("ada", "bob");
        rooms.join("ada", List.of("a"));
        List<String> first = rooms.inAny(Set.of("a"), Set.of());
        assertThat(rooms.inAny(Set.of("a", "empty"), Set.of("nobody"))).isSameAs(first);
        assertThat(rooms.admitted()).isSameAs(rooms.admittedExcept(Set.of("nobody")));
        rooms.join("ada", List.of("a"));
        assertThat(rooms.inAny(Set.of("a"), Set.of())).isSameAs(first);
        rooms.join("bob", List.of("a"));
        assertThat(rooms.inAny(Set.of("a"), Set.of())).containsExactlyInAnyOrder("ada", "bob");
        assertThat(first).containsExactly("ada");
    }

    @Test
    void threadsThatJoinAndLeaveAtOnceLeaveTheIndexWhole() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int number = t;
                all.add(pool.submit(() -> {
                    start.await();
                    for (int round = 0; round < 5_000; round++) {
                        String member = "m" + number + "-" + round % 7;
                        rooms.enter(member, member);
                        rooms.join(member, List.of("shared", "r" + round % 5));
                        rooms.admit(member);
                        for (String each : rooms.inAny(Set.of("shared", "r1"), Set.of("r2"))) {
                            assertThat(each).startsWith("m");
                        }
                        assertThat(rooms.inAny(Set.of("shared"), Set.of())).contains(member);
                        rooms.leave(member, List.of("shared"));
                        assertThat(rooms.inAny(Set.of("shared"), Set.of())).doesNotContain(member);
                        rooms.leave(member);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(rooms.count()).isZero();
        assertThat(rooms.admitted()).isEmpty();
    }
}
