// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.PacketData;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own. */
@Timeout(120)
class ProcessTest {
    private static final ClusterMessage HELLO = new ServerSideEmit(Optional.empty(), new PacketData("[\"hello\"]"));

    @Test
    void theOthersAreToldOfANodeThatIsKilledWithinSeconds(@TempDir Path logs) throws Exception {
        int port = TestNode.port();
        try (TestNode one = new TestNode(port);
                TestNode two = new TestNode(port)) {
            TestNode.await(() -> one.others() == 1 && two.others() == 1);
            Process killed = start(port, logs.resolve("killed").toFile());
            assertThat(one.heard.poll(60, TimeUnit.SECONDS)).isEqualTo(HELLO);
            assertThat(two.heard.poll(60, TimeUnit.SECONDS)).isEqualTo(HELLO);

            String node = one.senders.remove();
            TestNode.await(() -> one.others() == 2);
            assertThat(one.channel.otherNodes().toCompletableFuture().join().ids())
                    .contains(node);

            killed.destroyForcibly();

            assertThat(one.left.poll(10, TimeUnit.SECONDS)).isEqualTo(node);
            assertThat(two.left.poll(10, TimeUnit.SECONDS)).isEqualTo(two.senders.poll());
            assertThat(one.others()).isEqualTo(1);
            one.channel.publish(HELLO).toCompletableFuture().join();
            assertThat(two.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(HELLO);
            assertThat(one.adapter.health().lost()).isZero();
        }
    }

    private static Process start(int port, File log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledNode.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }
}
