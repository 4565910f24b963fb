// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chat comes and goes on a server that stays. */
@ExtendWith(ChatStage.Shared.class)
class RedeployIT {
    private static final int TIMES = 10;
    private static final Pattern OUR_THREAD = Pattern.compile("^\"(parley[^\"]*)\"", Pattern.MULTILINE);

    /** A class of the WAR, in the tree of class loaders; the runner's are the server's own. */
    private static final Pattern OUR_CLASS = Pattern.compile("ee\\.parley\\.(?!runner\\.|chat\\.Filler)\\S+");

    @TempDir
    Path files;

    @ParameterizedTest
    @EnumSource(
            value = Container.class,
            names = {"PAYARA_MICRO", "WILDFLY"})
    void clientsComeBackAndNothingOfOursStays(Container container, ChatStage stage) throws IOException {
        // What a server or the JVM keeps until it has better use for the place, it is not to keep here.
        Launch launch = ChatStage.launch(container)
                .withJvmOptions("-XX:SoftRefLRUPolicyMSPerMB=0")
                .with("parley.wildfly.idle.threads", "0")
                .with("parley.wildfly.idle.time", "1");
        try (RunningServer server = launch.start()) {
            ChatWindow ada =
                    stage.window(server.uri().resolve("?transports=websocket")).enter("Ada");
            ChatWindow grace =
                    stage.window(server.uri().resolve("?transports=polling")).enter("Grace");
            assertThat(threads(server))
                    .as("the pattern finds them while they are there")
                    .isNotEmpty();
            assertThat(classes(server)).contains(ChatNamespace.class.getName());

            for (int time = 1; time <= TIMES; time++) {
                server.redeploy();
                String text = "after redeployment " + time;
                for (ChatWindow window : List.of(ada, grace)) {
                    window.awaitConnects(time + 1);
                    window.eventually(() -> assertThat(window.people()).contains("Ada", "Grace"));
                }
                ada.say(text);
                grace.eventually(() -> assertThat(grace.roomTexts("lobby")).endsWith(text));
            }

            ada.leave();
            grace.leave();
            server.undeploy();
            ada.eventually(() -> assertThat(threads(server)).isEmpty());

            server.deploy(Filler.war(files));
            ada.eventually(() -> {
                Filler.connectToAll(server.uri());
                jcmd(server, "GC.run");
                assertThat(classes(server)).isEmpty();
            });
        }
    }

    private static List<String> threads(RunningServer server) {
        return OUR_THREAD
                .matcher(jcmd(server, "Thread.print"))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> classes(RunningServer server) {
        return OUR_CLASS
                .matcher(jcmd(server, "VM.classloaders", "show-classes"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String jcmd(RunningServer server, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(server.pid()));
            builder.command().addAll(List.of(command));
            Process process = builder.redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(answer).isZero();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
