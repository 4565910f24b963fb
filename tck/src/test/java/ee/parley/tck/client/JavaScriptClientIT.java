// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.client;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios in {@code src/test/js/scenarios}: by the client of today over polling, over WebSocket, and with an upgrade; by
 * that of version 3 with an upgrade, which is both.
 */
@EveryTarget
@Tag("client")
class JavaScriptClientIT {
    private static final Path SCENARIOS = Path.of(System.getProperty("parley.tck.scenarios", "src/test/js"));
    private static final List<String> MODES = List.of("polling", "websocket", "upgrade");

    private final Target target;

    JavaScriptClientIT(Target target) {
        this.target = target;
    }

    private static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS.resolve("scenarios"))) {
            return files.map(file -> file.getFileName().toString().replace(".mjs", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Arguments> fulfilled() throws IOException {
        return scenarios().stream().flatMap(scenario -> MODES.stream().map(mode -> Arguments.of(scenario, mode)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource
    @Proves("CLI-1-1")
    void fulfilled(String scenario, String mode) throws InterruptedException, IOException {
        run("4", scenario, mode);
    }

    private static Stream<String> fulfilledByVersion3() throws IOException {
        return scenarios().stream();
    }

    @ParameterizedTest
    @MethodSource
    @Proves("CLI-1-3")
    void fulfilledByVersion3(String scenario) throws InterruptedException, IOException {
        run("3", scenario, "upgrade");
    }

    private void run(String client, String scenario, String mode) throws InterruptedException, IOException {
        Process node = new ProcessBuilder(
                        "node",
                        "run.mjs",
                        client,
                        scenario,
                        mode,
                        target.uri(Variant.DEFAULTS).toString(),
                        target.uri(Variant.HASTY).toString())
                .directory(SCENARIOS.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            String output = output(node);
            assertThat(node.waitFor(1, TimeUnit.SECONDS)).as("has ended").isTrue();
            assertThat(node.exitValue()).as(output).isZero();
        } finally {
            node.destroyForcibly();
        }
    }

    /** All that the process prints until it ends; a scenario ends itself after 30 seconds. */
    private static String output(Process node) {
        try {
            return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
