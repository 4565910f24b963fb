// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A kind of load, and what is read from it. The names are those of the command line, in lower case with dashes. */
enum Scenario {
    ECHO_100X10("echo -n 100 -w 10"),
    ECHO_1000X1("echo -n 1000 -w 1"),
    BROADCAST_1000("broadcast -n 1000 -w 1"),
    POLLING_100("polling -n 100 -w 1"),
    /** The same number of events a second for everybody: half of what the raw endpoint of a container can do. */
    STEADY("echo -n 100 -w 64"),
    CONNECT("connect --conc 64 --settle 2");

    private static final String PAYLOAD_BYTES = "64";

    private final String arguments;

    Scenario(String arguments) {
        this.arguments = arguments;
    }

    static Scenario named(String title) {
        return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Measure> measures() {
        return switch (this) {
            case STEADY -> List.of(Measure.P99);
            case CONNECT -> List.of(Measure.CPU_PER_CONNECTION, Measure.HEAP_PER_CONNECTION);
            default -> List.of(Measure.CPU_PER_MESSAGE);
        };
    }

    boolean measuresMemory() {
        return this == CONNECT;
    }

    /** Returns what {@code sioload} is told, in the given length. */
    List<String> arguments(Length length) {
        List<String> all = new ArrayList<>(Words.of(arguments));
        if (this == CONNECT) {
            all.addAll(List.of("-n", Integer.toString(length.connections())));
            all.addAll(List.of("--prewarm", Integer.toString(length.connections() / 2)));
        } else {
            all.addAll(List.of("--payload", PAYLOAD_BYTES));
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
