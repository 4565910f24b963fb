// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Rounds.Subject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a figure must not exceed.
 *
 * @param what the figure
 * @param subject whose
 * @param most the bar
 * @param unit of figure and bar: of what it is a multiple, for one
 * @param figure reads it, a value for each round
 */
record Bar(String what, Subject subject, double most, String unit, Function<Rounds, Sample> figure) {
    /** What a figure is compared with. */
    enum Against {
        RAW("× raw"),
        NODE("× Node"),
        NETTY("× netty-socketio");

        private final String unit;

        Against(String unit) {
            this.unit = unit;
        }

        private Subject of(Subject subject) {
            return switch (this) {
                case RAW -> subject.raw();
                case NODE -> subject.of("node", Face.PEER);
                case NETTY -> subject.of("netty", Face.PEER);
            };
        }
    }

    static Bar ratio(Subject subject, Measure measure, double most, Against against) {
        return new Bar(
                named(subject, measure),
                subject,
                most,
                against.unit,
                rounds -> rounds.ratio(subject, against.of(subject), measure));
    }

    static Bar aboveRaw(Subject subject, Measure measure, double most) {
        return new Bar(
                named(subject, measure),
                subject,
                most,
                "bytes above raw",
                rounds -> rounds.compared(subject, measure, subject.raw(), measure, (ours, raw) -> ours - raw));
    }

    /** The same server under a greater load and a smaller one. */
    static Bar growth(Subject smaller, Scenario greater, Measure measure, double most, String unit) {
        Subject subject = smaller.under(greater);
        return new Bar(
                named(subject, measure),
                subject,
                most,
                unit + " " + smaller.scenario().title(),
                rounds -> rounds.compared(
                        subject,
                        measure,
                        smaller,
                        measure,
                        (more, less) -> unit.equals("×") ? more / less : more - less));
    }

    static Bar of(Subject subject, Measure measure, double most, String unit) {
        return new Bar(named(subject, measure), subject, most, unit, rounds -> rounds.sample(subject, measure::of));
    }

    private static String named(Subject subject, Measure measure) {
        return subject.load() + (measure.title().isEmpty() ? "" : ", " + measure.title());
    }

    /** Returns its row: what, whose, the bar, the median, the spread, in how many rounds, the verdict. */
    List<String> cells(Rounds rounds) {
        Sample sample = figure.apply(rounds);
        return List.of(
                what,
                subject.title(),
                bar(),
                sample.shownMedian(),
                sample.shownSpread(),
                sample.values().isEmpty()
                        ? ""
                        : Integer.toString(sample.values().size()),
                verdict(sample, rounds.invalid(subject)));
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
