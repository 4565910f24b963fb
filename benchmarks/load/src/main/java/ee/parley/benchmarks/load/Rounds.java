// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Results.Result;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Results by what was measured.
 *
 * <p>Two are compared within each round, for what the machine did besides changes from round to round: the faces of a container,
 * seconds apart. Other servers have had their round before or after.
 */
final class Rounds {
    private final Map<Subject, List<Result>> results;

    Rounds(List<Result> results) {
        this.results =
                results.stream().collect(Collectors.groupingBy(Subject::of, LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * What was measured.
     *
     * @param container whose half capacity the load was, for an open loop; else empty
     */
    record Subject(Scenario scenario, String container, Server server, Face face) {
        static Subject of(Result result) {
            return new Subject(result.scenario(), result.container(), new Server(result.server()), result.face());
        }

        Subject of(String other, Face face) {
            return new Subject(scenario, container, new Server(other), face);
        }

        Subject under(Scenario other) {
            return new Subject(other, container, server, face);
        }

        /** Returns the raw endpoint of the same container under the same load. */
        Subject raw() {
            return of(server.container(), Face.RAW);
        }

        String load() {
            return scenario.title() + (container.isEmpty() ? "" : " (half of " + container + ")");
        }

        String title() {
            return face == Face.PEER ? server.title() : server.title() + ", " + face.description();
        }
    }

    /** Returns all that was measured, in the order of the results. */
    Set<Subject> subjects() {
        return results.keySet();
    }

    /** Returns the results in which nothing went wrong. */
    List<Result> valid(Subject subject) {
        return results.getOrDefault(subject, List.of()).stream()
                .filter(Result::valid)
                .toList();
    }

    int invalid(Subject subject) {
        return results.getOrDefault(subject, List.of()).size() - valid(subject).size();
    }

    Sample sample(Subject subject, Function<JsonObject, OptionalDouble> figure) {
        return Sample.of(valid(subject).stream()
                .map(result -> figure.apply(result.figures()))
                .flatMapToDouble(OptionalDouble::stream));
    }

    /** The ratios of the rounds in which both were measured; none of a row to itself, or of what is about nothing. */
    Sample ratio(Subject subject, Subject to, Measure measure) {
        return subject.equals(to) || measure == Measure.HEAP_LEFT
                ? new Sample(List.of())
                : compared(subject, measure, to, measure, (above, below) -> above / below);
    }

    /** Returns what {@code comparison} makes of the two figures, in each round that has both. */
    Sample compared(Subject left, Measure of, Subject right, Measure with, DoubleBinaryOperator comparison) {
        List<Double> compared = new ArrayList<>();
        for (Result one : valid(left)) {
            for (Result other : valid(right)) {
                OptionalDouble a = of.of(one.figures());
                OptionalDouble b = with.of(other.figures());
                if (one.round() == other.round() && a.isPresent() && b.isPresent()) {
                    compared.add(comparison.applyAsDouble(a.getAsDouble(), b.getAsDouble()));
                }
            }
        }
        return new Sample(compared);
    }
}
