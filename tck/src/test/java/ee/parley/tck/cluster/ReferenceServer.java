// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts nodes of the reference server; each ends with its standard input, so with us at the latest. */
final class ReferenceServer {
    private static final Path DIRECTORY = Path.of(System.getProperty("parley.tck.reference", "reference"));

    private ReferenceServer() {}

    static Member join(Mode mode, String redis) {
        return start(mode.key(), redis);
    }

    /** Lets one in that the reference's Admin UI may look into. */
    static Member joinInstrumented(Mode mode, String redis) {
        return start(mode.key(), redis, "admin");
    }

    private static Member start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "cluster.mjs"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(DIRECTORY.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String uri = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (uri == null) {
                throw new IllegalStateException(
                        "the reference server did not start; is it installed in " + DIRECTORY + "?");
            }
            return new Member(
                    "reference server", URI.create(uri), process.pid(), Optional.empty(), process::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
