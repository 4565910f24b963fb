// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import ee.parley.runner.ServerFailedException;
import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Targets;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The application goes while its handlers run, comes back, and does not come at all when it has mistakes. */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("ee.parley.tck.server.Targets#containers")
@Tag("cdi")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UndeployIT {
    private static final Pattern OUR_THREAD = Pattern.compile("^\"(parley[^\"]*)\"", Pattern.MULTILINE);

    /** Has no application while no test runs. */
    private static RunningServer server;

    private final Container container;

    UndeployIT(Container container) {
        this.container = container;
    }

    @BeforeParameterizedClassInvocation
    static void start(Container container, @TempDir Path directory) throws IOException {
        server = Launch.of(container, Mistakes.nothing(directory)).start();
        server.undeploy();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    @Proves({"CDI-11-3", "CDI-11-4"})
    void handlersThatRunAreToldAndTheirSocketsBeansDestroyed() throws Exception {
        Path war = Targets.war(container);
        server.deploy(war);
        Target target = new Running(server.uri());
        String asking = Probe.fresh();
        Session waitsForItsClient = join(target, asking);
        waitsForItsClient.send("42/contexts,0[\"wait-for-me\"]");
        assertThat(waitsForItsClient.text()).endsWith("[\"question\"]");
        String stuck = Probe.fresh();
        Session waitsForEver = join(target, stuck);
        waitsForEver.send("42/contexts,0[\"wait-for-ever\"]");
        Session leaves = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
        String leaving = Probe.fresh();
        leaves.join("/sequence", "{\"marker\":\"" + leaving + "\"}");
        assertThat(threads(server)).isNotEmpty();

        server.undeploy();

        waitsForItsClient.awaitEnd();
        waitsForEver.awaitEnd();
        leaves.awaitEnd();
        assertThat(Files.readString(server.log()))
                .containsOnlyOnce("left " + leaving + ": server shutting down")
                .containsSubsequence("socket has been disconnected " + asking, "destroyed " + asking)
                .containsSubsequence("PARLEY6107", "interrupted " + stuck);
        assertThat(threads(server)).isEmpty();

        server.deploy(war);
        join(target, Probe.fresh()).close();
        server.undeploy();
    }

    @Test
    @Proves("CDI-12-1")
    void everyMistakeIsReportedAndTheApplicationRefused(@TempDir Path directory) throws Exception {
        Path broken = Mistakes.war(Targets.war(container), directory);
        assertThatExceptionOfType(ServerFailedException.class).isThrownBy(() -> server.deploy(broken));
        assertThat(Files.readString(server.log())).contains(Mistakes.MESSAGES);
    }

    private static Session join(Target target, String marker) {
        Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
        session.join("/contexts", "{\"marker\":\"" + marker + "\"}");
        session.send("42/contexts,0[\"add\",\"to be logged\"]");
        session.expect("43/contexts,0[[\"gate 1\",\"observer\",\"to be logged\"]]");
        return session;
    }

    private static List<String> threads(RunningServer server) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return OUR_THREAD
                .matcher(answer)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private record Running(URI uri) implements Target {
        @Override
        public URI uri(Variant variant) {
            return uri;
        }

        @Override
        public void stop() {}
    }
}
