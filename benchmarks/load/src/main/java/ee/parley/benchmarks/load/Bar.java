// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Rounds.Key;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a figure must not exceed.
 *
 * @param what the figure
 * @param key whose
 * @param most the bar
 * @param unit of figure and bar: of what it is a multiple, for one
 * @param figure reads it, a value for each round
 */
record Bar(String what, Key key, double most, String unit, Function<Rounds, Sample> figure) {
    /** What a figure is compared with. */
    enum Against {
        RAW("× raw"),
        NODE("× Node"),
        NETTY("× netty-socketio");

        private final String unit;

        Against(String unit) {
            this.unit = unit;
        }

        private Key of(Key key) {
            return switch (this) {
                case RAW -> key.raw();
                case NODE -> key.of("node", Face.PEER);
                case NETTY -> key.of("netty", Face.PEER);
            };
        }
    }

    static Bar ratio(Key key, Measure measure, double most, Against against) {
        return new Bar(
                named(key, measure), key, most, against.unit, rounds -> rounds.ratio(key, against.of(key), measure));
    }

    static Bar aboveRaw(Key key, Measure measure, double most) {
        return new Bar(
                named(key, measure),
                key,
                most,
                "bytes above raw",
                rounds -> rounds.compared(key, measure, key.raw(), measure, (ours, raw) -> ours - raw));
    }

    /** The same server under a greater load and a smaller one. */
    static Bar growth(Key smaller, Scenario greater, Measure measure, double most, String unit) {
        Key key = smaller.under(greater);
        return new Bar(
                named(key, measure),
                key,
                most,
                unit + " " + smaller.scenario().title(),
                rounds -> rounds.compared(
                        key, measure, smaller, measure, (more, less) -> unit.equals("×") ? more / less : more - less));
    }

    static Bar of(Key key, Measure measure, double most, String unit) {
        return new Bar(named(key, measure), key, most, unit, rounds -> rounds.sample(key, measure::of));
    }

    private static String named(Key key, Measure measure) {
        return key.load() + (measure.title().isEmpty() ? "" : ", " + measure.title());
    }

    /** Returns its row: what, whose, the bar, the median, the spread, in how many rounds, the verdict. */
    List<String> cells(Rounds rounds) {
        Sample sample = figure.apply(rounds);
        return List.of(
                what,
                key.title(),
                bar(),
                sample.shownMedian(),
                sample.shownSpread(),
                sample.values().isEmpty()
                        ? ""
                        : Integer.toString(sample.values().size()),
                verdict(sample, rounds.invalid(key)));
    }

    private String bar() {
        if (Double.isInfinite(most)) {
            return unit;
        }
        String limit = most == Math.rint(most) ? String.format(Locale.ROOT, "%,d", (long) most) : Double.toString(most);
        return "≤ " + limit + " " + unit;
    }

    private String verdict(Sample sample, int invalid) {
        if (sample.values().isEmpty()) {
            return invalid == 0 ? "not measured" : "**errors** in each round";
        }
        String errors = invalid == 0 ? "" : "; errors in " + invalid + " more rounds";
        if (sample.median() > most) {
            return "**missed**" + errors;
        }
        return (sample.greatest() > most ? "met, not in each round" : "met") + errors;
    }
}
