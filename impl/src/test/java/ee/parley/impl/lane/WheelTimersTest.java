// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WheelTimersTest {
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final WheelTimers timers = new WheelTimers(
            task -> {
                Thread thread = new Thread(task, "wheel");
                thread.setDaemon(true);
                threads.add(thread);
                return thread;
            },
            failures::add);

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void aTaskRunsOnceOnTheWheelsThreadAndNotEarly() throws Exception {
        long start = System.nanoTime();
        BlockingQueue<Long> runs = new LinkedBlockingQueue<>();
        timers.schedule(Duration.ofMillis(150), () -> {
            assertThat(Thread.currentThread()).isSameAs(threads.get(0));
            runs.add(System.nanoTime() - start);
        });
        Long after = runs.poll(10, TimeUnit.SECONDS);
        assertThat(after).isNotNull().isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(runs).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void aCancelledTaskDoesNotRunThoughOneScheduledAfterItDoes() throws Exception {
        List<String> ran = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Timers.Timeout cancelled = timers.schedule(Duration.ofMillis(1), () -> ran.add("cancelled"));
        cancelled.cancel();
        timers.schedule(Duration.ofMillis(300), done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatThrowsIsReportedAndOthersRun() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("task");
        timers.schedule(Duration.ofMillis(1), () -> {
            throw failure;
        });
        timers.schedule(Duration.ofMillis(200), done::countDown);
        assertThat(failures.poll(10, TimeUnit.SECONDS)).isSameAs(failure);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsTheThread() throws Exception {
        timers.schedule(Duration.ofHours(1), () -> {});
        timers.close();
        threads.get(0).join(TimeUnit.SECONDS.toMillis(10));
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    @Test
    void anInterruptDoesNotEndTheThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        threads.get(0).interrupt();
        timers.schedule(Duration.ofMillis(1), done::countDown);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
