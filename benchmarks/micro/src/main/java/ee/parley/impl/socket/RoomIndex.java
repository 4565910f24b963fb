// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** The index of rooms, which is not public, with ten rooms for each member and a hundred members in each room. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoomIndex {
    private static final int ROOMS_OF_A_MEMBER = 10;
    private static final int MEMBERS_OF_A_ROOM = 100;

    private final Rooms<Object> rooms = new Rooms<>(new Nobody());
    private final Object newcomer = new Object();
    private final List<String> ten = new ArrayList<>();

    /** How many memberships there are, besides the one room of its own that everybody has. */
    @Param({"10000", "1000000"})
    private int memberships;

    @Setup
    public void fill() {
        int names = memberships / MEMBERS_OF_A_ROOM;
        for (int i = 0; i < memberships / ROOMS_OF_A_MEMBER; i++) {
            Object member = new Object();
            rooms.enter(member, "own-" + i);
            List<String> joined = new ArrayList<>();
            for (int k = 0; k < ROOMS_OF_A_MEMBER; k++) {
                joined.add("room-" + (i * ROOMS_OF_A_MEMBER + k) % names);
            }
            rooms.join(member, joined);
            rooms.admit(member);
        }
        for (int k = 0; k < ROOMS_OF_A_MEMBER; k++) {
            ten.add("room-" + k);
        }
        rooms.enter(newcomer, "own");
    }

    @Benchmark
    public void joinAndLeaveOne() {
        rooms.join(newcomer, List.of("room-1"));
        rooms.leave(newcomer, List.of("room-1"));
    }

    /** What a socket's life costs the index. */
    @Benchmark
    public void enterJoinTenAndLeaveAll() {
        Object member = new Object();
        rooms.enter(member, "passing");
        rooms.join(member, ten);
        rooms.leave(member);
    }

    @Benchmark
    public List<Object> readUnchanged() {
        return rooms.inAny(Set.of("room-1"), Set.of());
    }

    @Benchmark
    public List<Object> readAfterChange() {
        rooms.join(newcomer, List.of("room-2"));
        rooms.leave(newcomer, List.of("room-2"));
        return rooms.inAny(Set.of("room-2"), Set.of());
    }

    @Benchmark
    public List<Object> readUnionOfTwo() {
        return rooms.inAny(Set.of("room-1", "room-2"), Set.of());
    }

    private static final class Nobody implements Rooms.Observer<Object> {
        @Override
        public boolean watching() {
            return false;
        }

        @Override
        public void noted(RoomEvent.Kind kind, String room, Optional<Object> who) {
            throw new AssertionError(kind);
        }

        @Override
        public void unlocked() {}
    }
}
