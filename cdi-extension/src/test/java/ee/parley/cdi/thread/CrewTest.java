// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
    private final List<Runnable> called = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    /** Threads that begin when the test runs them, and leave as soon as they are idle. */
    private Crew crew(int maximum) {
        return new Crew(maximum, 0, member -> new Thread() {
            @Override
            public synchronized void start() {
                called.add(member);
            }
        });
    }

    @Test
    void burstCallsOneThreadWhichCallsTheNextBeforeItBegins() {
        Crew crew = crew(10);
        for (String task : List.of("one", "two", "three")) {
            crew.execute(() -> ran.add(task + " by " + crew.size()));
        }
        assertThat(called).hasSize(1);

        called.get(0).run();

        assertThat(ran).containsExactly("one by 2", "two by 2", "three by 2");
        assertThat(called).hasSize(2);
    }

    @Test
    void threadThatComesTooLateLeavesAgain() {
        Crew crew = crew(10);
        crew.execute(() -> ran.add("one"));
        crew.execute(() -> ran.add("two"));
        called.get(0).run();

        called.get(1).run();

        assertThat(crew.size()).isZero();
        crew.execute(() -> ran.add("three"));
        assertThat(called).hasSize(3);
        called.get(2).run();
        assertThat(ran).containsExactly("one", "two", "three");
    }

    @Test
    void noMoreAreCalledThanThereMayBe() {
        Crew crew = crew(1);
        crew.execute(() -> ran.add("one"));
        crew.execute(() -> ran.add("two"));

        called.get(0).run();

        assertThat(called).hasSize(1);
        assertThat(ran).containsExactly("one", "two");
    }

    @Test
    void taskThatThrowsOrIsInterruptedHurtsNoOther() {
        Crew crew = crew(1);
        crew.execute(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("defect");
        });
        crew.execute(() -> ran.add("interrupted " + Thread.currentThread().isInterrupted()));
        Thread current = Thread.currentThread();
        current.setUncaughtExceptionHandler((thread, failure) -> ran.add(String.valueOf(failure.getMessage())));
        try {
            called.get(0).run();
        } finally {
            current.setUncaughtExceptionHandler(null);
        }

        assertThat(ran).containsExactly("defect", "interrupted false");
    }

    @Test
    void taskIsRefusedWhenNoThreadCanBeMade() {
        Crew crew = new Crew(1, 0, member -> {
            throw new IllegalStateException("stopping");
        });

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> crew.execute(() -> {}));
        }
        assertThat(crew.size()).isZero();
    }

    @Test
    void noTaskIsForgottenHoweverThreadsComeAndGo() throws InterruptedException {
        int senders = 4;
        int each = 20_000;
        Crew crew = new Crew(3, 1_000, Thread::new);
        CountDownLatch all = new CountDownLatch(senders * each);
        AtomicInteger at = new AtomicInteger();
        ExecutorService sending = Executors.newFixedThreadPool(senders);
        for (int i = 0; i < senders; i++) {
            sending.execute(() -> {
                for (int task = 0; task < each; task++) {
                    crew.execute(all::countDown);
                    if (at.incrementAndGet() % 7 == 0) {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        assertThat(all.await(50, TimeUnit.SECONDS)).isTrue();

        sending.shutdown();
        crew.shutdown();
        assertThat(crew.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
