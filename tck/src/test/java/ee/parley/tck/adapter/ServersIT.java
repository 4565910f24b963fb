// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.jgroups.JGroupsAdapterFactory;
import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.JChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The TCK application on a Payara Micro and on a WildFly, which are one cluster; a client on each, both in one room. */
@Tag("adapter")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServersIT {
    private static RunningServer payara;
    private static RunningServer wildfly;

    private final String room = "room-" + Probe.fresh();
    private Session here;
    private Session there;
    private String hereId;
    private String thereId;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        assumeTrue(
                System.getProperty("parley.tck.url", "").isEmpty(), "the servers of this run were not started by it");
        Path war = withAdapter(directory.resolve("tck.war"));
        int port = freePort();
        payara = launch(Container.PAYARA_MICRO, war, port);
        wildfly = launch(Container.WILDFLY, war, port);
    }

    private static Path withAdapter(Path war) throws Exception {
        Files.copy(Path.of(System.getProperty("parley.tck.war", "target/tck.war")), war);
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            for (Class<?> type : List.of(JGroupsAdapterFactory.class, JChannel.class)) {
                Path jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().toURI());
                Files.copy(
                        jar, inside.getPath("WEB-INF", "lib", jar.getFileName().toString()));
            }
        }
        return war;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static RunningServer launch(Container container, Path war, int port) {
        return Launch.of(container, war)
                .with("parley.cluster", "jgroups://127.0.0.1:" + port + "/tck")
                .with("parley.jgroups.bind-port", Integer.toString(port))
                .start();
    }

    @AfterAll
    static void stop() {
        Stream.of(payara, wildfly).filter(server -> server != null).forEach(RunningServer::close);
    }

    @BeforeEach
    void join() {
        here = Session.Carrier.WEBSOCKET.open(new Running(payara.uri()), Variant.DEFAULTS);
        there = Session.Carrier.WEBSOCKET.open(new Running(wildfly.uri()), Variant.DEFAULTS);
        hereId = here.join("/rooms");
        thereId = there.join("/rooms");
        call(here, "[\"join\",\"" + room + "\"]", "[]");
        call(there, "[\"join\",\"" + room + "\"]", "[]");
        // Until the group has formed, and each has the other's room.
        Eventually.is(found(hereId, thereId), () -> answer(here, "[\"fetch\",[\"" + room + "\"]]"));
        Eventually.is(found(hereId, thereId), () -> answer(there, "[\"fetch\",[\"" + room + "\"]]"));
    }

    @AfterEach
    void leave() {
        here.close();
        there.close();
    }

    private static String found(String... ids) {
        return Stream.of(ids).sorted().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[[", "]]"));
    }

    private static String answer(Session session, String event) {
        session.send("42/rooms,7" + event);
        String answer = session.text();
        assertThat(answer).startsWith("43/rooms,7");
        return answer.substring("43/rooms,7".length());
    }

    private static void call(Session session, String event, String answer) {
        assertThat(answer(session, event)).isEqualTo(answer);
    }

    @Test
    @Order(1)
    @Proves({"ADP-8-1", "ADP-8-2"})
    void aBroadcastReachesTheClientsOfAllServers() {
        here.send("42/rooms,[\"to\",[\"" + room + "\"],{\"n\":1}]");
        here.expect("42/rooms,[\"msg\",{\"n\":1}]");
        there.expect("42/rooms,[\"msg\",{\"n\":1}]");

        there.send("42/rooms,[\"to-others\",[\"" + room + "\"],2]");
        here.expect("42/rooms,[\"msg\",2]");

        there.send("42/rooms,[\"to-except\",[\"" + room + "\"],[\"" + thereId + "\"],3]");
        here.expect("42/rooms,[\"msg\",3]");

        here.send("42/rooms,[\"all\",4]");
        here.expect("42/rooms,[\"msg\",4]");
        there.expect("42/rooms,[\"msg\",4]");
    }

    @Test
    @Order(1)
    @Proves("ADP-8-1")
    void attachmentsReachTheClientsOfAllServers() {
        there.send("451-/rooms,[\"to-bytes\",[\"" + room + "\"],{\"_placeholder\":true,\"num\":0}]");
        there.send(new byte[] {1, 2, 3});

        for (Session session : List.of(here, there)) {
            session.expect("451-/rooms,[\"msg\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(session.bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    @Order(1)
    @Proves("ADP-8-3")
    void theSocketsOfAllServersJoinAndLeaveAndAreSentAway() {
        call(here, "[\"sockets-join\",[\"" + thereId + "\"],[\"" + room + "-blue\"]]", "[]");
        Eventually.is(found(thereId), () -> answer(here, "[\"fetch\",[\"" + room + "-blue\"]]"));
        call(there, "[\"rooms\"]", "[[\"" + room + "\",\"" + room + "-blue\"]]");

        call(here, "[\"sockets-leave\",[\"" + room + "-blue\"],[\"" + room + "-blue\"]]", "[]");
        Eventually.is("[[]]", () -> answer(here, "[\"fetch\",[\"" + room + "-blue\"]]"));

        call(here, "[\"disconnect-sockets\",[\"" + thereId + "\"],false]", "[]");
        there.expect("41/rooms,");
        Eventually.is(found(hereId), () -> answer(here, "[\"fetch\",[\"" + room + "\"]]"));
    }

    @Test
    @Order(1)
    @Proves({"ADP-8-3", "ADP-8-4"})
    void theClientsOfAllServersAnswerAndTheirDataIsSeen() {
        call(there, "[\"remember\",\"me\"]", "[]");
        call(here, "[\"remembered\",\"" + thereId + "\"]", "[\"me\"]");

        here.send("42/rooms,8[\"ask\",[\"" + room + "\"],20000,\"how?\"]");
        reply(here, "fine");
        reply(there, "well");
        here.expect("43/rooms,8[{\"answers\":[\"fine\",\"well\"],\"timedOut\":false}]");
    }

    private static void reply(Session session, String answer) {
        String question = session.text();
        assertThat(question).matches("42/rooms,[0-9]+\\[\"question\",\"how\\?\"]");
        String ackId = question.substring("42/rooms,".length(), question.indexOf('['));
        session.send("43/rooms," + ackId + "[\"" + answer + "\"]");
    }

    @Test
    @Order(2)
    @Proves({"ADP-8-5", "ADP-5-8"})
    void aServerWhoseApplicationGoesIsNotWaitedForAndKeepsNothingOfTheEngine() throws Exception {
        assertThat(threads(wildfly)).isNotEmpty();
        assertThat(threads(payara)).isNotEmpty();

        wildfly.undeploy();
        assertThat(threads(wildfly)).isEmpty();
        call(here, "[\"fetch\",[\"" + room + "\"]]", found(hereId));

        payara.undeploy();
        assertThat(threads(payara)).isEmpty();
    }

    /** Those that JGroups names after the cluster. */
    private static List<String> threads(RunningServer server) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer.lines()
                .filter(line -> line.startsWith("\"") && line.contains(",tck,"))
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
