// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The official JavaScript client in a process of its own, in {@code /cluster}: {@code visitor.mjs} says what it does. */
final class Browser implements AutoCloseable {
    private static final Path SCENARIOS = Path.of(System.getProperty("parley.tck.scenarios", "src/test/js"));
    private static final long BOUND_SECONDS = 30;

    private final Process process;
    private final BlockingQueue<JsonArray> told = new LinkedBlockingQueue<>();

    private Browser(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "visitor.mjs");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it; it joins the room. */
    static Browser enter(String url, String transports, String room) {
        try {
            return new Browser(new ProcessBuilder("node", "visitor.mjs", url, transports, room)
                    .directory(SCENARIOS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> told.add(Values.parse(line).asJsonArray()));
    }

    /** Returns what happens next, within half a minute. */
    JsonArray next() {
        try {
            JsonArray next = told.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("something within %d s", BOUND_SECONDS).isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
