// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis in a process of its own, on a free port of the loopback address: the {@code redis-server} that is installed, else
 * the 6.2 that Maven brings. It keeps nothing on disk, so a restart forgets everything but its port.
 *
 * <p>Callable from any thread, one call at a time.
 */
public final class RedisServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Ready to accept connections|Sentinel ID is|\\+monitor");
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
    private static final int GRACE_SECONDS = 10;

    private static final class Binary {
        static final String PATH = find();
        static final int MAJOR = major(PATH);

        private static String find() {
            try {
                return ExecutableProvider.newExecutableInPath("redis-server")
                        .get()
                        .getPath();
            } catch (FileNotFoundException notInstalled) {
                return extracted();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String extracted() {
            try {
                File directory = Files.createTempDirectory("parley-redis").toFile();
                directory.deleteOnExit();
                File binary =
                        ExecutableProvider.newJarResourceProvider(directory).get();
                binary.deleteOnExit();
                return binary.getPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int major(String path) {
            try {
                Process process = new ProcessBuilder(path, "--version").start();
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                Matcher version = VERSION.matcher(text);
                if (!version.find()) {
                    throw new IllegalStateException(path + " --version says: " + text);
                }
                return Integer.parseInt(version.group(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final int port;
    private final List<String> command;
    private final Path directory;
    private final Thread hook = new Thread(this::kill, "redis-server end");
    private Process process;

    private RedisServer(int port, List<String> command, Path directory) {
        this.port = port;
        this.command = command;
        this.directory = directory;
        this.process = launch(command, directory);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a Redis; returns when it answers.
     *
     * @param settings further settings, as on its command line: {@code "--requirepass", "secret"}
     */
    public static RedisServer start(String... settings) {
        return start(freePort(), List.of(settings));
    }

    /**
     * Starts a Redis on a port that somebody else has to know beforehand.
     *
     * @param port a free port, from {@link #freePort}
     * @param settings further settings
     */
    public static RedisServer start(int port, List<String> settings) {
        try {
            Path directory = Files.createTempDirectory("parley-redis");
            List<String> command = new ArrayList<>(List.of(
                    Binary.PATH,
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no"));
            command.addAll(settings);
            return new RedisServer(port, command, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a sentinel, which looks after masters.
     *
     * @param lines its configuration but for port and address: {@code sentinel monitor main 127.0.0.1 6379 1}
     */
    public static RedisServer startSentinel(String... lines) {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("parley-sentinel");
            Path configuration = directory.resolve("sentinel.conf");
            Files.writeString(configuration, "port " + port + "\nbind 127.0.0.1\n" + String.join("\n", lines) + "\n");
            return new RedisServer(port, List.of(Binary.PATH, configuration.toString(), "--sentinel"), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the major version of every Redis that this class starts: sharded publish/subscribe needs 7. */
    public static int majorVersion() {
        return Binary.MAJOR;
    }

    /** Returns where it listens: {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Stops it from running, without its connections noticing: as a machine that hangs. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it run on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it at once; {@link #startAgain} brings it back on the same port. */
    public void stop() {
        kill();
    }

    /** Starts it again after {@link #stop}, empty; returns when it answers. */
    public void startAgain() {
        process = launch(command, directory);
    }

    /** Ends it; returns when the process is gone. Idempotent. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException alreadyGone) {
            directory.toFile().deleteOnExit();
        }
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " failed with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Process launch(List<String> command, Path directory) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            awaitReady(process, process.inputReader(StandardCharsets.UTF_8));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        Optional<String> line = Optional.ofNullable(output.readLine());
        while (line.isPresent() && !READY.matcher(line.get()).find()) {
            said.append(line.get()).append('\n');
            line = Optional.ofNullable(output.readLine());
        }
        if (line.isEmpty()) {
            process.destroyForcibly();
            throw new IllegalStateException("redis-server did not start:\n" + said);
        }
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "redis-server output");
        drain.setDaemon(true);
        drain.start();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
