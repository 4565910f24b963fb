// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Rounds.Subject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file that turns append to, a line of JSON for each measurement. */
record Results(Path file) {
    /**
     * One measurement.
     *
     * @param scenario the load
     * @param container whose half capacity the load was, for an open loop; else empty
     * @param server as on the command line
     * @param face what of it
     * @param round which of the rounds
     * @param figures what {@code sioload} printed
     */
    record Result(Scenario scenario, String container, String server, Face face, int round, JsonObject figures) {
        /** Whether nothing went wrong: figures of a server that loses messages say nothing. */
        boolean valid() {
            return figures.getJsonObject("err").values().stream()
                    .allMatch(count -> count.toString().equals("0"));
        }
    }

    void append(Result result) throws IOException {
        JsonObjectBuilder line = Json.createObjectBuilder()
                .add("set", result.scenario().title())
                .add("container", result.container())
                .add("server", result.server())
                .add("face", result.face().title())
                .add("round", result.round());
        result.figures().forEach(line::add);
        Files.writeString(file, line.build() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Result> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Results::parsed).map(Results::result).toList();
        }
    }

    /**
     * Returns the events a second of an open loop, by what the raw endpoint of a container was seen to do, in the median: half of
     * what it can do when each event waits for another, then what takes half of its CPU when none does. Empty when that was not
     * measured.
     */
    Optional<Integer> rate(Scenario openLoop, String container) throws IOException {
        Server raw = new Server(container);
        Subject setBy = openLoop == Scenario.CAPACITY
                ? new Subject(Scenario.ECHO_1000X1, "", raw, Face.RAW)
                : new Subject(Scenario.CAPACITY, container, raw, Face.RAW);
        double microseconds = new Rounds(all()).sample(setBy, Measure.CPU_PER_MESSAGE::of).median();
        return Double.isNaN(microseconds) ? Optional.empty() : Optional.of((int) (500_000 / microseconds));
    }

    static JsonObject parsed(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private static Result result(JsonObject line) {
        JsonValue container = line.get("container");
        return new Result(
                Scenario.named(line.getString("set")),
                container == null ? "" : line.getString("container"),
                line.getString("server"),
                Face.named(line.getString("face")),
                line.getInt("round"),
                line);
    }
}
