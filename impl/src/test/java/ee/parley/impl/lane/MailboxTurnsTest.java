// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tasks that pause, that run where they are offered, and that run aside. */
class MailboxTurnsTest extends MailboxFixture {
    private void aside(String name) {
        mailbox.offerAside(() -> ran.add(name), 1);
    }

    @Test
    void whatIsBehindATaskThatPausesRunsAfterTheRestOfIt() {
        mailbox.open();
        List<Mailbox.Pause> pauses = new ArrayList<>();
        mailbox.offer(() -> pauses.add(mailbox.pause()), 1);
        offer("b");
        turn();
        assertThat(ran).isEmpty();
        pauses.get(0).resume(() -> ran.add("rest"));
        turn();
        assertThat(ran).containsExactly("rest", "b");
    }

    @Test
    void aPauseThatIsOverBeforeItsTaskIsTakesNoHop() {
        mailbox.open();
        mailbox.offer(() -> mailbox.pause().resume(() -> ran.add("rest")), 1);
        offer("b");
        hops.remove().run();
        assertThat(ran).containsExactly("rest", "b");
        assertThat(hops).isEmpty();
    }

    @Test
    void theRestOfATaskMayPauseAgain() {
        mailbox.open();
        List<Mailbox.Pause> pauses = new ArrayList<>();
        mailbox.offer(() -> pauses.add(mailbox.pause()), 1);
        offer("b");
        turn();
        pauses.get(0).resume(() -> pauses.add(mailbox.pause()));
        turn();
        assertThat(ran).isEmpty();
        pauses.get(1).resume(() -> ran.add("rest"));
        turn();
        assertThat(ran).containsExactly("rest", "b");
    }

    @Test
    void theLastTaskWaitsForThePause() {
        mailbox.open();
        List<Mailbox.Pause> pauses = new ArrayList<>();
        mailbox.offer(() -> pauses.add(mailbox.pause()), 1);
        mailbox.finish(() -> ran.add("last"));
        turn();
        assertThat(ran).isEmpty();
        pauses.get(0).resume(() -> ran.add("rest"));
        turn();
        assertThat(ran).containsExactly("rest", "last");
    }

    @Test
    void aTaskMayRunWhereItIsOfferedWhenItIsItsTurn() {
        mailbox.open();
        assertThat(mailbox.runOrOffer(() -> ran.add("here"), 1)).isTrue();
        assertThat(ran).containsExactly("here");
        assertThat(hops).isEmpty();
    }

    @Test
    void aTaskDoesNotRunWhereItIsOfferedWhileAnotherWaits() {
        mailbox.open();
        offer("a");
        mailbox.runOrOffer(() -> ran.add("b"), 1);
        assertThat(ran).isEmpty();
        turn();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void aTaskDoesNotRunWhereItIsOfferedBeforeTheOpeningAndAfterTheEnd() {
        mailbox.runOrOffer(() -> ran.add("early"), 1);
        assertThat(ran).isEmpty();
        mailbox.open();
        turn();
        mailbox.finish(() -> {});
        turn();
        assertThat(mailbox.runOrOffer(() -> ran.add("late"), 1)).isFalse();
        assertThat(ran).containsExactly("early");
    }

    @Test
    void aTaskDoesNotRunWhereItIsOfferedDuringAPause() {
        mailbox.open();
        List<Mailbox.Pause> pauses = new ArrayList<>();
        mailbox.offer(() -> pauses.add(mailbox.pause()), 1);
        turn();
        mailbox.runOrOffer(() -> ran.add("b"), 1);
        pauses.get(0).resume(() -> ran.add("rest"));
        turn();
        assertThat(ran).containsExactly("rest", "b");
    }

    @Test
    void whatATaskOffersWhereItRunsHops() {
        mailbox.open();
        mailbox.runOrOffer(
                () -> {
                    offer("inner");
                    mailbox.finish(() -> ran.add("last"));
                    ran.add("outer");
                },
                1);
        assertThat(ran).containsExactly("outer");
        turn();
        assertThat(ran).containsExactly("outer", "inner", "last");
    }

    @Test
    void aTaskThatThrowsWhereItIsOfferedIsToldAndTheNextRuns() {
        mailbox.open();
        mailbox.runOrOffer(
                () -> {
                    throw new IllegalStateException("broken");
                },
                1);
        offer("b");
        turn();
        assertThat(told).containsExactly("failed broken");
        assertThat(ran).containsExactly("b");
    }

    @Test
    void aTaskAsideWaitsForNobodyAndNobodyForIt() {
        mailbox.open();
        offer("a");
        aside("x");
        offer("b");
        Runnable serial = hops.remove();
        hops.remove().run();
        assertThat(ran).containsExactly("x");
        serial.run();
        assertThat(ran).containsExactly("x", "a", "b");
    }

    @Test
    void aTaskAsideWaitsForTheOpening() {
        aside("x");
        turn();
        assertThat(ran).isEmpty();
        mailbox.open();
        turn();
        assertThat(ran).containsExactly("x");
    }

    @Test
    void aTaskAsideWaitsForTheOneThatOpens() {
        aside("x");
        mailbox.open(() -> {
            aside("y");
            turn();
            ran.add("first");
        });
        turn();
        assertThat(ran).containsExactly("first", "x", "y");
    }

    @Test
    void theLastTaskWaitsForThoseAside() {
        mailbox.open();
        aside("x");
        mailbox.finish(() -> ran.add("last"));
        assertThat(hops).hasSize(1);
        turn();
        assertThat(ran).containsExactly("x", "last");
    }

    @Test
    void aTaskAsideMayPauseAndTheLastOneWaits() {
        mailbox.open();
        List<Mailbox.Pause> pauses = new ArrayList<>();
        mailbox.offerAside(() -> pauses.add(mailbox.pauseAside()), 1);
        turn();
        offer("b");
        mailbox.finish(() -> ran.add("last"));
        turn();
        assertThat(ran).containsExactly("b");
        pauses.get(0).resume(() -> ran.add("rest"));
        turn();
        assertThat(ran).containsExactly("b", "rest", "last");
    }

    @Test
    void tasksAsideCountUntilTheyHaveEnded() {
        mailbox.open();
        for (int i = 0; i < 4; i++) {
            aside("x");
        }
        assertThat(told).containsExactly("full");
        hops.remove().run();
        assertThat(told).containsExactly("full");
        hops.remove().run();
        assertThat(told).containsExactly("full", "drained");
    }

    @Test
    void tasksAsideThatAreDiscardedNeverRun() {
        for (int i = 0; i < 4; i++) {
            aside("x");
        }
        mailbox.discard();
        mailbox.open();
        turn();
        assertThat(ran).isEmpty();
        assertThat(told).containsExactly("full", "drained");
    }

    @Test
    void aTaskAsideThatIsRejectedDoesNotKeepTheLastOneWaiting() {
        mailbox.open();
        stopped = true;
        aside("x");
        assertThat(told).containsExactly("rejected");
        stopped = false;
        mailbox.finish(() -> ran.add("last"));
        turn();
        assertThat(ran).containsExactly("last");
    }

    @Test
    void underLoadTheLastTaskRunsAfterAllOfEveryKind() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 500; round++) {
                AtomicInteger done = new AtomicInteger();
                AtomicInteger serial = new AtomicInteger();
                AtomicInteger overlaps = new AtomicInteger();
                Mailbox shared = new Mailbox(pool, 1000, 1_000_000, listener);
                shared.open();
                Runnable inTurn = () -> {
                    if (serial.incrementAndGet() != 1) {
                        overlaps.incrementAndGet();
                    }
                    serial.decrementAndGet();
                    done.incrementAndGet();
                };
                for (int i = 0; i < 20; i++) {
                    shared.offer(inTurn, 1);
                    shared.offerAside(done::incrementAndGet, 1);
                    shared.runOrOffer(inTurn, 1);
                    shared.offer(
                            () -> {
                                Mailbox.Pause pause = shared.pause();
                                pool.execute(() -> pause.resume(inTurn));
                            },
                            1);
                    shared.offerAside(
                            () -> {
                                Mailbox.Pause pause = shared.pauseAside();
                                pool.execute(() -> pause.resume(done::incrementAndGet));
                            },
                            1);
                }
                CountDownLatch last = new CountDownLatch(1);
                AtomicInteger atTheEnd = new AtomicInteger();
                shared.finish(() -> {
                    atTheEnd.set(done.get());
                    last.countDown();
                });
                assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(atTheEnd).hasValue(100);
                assertThat(overlaps).hasValue(0);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
