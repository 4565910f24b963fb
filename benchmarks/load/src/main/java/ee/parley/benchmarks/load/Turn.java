// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts one server, measures each scenario on each of its faces, and appends what was measured to a file. The arguments:
 * server, scenarios, file, first round, number of rounds. Where the turn may run is decided by whoever starts it: the server
 * inherits its CPUs.
 *
 * <p>Of several rounds, the warm-up is before the first: then the faces take turns in each round, a second of warm-up each.
 */
public final class Turn {
    private final Server server;
    private final Server.Setup setup = Server.Setup.found();
    private final Results results;
    private final int first;
    private final int rounds;
    private final int warmup = Integer.getInteger("parley.benchmarks.warmup", 8);
    private final int duration = Integer.getInteger("parley.benchmarks.duration", 6);

    private Turn(Server server, Results results, int first, int rounds) {
        this.server = server;
        this.results = results;
        this.first = first;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        Turn turn = new Turn(
                new Server(arguments[0]),
                new Results(Path.of(arguments[2])),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
        turn.run(Words.of(arguments[1]).stream().map(Scenario::named).toList());
    }

    private void run(List<Scenario> scenarios) throws IOException, InterruptedException {
        Files.createDirectories(setup.target());
        try (Server.Running running = server.start(setup, Words.of(System.getProperty("parley.benchmarks.jvm", "")))) {
            // Starting is one thing and serving another: code that all loads share is compiled before the first.
            warm(running, Scenario.ECHO_1000X1);
            shell("parley.benchmarks.before", running);
            for (Scenario scenario : scenarios) {
                // Accepting is code that all faces share: whoever was first would pay for compiling it.
                // A load warms itself up, but not in a round that is one of several.
                if (scenario == Scenario.CONNECT || (rounds > 1 && scenario.takesTime())) {
                    warm(running, scenario);
                }
                for (int round = first; round < first + rounds; round++) {
                    measure(running, scenario, round);
                }
            }
            shell("parley.benchmarks.after", running);
        }
    }

    private void warm(Server.Running running, Scenario scenario) throws IOException, InterruptedException {
        for (Face face : faces(scenario, first)) {
            for (String container : containers(scenario)) {
                generator().run(running, arguments(scenario, face, container, warmup, 1));
            }
        }
    }

    private void measure(Server.Running running, Scenario scenario, int round)
            throws IOException, InterruptedException {
        for (Face face : faces(scenario, round)) {
            for (String container : containers(scenario)) {
                measure(running, scenario, face, container, round);
            }
        }
    }

    /** Runs the command that a system property names, which finds the server's process in PID. */
    private static void shell(String property, Server.Running running) throws IOException, InterruptedException {
        String command = System.getProperty(property, "");
        if (!command.isEmpty()) {
            ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            shell.environment().put("PID", Long.toString(running.pid()));
            if (shell.start().waitFor() != 0) {
                System.err.println("failed: " + command);
            }
        }
    }

    /** The order changes from round to round, for whoever comes later finds warmer code. */
    private List<Face> faces(Scenario scenario, int round) {
        List<String> wanted = Words.of(System.getProperty("parley.benchmarks.faces", ""));
        List<Face> faces = new ArrayList<>(server.faces());
        if (server.isContainer() && !wanted.isEmpty()) {
            faces.removeIf(face -> !wanted.contains(face.title()));
        }
        faces.removeIf(face -> !face.has(scenario));
        if (round % 2 == 0) {
            Collections.reverse(faces);
        }
        return faces;
    }

    /** By whose capacity the load is set; of no meaning but for an open loop. */
    private List<String> containers(Scenario scenario) throws IOException {
        if (!scenario.isOpenLoop()) {
            return List.of("");
        }
        List<String> measured = new ArrayList<>();
        for (String container : List.of("wildfly", "payara")) {
            boolean ours = !server.isContainer() || server.container().equals(container);
            if (ours && results.rate(scenario, container).isPresent()) {
                measured.add(container);
            }
        }
        return measured;
    }

    private void measure(Server.Running running, Scenario scenario, Face face, String container, int round)
            throws IOException, InterruptedException {
        List<String> arguments = arguments(scenario, face, container, rounds > 1 ? 1 : warmup, duration);
        if (scenario.measuresMemory()) {
            arguments.addAll(List.of("--probe", server.heapProbe(setup, running.pid())));
        }
        Optional<JsonObject> figures = generator().run(running, arguments);
        if (figures.isEmpty()) {
            System.err.println(scenario.title() + " measured nothing: see " + errors());
            return;
        }
        Results.Result result = new Results.Result(scenario, container, server.name(), face, round, figures.get());
        results.append(result);
        for (Measure measure : scenario.measures()) {
            measure.of(result.figures())
                    .ifPresent(value -> System.err.println(String.format(
                            Locale.ROOT,
                            "%s %s %s %s: %.2f %s%s",
                            server.name(),
                            face.title(),
                            scenario.title(),
                            container,
                            value,
                            measure.unit(),
                            result.valid()
                                    ? ""
                                    : " (INVALID: " + result.figures().get("err") + ")")));
        }
    }

    private List<String> arguments(Scenario scenario, Face face, String container, int warmup, int duration)
            throws IOException {
        List<String> arguments = new ArrayList<>(scenario.arguments(
                new Scenario.Length(warmup, duration, Integer.getInteger("parley.benchmarks.connections", 5000))));
        arguments.addAll(face.arguments());
        if (scenario.isOpenLoop()) {
            int rate = results.rate(scenario, container).orElseThrow();
            arguments.addAll(List.of("--rate", Integer.toString(rate)));
        }
        return arguments;
    }

    private Generator generator() {
        return new Generator(
                Words.of(System.getProperty("parley.benchmarks.generator", "")), setup.sioload(), errors());
    }

    private Path errors() {
        return setup.target().resolve("sioload.log");
    }
}
