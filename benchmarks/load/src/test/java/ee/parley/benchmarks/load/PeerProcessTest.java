// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProcessTest {
    @Test
    void nettySocketIoAnswersAHandshakeUntilItIsClosed(@TempDir Path logs) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessHandle process;
        try (Server.Running server = PeerProcess.start(
                logs,
                "netty",
                port -> List.of(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NettySocketIo.class.getName(),
                        port))) {
            process = ProcessHandle.of(server.pid()).orElseThrow();
            URI handshake = URI.create("http://127.0.0.1:" + server.port() + "/socket.io/?EIO=4&transport=polling");

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(handshake).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).startsWith("0{\"sid\":\"");
        }
        assertThat(process.isAlive()).isFalse();
    }
}
