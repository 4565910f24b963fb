// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The process of a server. What it writes to standard error goes to the log; standard input carries commands, standard
 * output their answers, and the end of standard input is the end of the process (see {@link Lifeline}).
 */
final class ChildProcess {
    /** Cold caches, two cores and a neighbour that builds: still a bound. */
    static final Duration BOUND = Duration.ofSeconds(180);

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int TAIL = 40;

    private final String title;
    private final Process process;
    private final Path log;
    private final Path scratch;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread hook;
    private volatile boolean closing;

    private ChildProcess(String title, Process process, Path log, Path scratch) {
        this.title = title;
        this.process = process;
        this.log = log;
        this.scratch = scratch;
        this.hook = new Thread(this::end, title + " shutdown");
    }

    static ChildProcess start(String title, List<String> command, Path directory, Path scratch) {
        return start(title, command, directory, scratch, Map.of());
    }

    static ChildProcess start(
            String title, List<String> command, Path directory, Path scratch, Map<String, String> environment) {
        Path log = directory.resolve("server.log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            ChildProcess child = new ChildProcess(title, process, log, scratch);
            Runtime.getRuntime().addShutdownHook(child.hook);
            Thread reader = new Thread(child::readAnswers, title + " answers");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("failed " + e);
        }
    }

    /** Sends one command and waits for its answer, which must be {@code ok}. */
    void command(String what, String command) {
        try {
            Writer commands = process.outputWriter(StandardCharsets.UTF_8);
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw failure("does not " + what + ": " + e.getMessage());
        }
        expectOk(what);
    }

    /** Waits for the next answer, which must be {@code ok}. */
    void expectOk(String what) {
        await(what, () -> !answers.isEmpty());
        String answer = answers.remove();
        if (!answer.equals("ok")) {
            throw failure("does not " + what + ": " + answer);
        }
    }

    /** Polls until {@code condition} holds; fails at once when the process ends, and after {@link #BOUND}. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (ended(50)) {
                throw failure("ended with exit code " + process.exitValue() + ", before it could " + what);
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("took longer than " + BOUND.toSeconds() + " s to " + what);
            }
        }
    }

    /** Waits until something but "not yet" answers at {@code uri}. */
    void awaitAnswerAt(URI uri) {
        await("answer at " + uri, () -> {
            try {
                HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
                connection.setConnectTimeout(5_000);
                connection.setReadTimeout(30_000);
                try {
                    return connection.getResponseCode() != HttpURLConnection.HTTP_UNAVAILABLE;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException e) {
                return false;
            }
        });
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    boolean closing() {
        return closing;
    }

    void kill() {
        closing = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        ended(GRACE.toMillis());
        deleteScratch();
    }

    /** Ends the process in order, then by force. Idempotent. */
    void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // shutting down: the hook finds the process gone
        }
    }

    private void end() {
        closing = true;
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        if (!ended(GRACE.toMillis())) {
            process.destroyForcibly();
            ended(GRACE.toMillis());
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        deleteScratch();
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw failure("waiting was interrupted");
        }
    }

    private void deleteScratch() {
        try (Stream<Path> files = Files.walk(scratch)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return; // gone already; the next clean takes what is left
        }
    }

    /** Returns the exception to throw: what went wrong, and the end of the log. */
    ServerFailedException failure(String what) {
        return new ServerFailedException(title + " " + what + "\nThe end of " + log + ":\n" + logTail());
    }

    private String logTail() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(not readable: " + e.getMessage() + ")";
        }
    }

    /** Returns the class path that holds this class, for the JVM to be started. */
    static Path ourClasses() {
        CodeSource source = ChildProcess.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new AssertionError("the runner was not loaded from a file");
        }
        return Path.of(URI.create(source.getLocation().toString()));
    }
}
