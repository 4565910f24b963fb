// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A kind of load, and what is read from it. The names are those of the command line, in lower case with dashes. */
enum Scenario {
    ECHO_100X10(Kind.MESSAGES, "echo -n 100 -w 10"),
    ECHO_1000X1(Kind.MESSAGES, "echo -n 1000 -w 1"),
    BROADCAST_100(Kind.MESSAGES, "broadcast -n 100 -w 1"),
    BROADCAST_1000(Kind.MESSAGES, "broadcast -n 1000 -w 1"),
    BROADCAST_10000(Kind.MESSAGES, "broadcast -n 10000 -w 1"),
    POLLING_100(Kind.MESSAGES, "polling -n 100 -w 1"),
    /** An open loop for the raw endpoint: what an event costs when none waits for another says what it can do. */
    CAPACITY(Kind.MESSAGES, "echo -n 100 -w 64"),
    /** The same number of events a second for everybody: half of what the raw endpoint of a container can do. */
    STEADY(Kind.LATENCY, "echo -n 100 -w 64"),
    CONNECT(Kind.CONNECT, "connect --conc 64 --settle 2"),
    IDLE_100(Kind.IDLE, "connect -n 100 --prewarm 100 --settle 2"),
    IDLE_1000(Kind.IDLE, "connect -n 1000 --prewarm 1000 --settle 2"),
    IDLE_5000(Kind.IDLE, "connect -n 5000 --prewarm 5000 --settle 6"),
    IDLE_10000(Kind.IDLE, "connect -n 10000 --prewarm 10000 --settle 6"),
    /** Each client has a GET that waits. */
    WAITING_POLLS_2000(Kind.POLLS, "connect --polling -n 2000 --prewarm 100 --settle 5"),
    /** One in a hundred stops reading during broadcasts that are large enough to fill its outbox in time. */
    SLOW_1000(Kind.SLOW, "slow -n 1000 --slow 1 --fill 24 --payload 16384"),
    STORM(Kind.STORM, "storm --conc 256 --settle 2");

    private static final String PAYLOAD_BYTES = "64";

    private final Kind kind;
    private final String arguments;

    /** What of the command line depends on the length, and what is read. */
    private enum Kind {
        MESSAGES(Measure.CPU_PER_MESSAGE),
        LATENCY(Measure.P99),
        CONNECT(Measure.CPU_PER_CONNECTION, Measure.HEAP_PER_CONNECTION, Measure.HEAP_LEFT),
        IDLE(Measure.HEAP_PER_CONNECTION, Measure.HEAP_LEFT, Measure.THREADS),
        POLLS(Measure.THREADS),
        SLOW(Measure.P99_BESIDE_SLOW, Measure.HEAP_PER_SLOW),
        STORM(Measure.UNTIL_ALL_ARE_BACK, Measure.CPU_PER_CONNECTION, Measure.HEAP_LEFT);

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<Measure> measures;

        Kind(Measure... measures) {
            this.measures = List.of(measures);
        }
    }

    Scenario(Kind kind, String arguments) {
        this.kind = kind;
        this.arguments = arguments;
    }

    static Scenario named(String title) {
        return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Measure> measures() {
        return kind.measures;
    }

    /** Whether it goes on for as long as it is told to, and so can be warmed up. */
    boolean takesTime() {
        return kind == Kind.MESSAGES || kind == Kind.LATENCY;
    }

    boolean measuresMemory() {
        return !takesTime() && kind != Kind.POLLS;
    }

    /** Whether a raw endpoint can have it: it has no polling, and nothing that bounds what a slow reader is owed. */
    boolean isForRaw() {
        return this != POLLING_100 && this != WAITING_POLLS_2000 && this != SLOW_1000;
    }

    boolean isForSocketIo() {
        return this != CAPACITY;
    }

    /** Whether events come at a rate of their own, whatever the server does. */
    boolean isOpenLoop() {
        return this == CAPACITY || this == STEADY;
    }

    /** Returns what {@code sioload} is told, in the given length. */
    List<String> arguments(Length length) {
        List<String> all = new ArrayList<>(Words.of(arguments));
        String connections = Integer.toString(length.connections());
        switch (kind) {
            case CONNECT, STORM -> all.addAll(List.of("-n", connections, "--prewarm", connections));
            case MESSAGES, LATENCY -> all.addAll(List.of("--payload", PAYLOAD_BYTES));
            default -> {}
        }
        if (takesTime() || kind == Kind.SLOW) {
            all.addAll(List.of("--warmup", Integer.toString(length.warmup())));
            all.addAll(List.of("--duration", Integer.toString(length.duration())));
        }
        return all;
    }

    /**
     * How long a measurement takes.
     *
     * @param warmup seconds that do not count
     * @param duration seconds that do
     * @param connections how many are opened to measure one
     */
    record Length(int warmup, int duration, int connections) {}
}
