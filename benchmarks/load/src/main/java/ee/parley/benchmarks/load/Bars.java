// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Bar.Against;
import ee.parley.benchmarks.load.Rounds.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was to be reached, as one Markdown table beside what was measured. */
final class Bars {
    private static final List<String> HEADINGS =
            List.of("what", "of", "bar", "measured", "spread", "rounds", "verdict");
    private static final List<Face> OURS = List.of(Face.ORDINARY, Face.NON_BLOCKING);
    private static final List<Scenario> ECHOES = List.of(Scenario.ECHO_100X10, Scenario.ECHO_1000X1);
    private static final List<String> SERVERS = List.of("wildfly", "wildfly+upgrade", "payara", "payara+upgrade");

    /** Differences below it mean nothing, so what is to be flat may move by it. */
    private static final double NOISE = 1.15;

    private static final int OUTBOX_BYTES = 8 << 20;
    private static final int MORE_THREADS = 8;

    /** What other commands measure: what, the bar, the command. */
    private static final List<List<String>> ELSEWHERE = List.of(
            List.of(
                    "codec: decode an event of 64 bytes into `String`",
                    "≤ 3 × the text",
                    "`benchmarks/run jmh Codecs`"),
            List.of("broadcast: our allocation a recipient", "constant", "`benchmarks/run jmh Broadcasts`"),
            List.of("join, leave, close", "flat up to a million memberships", "`benchmarks/run jmh RoomIndex`"),
            List.of(
                    "ten minutes of mixed traffic",
                    "heap and threads flat, nothing lost",
                    "`benchmarks/run soak SERVER`"));

    private Bars() {}

    /** Returns the table, ending with a newline. */
    static String markdown(Rounds rounds) {
        StringBuilder text = new StringBuilder();
        Table.line(text, HEADINGS);
        Table.line(text, HEADINGS.stream().map(heading -> "---").toList());
        all().forEach(bar -> Table.line(text, bar.cells(rounds)));
        ELSEWHERE.forEach(row ->
                Table.line(text, List.of(row.get(0), "", row.get(1), "", "", "", "not by this table: " + row.get(2))));
        return text.toString();
    }

    static List<Bar> all() {
        List<Bar> bars = new ArrayList<>();
        endpoint(bars, "wildfly", 1.3, 1.8, 1.15, 1.5);
        endpoint(bars, "payara", 1.1, 1.2, 1.1, 1);
        peers(bars);
        upgrade(bars);
        SERVERS.forEach(server -> ordinary(bars, server));
        return bars;
    }

    private static void endpoint(
            List<Bar> bars, String server, double nonBlocking, double hop, double broadcast, double steady) {
        for (Scenario echo : ECHOES) {
            bars.add(toRaw(subject(server, Face.NON_BLOCKING, echo), nonBlocking));
            bars.add(toRaw(subject(server, Face.ORDINARY, echo), hop));
        }
        for (Face face : OURS) {
            bars.add(toRaw(subject(server, face, Scenario.BROADCAST_1000), broadcast));
            bars.add(Bar.ratio(steady(server, face), Measure.P99, steady, Against.RAW));
            bars.add(Bar.aboveRaw(subject(server, face, Scenario.CONNECT), Measure.HEAP_PER_CONNECTION, 3 * 1024));
        }
    }

    /** What the endpoint is to be below, beside the raw one. */
    private static void peers(List<Bar> bars) {
        for (Against peer : List.of(Against.NODE, Against.NETTY)) {
            for (Scenario echo : ECHOES) {
                bars.add(Bar.ratio(subject("wildfly", Face.NON_BLOCKING, echo), Measure.CPU_PER_MESSAGE, 1, peer));
            }
            for (Face face : OURS) {
                Subject broadcast = subject("wildfly", face, Scenario.BROADCAST_1000);
                bars.add(Bar.ratio(broadcast, Measure.CPU_PER_MESSAGE, 1, peer));
            }
        }
        for (Face face : OURS) {
            bars.add(Bar.ratio(steady("wildfly", face), Measure.P99, 1, Against.NODE));
            Subject wildfly = subject("wildfly", face, Scenario.POLLING_100);
            Subject payara = subject("payara", face, Scenario.POLLING_100);
            bars.add(Bar.ratio(wildfly, Measure.CPU_PER_MESSAGE, 1, Against.NODE));
            bars.add(Bar.ratio(payara, Measure.CPU_PER_MESSAGE, 1, Against.NETTY));
        }
    }

    private static void upgrade(List<Bar> bars) {
        Stream.of(
                        new Lean("wildfly+upgrade", Scenario.ECHO_100X10, 0.7, 0.6),
                        new Lean("wildfly+upgrade", Scenario.ECHO_1000X1, 1.2, 0.6),
                        new Lean("wildfly+upgrade", Scenario.BROADCAST_1000, 0.9, 0.7),
                        new Lean("payara+upgrade", Scenario.ECHO_100X10, 0.12, 1),
                        new Lean("payara+upgrade", Scenario.ECHO_1000X1, 0.35, Double.NaN),
                        new Lean("payara+upgrade", Scenario.BROADCAST_1000, 0.25, 1))
                .forEach(lean -> lean.addTo(bars));
        Measure heap = Measure.HEAP_PER_CONNECTION;
        bars.add(Bar.aboveRaw(subject("wildfly+upgrade", Face.ORDINARY, Scenario.CONNECT), heap, 2 * 1024));
        bars.add(Bar.aboveRaw(subject("payara+upgrade", Face.ORDINARY, Scenario.CONNECT), heap, 0));
    }

    /** The bars of our own WebSocket under one load; NaN where Node is none. */
    private record Lean(String server, Scenario scenario, double raw, double node) {
        void addTo(List<Bar> bars) {
            Subject subject = subject(server, Face.ORDINARY, scenario);
            bars.add(toRaw(subject, raw));
            if (!Double.isNaN(node)) {
                bars.add(Bar.ratio(subject, Measure.CPU_PER_MESSAGE, node, Against.NODE));
            }
        }
    }

    /** What is the same for all. */
    private static void ordinary(List<Bar> bars, String server) {
        Subject connect = subject(server, Face.ORDINARY, Scenario.CONNECT);
        Subject thousand = subject(server, Face.ORDINARY, Scenario.IDLE_1000);
        Subject hundred = subject(server, Face.ORDINARY, Scenario.BROADCAST_100);
        Subject slow = subject(server, Face.ORDINARY, Scenario.SLOW_1000);
        Subject storm = subject(server, Face.ORDINARY, Scenario.STORM);
        bars.add(Bar.ratio(connect, Measure.CPU_PER_CONNECTION, 1.5, Against.RAW));
        for (Scenario more : List.of(Scenario.IDLE_5000, Scenario.IDLE_10000)) {
            bars.add(Bar.growth(thousand, more, Measure.HEAP_PER_CONNECTION, NOISE, "×"));
        }
        Subject most = thousand.under(Scenario.IDLE_10000);
        bars.add(new Bar(
                "idle-10000, memory after they left",
                most,
                0.05,
                "of what they took",
                rounds -> rounds.compared(
                        most, Measure.HEAP_LEFT, most, Measure.HEAP_PER_CONNECTION, (left, taken) -> left / taken)));
        // Not idle-100: a pool may yet have to grow to its limit, for handshakes.
        for (Scenario more : List.of(Scenario.IDLE_5000, Scenario.IDLE_10000, Scenario.WAITING_POLLS_2000)) {
            bars.add(Bar.growth(thousand, more, Measure.THREADS, MORE_THREADS, "more than"));
        }
        for (Scenario more : List.of(Scenario.BROADCAST_1000, Scenario.BROADCAST_10000)) {
            bars.add(Bar.growth(hundred, more, Measure.CPU_PER_MESSAGE, NOISE, "×"));
        }
        bars.add(Bar.of(slow, Measure.P99_BESIDE_SLOW, 1.3, "× all reading"));
        bars.add(Bar.of(slow, Measure.HEAP_PER_SLOW, OUTBOX_BYTES, "bytes a slow reader"));
        bars.add(Bar.of(storm, Measure.UNTIL_ALL_ARE_BACK, Double.POSITIVE_INFINITY, "errors 0; s quoted"));
    }

    private static Bar toRaw(Subject subject, double most) {
        return Bar.ratio(subject, Measure.CPU_PER_MESSAGE, most, Against.RAW);
    }

    private static Subject steady(String server, Face face) {
        return new Subject(Scenario.STEADY, server, new Server(server), face);
    }

    private static Subject subject(String server, Face face, Scenario scenario) {
        return new Subject(scenario, "", new Server(server), face);
    }
}
