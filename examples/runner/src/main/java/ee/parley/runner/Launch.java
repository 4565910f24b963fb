// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to start: a WAR on a container, on the loopback address.
 *
 * @param port where to listen, or 0 for a port that is free
 * @param contextRoot the path of the application, beginning with a slash
 * @param systemProperties what the server's JVM gets as {@code -D}
 * @param jvmOptions further options of that JVM, after our own
 */
public record Launch(
        Container container,
        Path war,
        int port,
        String contextRoot,
        Map<String, String> systemProperties,
        List<String> jvmOptions) {

    /** Where servers keep their logs and their scratch space, a directory for each. */
    private static final String DIRECTORY_PROPERTY = "parley.servers.log";

    /** Options for the JVM of every server, separated by spaces. */
    private static final String OPTIONS_PROPERTY = "parley.servers.options";

    public Launch {
        if (!contextRoot.startsWith("/")) {
            throw new IllegalArgumentException("contextRoot must begin with a slash, was " + contextRoot);
        }
        systemProperties = Map.copyOf(systemProperties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Returns a launch at the root of a free port. */
    public static Launch of(Container container, Path war) {
        return new Launch(container, war, 0, "/", Map.of(), List.of());
    }

    public Launch onPort(int port) {
        return new Launch(container, war, port, contextRoot, systemProperties, jvmOptions);
    }

    public Launch at(String contextRoot) {
        return new Launch(container, war, port, contextRoot, systemProperties, jvmOptions);
    }

    public Launch with(String systemProperty, String value) {
        Map<String, String> more = new TreeMap<>(systemProperties);
        more.put(systemProperty, value);
        return new Launch(container, war, port, contextRoot, more, jvmOptions);
    }

    public Launch withJvmOptions(String... options) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.addAll(List.of(options));
        return new Launch(container, war, port, contextRoot, systemProperties, more);
    }

    /**
     * Returns the server once the WAR answers; the caller closes it.
     *
     * @throws ServerFailedException when the port is taken, the server ends early, or the WAR does not deploy in time
     */
    public RunningServer start() {
        int chosen = chosenPort();
        try {
            Path directory = directory();
            RunningServer server = container.boot(this, chosen, directory);
            try {
                server.deploy(war);
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int chosenPort() {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new ServerFailedException("Port " + port + " is taken: " + e.getMessage());
        }
    }

    /** Returns one more port that is free, for servers that need two. */
    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private Path directory() throws IOException {
        Path parent = Path.of(System.getProperty(DIRECTORY_PROPERTY, "target/servers"));
        Files.createDirectories(parent);
        return Files.createTempDirectory(
                parent.toAbsolutePath(), container.name().toLowerCase(Locale.ROOT) + "-");
    }

    /** Returns where the WAR answers. */
    URI uriOn(int chosenPort) {
        return URI.create(
                "http://127.0.0.1:" + chosenPort + (contextRoot.endsWith("/") ? contextRoot : contextRoot + "/"));
    }

    /** Returns the command up to the class path: the JVM that runs us, small and headless, with what was asked for. */
    List<String> java(Path scratch) {
        return java(Jdk.ours(), scratch);
    }

    /** Returns the command up to the class path, with the JVM of another JDK. */
    List<String> java(Path jdk, Path scratch) {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin/java").toString());
        command.add("-Xmx512m");
        command.add("-Djava.awt.headless=true");
        command.add("-Djava.io.tmpdir=" + scratch);
        for (String option : System.getProperty(OPTIONS_PROPERTY, "").split(" ", -1)) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        command.addAll(jvmOptions);
        systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        return command;
    }
}
