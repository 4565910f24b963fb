// SPDX-License-Identifier: Apache-2.0
package ee.parley.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An nginx in a process of its own, in front of two nodes. */
final class Nginx implements AutoCloseable {
    private static final int BOUND_MILLIS = 20_000;
    private static final int PAUSE_MILLIS = 50;

    private final Process process;
    private final URI uri;
    private final Thread hook;

    private Nginx(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
        this.hook = new Thread(process::destroy, "nginx end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Tells whether there is an nginx to start. */
    static boolean isInstalled() {
        try {
            return new ProcessBuilder("nginx", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param configuration the name of its configuration, beside this class
     * @param port where it listens, on the loopback address; 0 for a port that is free
     * @param a where the node {@code a} is
     * @param b where the node {@code b} is
     */
    static Nginx start(String configuration, int port, URI a, URI b) {
        try {
            int chosen = port == 0 ? freePort() : port;
            Path directory = Files.createTempDirectory("parley-nginx");
            Path file = directory.resolve("nginx.conf");
            Files.writeString(
                    file,
                    template(configuration)
                            .replace("{directory}", directory.toString())
                            .replace("{port}", Integer.toString(chosen))
                            .replace("{a}", Integer.toString(a.getPort()))
                            .replace("{b}", Integer.toString(b.getPort())));
            Process process = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
            Nginx nginx = new Nginx(process, URI.create("http://localhost:" + chosen + "/"));
            nginx.awaitAnswer(directory);
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException("nginx does not start: is it installed?", e);
        }
    }

    private static String template(String name) throws IOException {
        try (InputStream file = Nginx.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void awaitAnswer(Path directory) throws IOException {
        for (int waited = 0; waited < BOUND_MILLIS; waited += PAUSE_MILLIS) {
            if (answers()) {
                return;
            }
            if (ends()) {
                break;
            }
        }
        close();
        throw new IllegalStateException("nginx does not run:\n" + Files.readString(directory.resolve("output.log")));
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setReadTimeout(BOUND_MILLIS);
            try {
                return connection.getResponseCode() > 0;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean ends() {
        try {
            return process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Returns where it answers, ending with a slash. */
    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // the hook does it
        }
    }
}
