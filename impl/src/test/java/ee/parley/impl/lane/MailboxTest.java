// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest extends MailboxFixture {
    @Test
    void tasksWaitUntilItIsOpened() {
        offer("a");
        turn();
        assertThat(ran).isEmpty();
        mailbox.open();
        turn();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void tasksRunInTheOrderOfTheOffersInOneHop() {
        mailbox.open();
        offer("a");
        offer("b");
        offer("c");
        assertThat(hops).hasSize(1);
        turn();
        assertThat(ran).containsExactly("a", "b", "c");
        offer("d");
        turn();
        assertThat(ran).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aTaskOfferedByATaskRunsAfterIt() {
        mailbox.open();
        mailbox.offer(
                () -> {
                    offer("inner");
                    ran.add("outer");
                },
                1);
        turn();
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void afterSixteenTasksOthersGetTheThread() {
        mailbox.open();
        for (int i = 0; i < 20; i++) {
            offer("t" + i);
        }
        hops.remove().run();
        assertThat(ran).hasSize(16);
        assertThat(hops).hasSize(1);
        turn();
        assertThat(ran).hasSize(20);
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() {
        mailbox.open();
        mailbox.offer(
                () -> {
                    throw new IllegalStateException("broken");
                },
                1);
        offer("b");
        turn();
        assertThat(ran).containsExactly("b");
        assertThat(told).containsExactly("failed broken");
    }

    @Test
    void itTellsWhenItIsFullAndWhenItIsHalfEmpty() {
        mailbox.open();
        offer("a");
        offer("b");
        offer("c");
        assertThat(told).isEmpty();
        offer("d");
        offer("e");
        assertThat(told).containsExactly("full");
        mailbox.offer(() -> ran.add("last, told " + told), 1);
        turn();
        assertThat(told).containsExactly("full", "drained");
        assertThat(ran).endsWith("last, told [full, drained]").hasSize(6);
    }

    @Test
    void itTellsWhenTooManyBytesWait() {
        mailbox.open();
        mailbox.offer(() -> {}, 99);
        assertThat(told).isEmpty();
        mailbox.offer(() -> {}, 1);
        assertThat(told).containsExactly("full");
        turn();
        assertThat(told).containsExactly("full", "drained");
    }

    @Test
    void itIsFullAgainAfterItWasDrained() {
        mailbox.open();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                offer("t");
            }
            turn();
        }
        assertThat(told).containsExactly("full", "drained", "full", "drained");
    }

    @Test
    void theLastTaskRunsAfterAllAndNothingAfterIt() {
        mailbox.open();
        offer("a");
        mailbox.finish(() -> ran.add("last"));
        assertThat(offer("late")).isFalse();
        mailbox.finish(() -> ran.add("second last"));
        turn();
        assertThat(ran).containsExactly("a", "last");
    }

    @Test
    void aMailboxFinishedBeforeItWasOpenedRunsWhatItHasWhenItIsOpened() {
        offer("a");
        mailbox.finish(() -> ran.add("last"));
        turn();
        assertThat(ran).isEmpty();
        mailbox.open();
        turn();
        assertThat(ran).containsExactly("a", "last");
    }

    @Test
    void whatIsDiscardedNeverRuns() {
        for (int i = 0; i < 4; i++) {
            offer("t" + i);
        }
        mailbox.discard();
        mailbox.open();
        assertThat(offer("late")).isFalse();
        turn();
        assertThat(ran).isEmpty();
        assertThat(told).containsExactly("full", "drained");
    }

    @Test
    void aRejectedHopDoesNotLeaveItDraining() {
        mailbox.open();
        stopped = true;
        offer("a");
        assertThat(told).containsExactly("rejected");
        stopped = false;
        offer("b");
        turn();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void aHopRejectedBetweenBatchesDoesNotLeaveItDraining() {
        mailbox.open();
        for (int i = 0; i < 17; i++) {
            offer("t" + i);
        }
        stopped = true;
        turn();
        assertThat(told).containsExactly("full", "drained", "rejected");
        stopped = false;
        offer("t17");
        turn();
        assertThat(ran).hasSize(18);
    }

    @Test
    void manyThreadsLoseNothingAndNothingRunsTwiceAtOnce() throws Exception {
        int threads = 4;
        int perThread = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(threads * perThread);
            Mailbox shared = new Mailbox(pool, 64, 1_000_000, listener(new AtomicInteger()));
            shared.open();
            int[] next = new int[threads];
            for (int t = 0; t < threads; t++) {
                int source = t;
                new Thread(() -> {
                            for (int i = 0; i < perThread; i++) {
                                int number = i;
                                shared.offer(
                                        () -> {
                                            // Plain ints: a lost happens-before would show as a lost count.
                                            if (running.incrementAndGet() != 1 || next[source]++ != number) {
                                                overlaps.incrementAndGet();
                                            }
                                            running.decrementAndGet();
                                            done.countDown();
                                        },
                                        1);
                            }
                        })
                        .start();
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).hasValue(0);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void underLoadEachFullIsFollowedByADrained() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            AtomicInteger balance = new AtomicInteger();
            Mailbox shared = new Mailbox(pool, 8, 1_000_000, listener(balance));
            shared.open();
            for (int i = 0; i < 50_000; i++) {
                shared.offer(() -> {}, 1);
            }
            CountDownLatch last = new CountDownLatch(1);
            shared.finish(last::countDown);
            assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(balance).hasValue(0);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Mailbox.Listener listener(AtomicInteger balance) {
        return new Mailbox.Listener() {
            @Override
            public void full() {
                balance.incrementAndGet();
            }

            @Override
            public void drained() {
                balance.decrementAndGet();
            }

            @Override
            public void failed(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void rejected(RejectedExecutionException rejection) {
                throw rejection;
            }
        };
    }
}
