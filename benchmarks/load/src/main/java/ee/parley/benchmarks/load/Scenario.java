// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A kind of load, and what is read from it. The names are those of the command line, in lower case with dashes. */
enum Scenario {
    ECHO_100X10(List.of("echo", "-n", "100", "-w", "10"), Measure.CPU_PER_MESSAGE),
    ECHO_1000X1(List.of("echo", "-n", "1000", "-w", "1"), Measure.CPU_PER_MESSAGE),
    BROADCAST_1000(List.of("broadcast", "-n", "1000", "-w", "1"), Measure.CPU_PER_MESSAGE),
    POLLING_100(List.of("polling", "-n", "100", "-w", "1"), Measure.CPU_PER_MESSAGE),
    /** The same number of events a second for everybody: half of what the raw endpoint of a container can do. */
    STEADY(List.of("echo", "-n", "100", "-w", "64"), Measure.P99),
    CONNECT(
            List.of("connect", "--conc", "64", "--settle", "2"),
            Measure.CPU_PER_CONNECTION,
            Measure.HEAP_PER_CONNECTION);

    private static final String PAYLOAD_BYTES = "64";

    private final List<String> arguments;
    private final List<Measure> measures;

    Scenario(List<String> arguments, Measure... measures) {
        this.arguments = arguments;
        this.measures = List.of(measures);
    }

    static Scenario named(String title) {
        return valueOf(title.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Measure> measures() {
        return measures;
    }

    boolean measuresMemory() {
        return this == CONNECT;
    }

    /** Returns what {@code sioload} is told, in the given length. */
    List<String> arguments(Length length) {
        List<String> all = new ArrayList<>(arguments);
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
