// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Results.Result;
import ee.parley.benchmarks.load.Rounds.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Results as one Markdown table: a row for each figure of each server, medians over the rounds. */
final class Table {
    private static final List<String> HEADINGS = List.of(
            "load",
            "server",
            "what",
            "median",
            "spread",
            "÷ raw",
            "spread",
            "÷ Node",
            "÷ netty",
            "per s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "server CPUs",
            "others' CPUs",
            "rounds");

    private final Rounds rounds;

    Table(List<Result> results) {
        rounds = new Rounds(results);
    }

    /** Returns the table, ending with a newline. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, HEADINGS);
        line(text, HEADINGS.stream().map(heading -> "---").toList());
        for (Scenario scenario : Scenario.values()) {
            for (Measure measure : scenario.measures()) {
                rounds.keys().stream()
                        .filter(key -> key.scenario() == scenario)
                        .map(Key::container)
                        .distinct()
                        .forEach(container -> block(text, measure, scenario, container));
            }
        }
        return text.toString();
    }

    private void block(StringBuilder text, Measure measure, Scenario scenario, String container) {
        rounds.keys().stream()
                .filter(key -> key.scenario() == scenario && key.container().equals(container))
                .forEach(key -> line(text, cells(key, measure)));
    }

    static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private List<String> cells(Key key, Measure measure) {
        Sample sample = rounds.sample(key, measure::of);
        Sample toRaw = rounds.ratio(key, key.raw(), measure);
        List<String> cells = new ArrayList<>();
        cells.add(key.load() + (measure.title().isEmpty() ? "" : ", " + measure.title()));
        cells.add(key.title());
        cells.add(measure.unit());
        cells.add("**" + sample.shownMedian() + "**");
        cells.add(sample.shownSpread());
        cells.add(toRaw.shownMedian());
        cells.add(toRaw.shownSpread());
        cells.add(rounds.ratio(key, key.of("node", Face.PEER), measure).shownMedian());
        cells.add(rounds.ratio(key, key.of("netty", Face.PEER), measure).shownMedian());
        cells.add(rounds.sample(key, measure::rate).shownMedian());
        for (String percentile : List.of("p50", "p99", "p999")) {
            cells.add(milliseconds(key, measure, percentile));
        }
        for (String cpus : List.of("srv_util", "other_cpu")) {
            cells.add(
                    measure.isOfWork()
                            ? rounds.sample(key, figures -> Measure.number(figures, cpus))
                                    .shownMedian()
                            : "");
        }
        int invalid = rounds.invalid(key);
        cells.add(rounds.valid(key).size() + (invalid == 0 ? "" : " (and " + invalid + " invalid)"));
        return cells;
    }

    private String milliseconds(Key key, Measure measure, String percentile) {
        return rounds.sample(key, figures -> {
                    OptionalDouble microseconds = measure.latency(figures, percentile);
                    return microseconds.isPresent()
                            ? OptionalDouble.of(microseconds.getAsDouble() / 1000)
                            : microseconds;
                })
                .shownMedian();
    }
}
