// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Results.Result;
import ee.parley.benchmarks.load.Rounds.Subject;
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
                rounds.subjects().stream()
                        .filter(subject -> subject.scenario() == scenario)
                        .map(Subject::container)
                        .distinct()
                        .forEach(container -> block(text, measure, scenario, container));
            }
        }
        return text.toString();
    }

    private void block(StringBuilder text, Measure measure, Scenario scenario, String container) {
        rounds.subjects().stream()
                .filter(subject ->
                        subject.scenario() == scenario && subject.container().equals(container))
                .forEach(subject -> line(text, cells(subject, measure)));
    }

    static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private List<String> cells(Subject subject, Measure measure) {
        Sample sample = rounds.sample(subject, measure::of);
        Sample toRaw = rounds.ratio(subject, subject.raw(), measure);
        List<String> cells = new ArrayList<>();
        cells.add(subject.load() + (measure.title().isEmpty() ? "" : ", " + measure.title()));
        cells.add(subject.title());
        cells.add(measure.unit());
        cells.add("**" + sample.shownMedian() + "**");
        cells.add(sample.shownSpread());
        cells.add(toRaw.shownMedian());
        cells.add(toRaw.shownSpread());
        cells.add(rounds.ratio(subject, subject.of("node", Face.PEER), measure).shownMedian());
        cells.add(rounds.ratio(subject, subject.of("netty", Face.PEER), measure).shownMedian());
        cells.add(rounds.sample(subject, measure::rate).shownMedian());
        for (String percentile : List.of("p50", "p99", "p999")) {
            cells.add(milliseconds(subject, measure, percentile));
        }
        for (String cpus : List.of("srv_util", "other_cpu")) {
            cells.add(
                    measure.isOfWork()
                            ? rounds.sample(subject, figures -> Measure.number(figures, cpus))
                                    .shownMedian()
                            : "");
        }
        int invalid = rounds.invalid(subject);
        cells.add(rounds.valid(subject).size() + (invalid == 0 ? "" : " (and " + invalid + " invalid)"));
        return cells;
    }

    private String milliseconds(Subject subject, Measure measure, String percentile) {
        return rounds.sample(subject, figures -> {
                    OptionalDouble microseconds = measure.latency(figures, percentile);
                    return microseconds.isPresent()
                            ? OptionalDouble.of(microseconds.getAsDouble() / 1000)
                            : microseconds;
                })
                .shownMedian();
    }
}
