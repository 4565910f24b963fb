// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.micro;

import ee.parley.impl.lane.Lane;
import ee.parley.impl.lane.Mailbox;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Handing a task over: to an idle lane, from within a task, to a lane that another thread uses, and to a mailbox. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Lanes {
    private final Lane lane = new Lane(failure -> {
        throw new AssertionError(failure);
    });
    private final Mailbox mailbox = new Mailbox(Runnable::run, 256, 1 << 20, new Silent());

    /** Confined to the lane, or to the mailbox. */
    private long count;

    /** A mailbox that is open. */
    public Lanes() {
        mailbox.open();
    }

    @Benchmark
    public void idle() {
        lane.execute(() -> count++);
    }

    @Benchmark
    public void fromWithin() {
        lane.execute(() -> lane.execute(() -> count++));
    }

    @Benchmark
    @Threads(2)
    public void contended() {
        lane.execute(() -> count++);
    }

    /** Without the hop: the executor is the caller. */
    @Benchmark
    public void mailbox() {
        mailbox.offer(() -> count++, 64);
    }

    @Benchmark
    public void mailboxInTurn() {
        mailbox.runOrOffer(() -> count++, 64);
    }

    private static final class Silent implements Mailbox.Listener {
        @Override
        public void full() {}

        @Override
        public void drained() {}

        @Override
        public void failed(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void rejected(RejectedExecutionException rejection) {
            throw rejection;
        }
    }
}
