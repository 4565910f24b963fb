// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From {@code emit} to the transports of all recipients; divide by their number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Broadcasts {
    private final World world = new World();
    private final List<World.Client> clients = new ArrayList<>();
    private String payload = "";

    /** How many there are, all in one room. */
    @Param({"100", "1000", "10000"})
    private int recipients;

    /** The characters of the payload. */
    @Param({"64", "4096"})
    private int characters;

    @Setup
    public void connect() {
        payload = "x".repeat(characters);
        for (int i = 0; i < recipients; i++) {
            clients.add(world.client());
        }
    }

    @Benchmark
    public long toRoom() {
        world.namespace.to(World.ROOM).emit("msg", payload);
        return clients.get(0).received();
    }

    /** To all but one who is excepted by a room of its own, which makes a new list of recipients each time. */
    @Benchmark
    public long toRoomExcept() {
        world.namespace.to(World.ROOM).except("nobody").emit("msg", payload);
        return clients.get(0).received();
    }
}
