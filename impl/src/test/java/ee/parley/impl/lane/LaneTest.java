// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final Lane lane = new Lane(failures::add);

    @Test
    void anIdleLaneRunsTheTaskOnTheCallingThreadBeforeItReturns() {
        List<Thread> ranOn = new ArrayList<>();
        lane.execute(() -> ranOn.add(Thread.currentThread()));
        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    @Test
    void aTaskHandedOverByATaskRunsAfterItAndNotWithinIt() {
        List<String> order = new ArrayList<>();
        lane.execute(() -> {
            lane.execute(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void aTaskIsDirectOnTheThreadThatHandsItOverAlsoFromWithinADirectOne() {
        List<Boolean> direct = new ArrayList<>();
        lane.execute(() -> {
            direct.add(lane.isDirect());
            lane.execute(() -> {
                direct.add(lane.isDirect());
                lane.execute(() -> direct.add(lane.isDirect()));
            });
        });
        assertThat(direct).containsExactly(true, true, true);
    }

    @Test
    void aTaskThatAnotherThreadHandsOverMeanwhileIsNotDirectNorIsWhatItHandsOver() throws Exception {
        List<Boolean> direct = new ArrayList<>();
        lane.execute(() -> {
            Thread other = new Thread(() -> lane.execute(() -> {
                direct.add(lane.isDirect());
                lane.execute(() -> direct.add(lane.isDirect()));
            }));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            lane.execute(() -> direct.add(lane.isDirect()));
        });
        assertThat(direct).containsExactly(false, true, false);
    }

    @Test
    void aTaskThatHandsOverItselfAMillionTimesDoesNotOverflowTheStack() {
        int[] runs = {0};
        lane.execute(new Runnable() {
            @Override
            public void run() {
                if (++runs[0] < 1_000_000) {
                    lane.execute(this);
                }
            }
        });
        assertThat(runs[0]).isEqualTo(1_000_000);
    }

    @Test
    void aTaskThatThrowsIsReportedAndTheTasksBehindItRun() {
        List<String> ran = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("first");
        lane.execute(() -> {
            lane.execute(() -> ran.add("second"));
            throw failure;
        });
        lane.execute(() -> ran.add("third"));
        assertThat(failures).containsExactly(failure);
        assertThat(ran).containsExactly("second", "third");
    }

    @Test
    void aReportThatThrowsDoesNotStopTheLane() {
        Lane fragile = new Lane(failure -> {
            throw new IllegalStateException("report");
        });
        List<String> ran = new ArrayList<>();
        fragile.execute(() -> {
            throw new IllegalStateException("task");
        });
        fragile.execute(() -> ran.add("next"));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void theLaneIsHeldByTheThreadThatRunsATaskAndByNobodyElse() throws Exception {
        List<Boolean> held = new ArrayList<>();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            lane.execute(() -> {
                held.add(lane.held());
                held.add(join(other.submit(lane::held)));
            });
        } finally {
            other.shutdown();
        }
        held.add(lane.held());
        assertThat(held).containsExactly(true, false, false);
    }

    @Test
    void aMethodConfinedToTheLaneRefusesOtherCallers() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(lane::assertHeld)
                .withMessageStartingWith("called outside its lane");
    }

    @Test
    void anotherThreadsTaskIsRunByTheThreadThatIsDraining() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch handedOver = new CountDownLatch(1);
        List<Thread> ranOn = new ArrayList<>();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> drainer = other.submit(() -> lane.execute(() -> {
                running.countDown();
                await(handedOver);
                ranOn.add(Thread.currentThread());
            }));
            await(running);
            lane.execute(() -> ranOn.add(Thread.currentThread()));
            handedOver.countDown();
            join(drainer);
        } finally {
            other.shutdown();
        }
        assertThat(ranOn).hasSize(2).doesNotContain(Thread.currentThread());
        assertThat(ranOn.get(1)).isSameAs(ranOn.get(0));
    }

    @Test
    void tasksOfManyThreadsRunOneAtATimeInTheOrderOfEachThread() throws Exception {
        int threads = 4;
        int tasks = 20_000;
        // Without a lock or a volatile: only the lane orders the accesses.
        List<List<Integer>> ran = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                List<Integer> mine = new ArrayList<>();
                ran.add(mine);
                done.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < tasks; i++) {
                        int number = i;
                        lane.execute(() -> mine.add(number));
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            CountDownLatch drained = new CountDownLatch(1);
            lane.execute(drained::countDown);
            await(drained);
        } finally {
            pool.shutdown();
        }
        for (List<Integer> mine : ran) {
            assertThat(mine).hasSize(tasks).isSorted();
        }
        assertThat(failures).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
