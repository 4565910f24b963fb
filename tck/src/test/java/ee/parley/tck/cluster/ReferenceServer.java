// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Starts nodes of the reference server; each ends with its standard input, so with us at the latest. */
final class ReferenceServer {
    private static final Path DIRECTORY = Path.of(System.getProperty("parley.tck.reference", "reference"));

    private ReferenceServer() {}

    static Member join(Mode mode, String redis) {
        try {
            Process process = new ProcessBuilder("node", "cluster.mjs", mode.key(), redis)
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
