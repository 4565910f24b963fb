// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All that is ours of an acked event, but for the hop to another thread and what CDI adds: from frame to frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Echoes {
    private static final String FRAME = "4217[\"echo\",\"" + "0123456789abcdef".repeat(4) + "\"]";

    private final World.Client client = new World().client();

    @Benchmark
    public long ackedEvent() {
        client.sends(FRAME);
        return client.received();
    }
}
