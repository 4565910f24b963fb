// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch open = new CountDownLatch(1);
    private Workers workers = workers(2);

    private Workers workers(int maximum) {
        return new Workers(maximum, task -> {
            Thread thread = new Thread(task, "worker-" + made.size());
            made.add(thread);
            return thread;
        });
    }

    @AfterEach
    void end() {
        open.countDown();
        workers.close(LONG);
    }

    /** Runs a task that lasts until the test opens the latch; returns when it has begun. */
    private void block() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            await(open);
        });
        await(begun);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void thereAreNoThreadsWithoutTasks() {
        assertThat(workers.size()).isZero();
    }

    @Test
    void anIdleThreadIsUsedBeforeANewOneIsMade() throws InterruptedException {
        workers = workers(100);
        for (int i = 0; i < 100; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            workers.execute(ran::countDown);
            await(ran);
            awaitIdle();
        }
        assertThat(made).hasSize(1);
    }

    /** A thread counts as idle once it waits for a task, which is a moment after the last one has ended. */
    private void awaitIdle() {
        while (made.get(0).getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aNewThreadIsMadeWhenAllAreBusy() throws InterruptedException {
        block();
        block();
        assertThat(workers.size()).isEqualTo(2);
    }

    @Test
    void tasksWaitInOrderWhenThereAreAsManyThreadsAsMayBe() throws InterruptedException {
        workers = workers(1);
        block();
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            workers.execute(() -> {
                ran.add(number);
                all.countDown();
            });
        }
        assertThat(ran).isEmpty();
        open.countDown();
        await(all);
        assertThat(ran).containsExactly(1, 2, 3);
        assertThat(made).hasSize(1);
    }

    @Test
    void closingWaitsForWhatTheLastTasksHandOver() throws InterruptedException {
        AtomicBoolean last = new AtomicBoolean();
        block();
        workers.execute(() -> {
            await(open);
            workers.execute(() -> workers.execute(() -> last.set(true)));
        });
        Thread closing = new Thread(() -> workers.close(LONG));
        closing.start();
        open.countDown();
        closing.join();
        assertThat(last).isTrue();
        for (Thread thread : made) {
            thread.join();
        }
    }

    @Test
    void closingInterruptsWhatTakesTooLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        workers.execute(() -> {
            begun.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        await(begun);
        workers.close(Duration.ofMillis(10));
        assertThat(interrupted).isTrue();
        made.get(0).join();
    }

    @Test
    void nothingIsTakenOnceItIsClosed() {
        workers.close(LONG);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> workers.execute(() -> {}));
    }

    @Test
    void closingTwiceIsClosingOnce() {
        workers.close(LONG);
        workers.close(LONG);
        assertThat(workers.size()).isZero();
    }
}
