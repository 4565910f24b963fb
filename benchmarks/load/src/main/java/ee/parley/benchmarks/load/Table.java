// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Results.Result;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results as one Markdown table: a row for each figure of each server, medians over the rounds.
 *
 * <p>A ratio is taken within each round, between measurements minutes apart, and its median is shown: what the machine did
 * besides changes from round to round.
 */
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

    private final Map<Key, List<Result>> rows;

    Table(List<Result> results) {
        rows = results.stream().collect(Collectors.groupingBy(Key::of, LinkedHashMap::new, Collectors.toList()));
    }

    private record Key(Scenario scenario, String container, Server server, Face face) {
        static Key of(Result result) {
            return new Key(result.scenario(), result.container(), new Server(result.server()), result.face());
        }

        Key of(String other, Face face) {
            return new Key(scenario, container, new Server(other), face);
        }

        String load() {
            return scenario.title() + (container.isEmpty() ? "" : " (half of " + container + ")");
        }

        String title() {
            return face == Face.PEER ? server.title() : server.title() + ", " + face.description();
        }
    }

    /** Returns the table, ending with a newline. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, HEADINGS);
        line(text, HEADINGS.stream().map(heading -> "---").toList());
        for (Scenario scenario : Scenario.values()) {
            for (Measure measure : scenario.measures()) {
                rows.keySet().stream()
                        .filter(key -> key.scenario() == scenario)
                        .map(Key::container)
                        .distinct()
                        .forEach(container -> block(text, measure, scenario, container));
            }
        }
        return text.toString();
    }

    private void block(StringBuilder text, Measure measure, Scenario scenario, String container) {
        rows.keySet().stream()
                .filter(key -> key.scenario() == scenario && key.container().equals(container))
                .forEach(key -> line(text, cells(key, measure)));
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private List<String> cells(Key key, Measure measure) {
        List<Result> all = rows.getOrDefault(key, List.of());
        List<Result> valid = valid(key);
        Sample sample = sample(valid, measure::of);
        Sample toRaw = ratio(key, key.of(key.server().container(), Face.RAW), measure);
        boolean steps = measure != Measure.HEAP_PER_CONNECTION;
        String latency = key.scenario() == Scenario.CONNECT ? "connect_us." : "lat_us.";
        List<String> cells = new ArrayList<>();
        cells.add(key.load() + (measure.title().isEmpty() ? "" : ", " + measure.title()));
        cells.add(key.title());
        cells.add(measure.unit());
        cells.add("**" + sample.shownMedian() + "**");
        cells.add(sample.shownSpread());
        cells.add(toRaw.shownMedian());
        cells.add(toRaw.shownSpread());
        cells.add(ratio(key, key.of("node", Face.PEER), measure).shownMedian());
        cells.add(ratio(key, key.of("netty", Face.PEER), measure).shownMedian());
        cells.add(steps ? sample(valid, measure::rate).shownMedian() : "");
        for (String percentile : List.of("p50", "p99", "p999")) {
            cells.add(steps ? milliseconds(valid, latency + percentile) : "");
        }
        cells.add(
                steps
                        ? sample(valid, figures -> Measure.number(figures, "srv_util"))
                                .shownMedian()
                        : "");
        cells.add(
                steps
                        ? sample(valid, figures -> Measure.number(figures, "other_cpu"))
                                .shownMedian()
                        : "");
        int invalid = all.size() - valid.size();
        cells.add(valid.size() + (invalid == 0 ? "" : " (and " + invalid + " invalid)"));
        return cells;
    }

    private static String milliseconds(List<Result> results, String path) {
        return sample(results, figures -> {
                    OptionalDouble microseconds = Measure.number(figures, path);
                    return microseconds.isPresent()
                            ? OptionalDouble.of(microseconds.getAsDouble() / 1000)
                            : microseconds;
                })
                .shownMedian();
    }

    private List<Result> valid(Key key) {
        return rows.getOrDefault(key, List.of()).stream().filter(Result::valid).toList();
    }

    private static Sample sample(List<Result> results, Function<JsonObject, OptionalDouble> figure) {
        return Sample.of(
                results.stream().map(result -> figure.apply(result.figures())).flatMapToDouble(OptionalDouble::stream));
    }

    /** The ratios of the rounds in which both were measured; none of a row to itself. */
    private Sample ratio(Key key, Key to, Measure measure) {
        if (key.equals(to)) {
            return new Sample(List.of());
        }
        List<Double> ratios = new ArrayList<>();
        for (Result above : valid(key)) {
            for (Result below : valid(to)) {
                OptionalDouble numerator = measure.of(above.figures());
                OptionalDouble denominator = measure.of(below.figures());
                if (above.round() == below.round() && numerator.isPresent() && denominator.isPresent()) {
                    ratios.add(numerator.getAsDouble() / denominator.getAsDouble());
                }
            }
        }
        return new Sample(ratios);
    }
}
