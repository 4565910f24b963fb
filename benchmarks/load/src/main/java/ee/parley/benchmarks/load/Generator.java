// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs {@code sioload}.
 *
 * @param prefix what stands before the program: the CPUs that it may use
 * @param program where it is
 * @param errors the file that it reports to
 */
record Generator(List<String> prefix, Path program, Path errors) {
    /** Returns the last window that it printed, empty when there was none. */
    Optional<JsonObject> run(Server.Running server, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(arguments);
        command.addAll(List.of("--port", Integer.toString(server.port()), "--pid", Long.toString(server.pid())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        Optional<JsonObject> last = Optional.empty();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Optional.of(Results.parsed(line));
            }
        } finally {
            process.destroy();
        }
        process.waitFor();
        return last;
    }
}
