// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunningServerIT {
    @TempDir
    Path directory;

    /** Those that the build brings; with {@code -Dparley.tck.on=glassfish} that one. */
    private static Stream<Container> brought() {
        return Stream.of(Container.values()).filter(Container::isBrought);
    }

    @ParameterizedTest
    @MethodSource("brought")
    void aWarAnswersUntilItIsTakenAwayAndTheNextOneThatDeploysAnswersInItsPlace(Container container)
            throws IOException {
        Launch launch = Launch.of(container, war("hello"));
        long pid;
        try (RunningServer server = launch.start()) {
            pid = server.pid();
            assertThat(body(server.uri())).isEqualTo("hello");

            server.undeploy();
            assertThat(status(server.uri().resolve("greeting.txt"))).isEqualTo(404);

            Path broken = Files.writeString(directory.resolve("broken.war"), "not a zip file");
            assertThatExceptionOfType(ServerFailedException.class)
                    .isThrownBy(() -> server.deploy(broken))
                    .withMessageContaining(broken.toString())
                    .withMessageContaining("The end of ");

            server.deploy(war("again"));
            assertThat(body(server.uri())).isEqualTo("again");

            server.redeploy();
            assertThat(body(server.uri())).isEqualTo("again");

            assertThat(body(server.deployBeside(war("beside"), "/beside"))).isEqualTo("beside");
            assertThat(body(server.uri())).isEqualTo("again");
            assertThat(server.closing()).isFalse();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("brought")
    void theServerEndsWhenItsParentIsKilled(Container container) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        property(container.property()),
                        property("parley.servers.log"),
                        "-cp",
                        ChildProcess.ourClasses().toString(),
                        Main.class.getName(),
                        container.name(),
                        "Greeting",
                        war("hello").toString(),
                        Integer.toString(freePort()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = parent.inputReader(UTF_8)) {
            assertThat(lines.readLine())
                    .matches("Greeting is running on http://localhost:\\d+/ \\(" + container.title()
                            + "\\)\\. Press Ctrl-C to stop\\.");
            List<ProcessHandle> servers = parent.descendants().toList();
            assertThat(servers).hasSize(1);

            parent.destroyForcibly();

            assertThat(servers.get(0).onExit().get(20, TimeUnit.SECONDS).isAlive())
                    .isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAtOnce() throws IOException {
        try (ServerSocket occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = occupant.getLocalPort();
            assertThatExceptionOfType(ServerFailedException.class)
                    .isThrownBy(() -> Launch.of(Container.WILDFLY, war("hello"))
                            .onPort(port)
                            .start())
                    .withMessageStartingWith("Port " + port + " is taken");
        }
    }

    private Path war(String greeting) throws IOException {
        Path war = directory.resolve(greeting + ".war");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            zip.putNextEntry(new ZipEntry("greeting.txt"));
            zip.write(greeting.getBytes(UTF_8));
        }
        return war;
    }

    private static String body(URI root) throws IOException {
        return new String(root.resolve("greeting.txt").toURL().openStream().readAllBytes(), UTF_8);
    }

    private static int status(URI uri) throws IOException {
        return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String property(String name) {
        return "-D" + name + "=" + System.getProperty(name);
    }
}
