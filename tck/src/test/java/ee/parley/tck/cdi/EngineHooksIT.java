// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the application says to requests, below all namespaces. */
@EveryTarget
@Tag("cdi")
class EngineHooksIT {
    private static final String WEBSOCKET =
            "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|";

    private final Target target;
    private final URI root;

    EngineHooksIT(Target target) {
        this.target = target;
        root = target.uri(Variant.DEFAULTS);
    }

    /** The head of the answer, in lower case, and the first line of the body. */
    private List<String> request(String transport, String headers) throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + root.getPath() + "socket.io/?EIO=4&transport=" + transport + " HTTP/1.1\r\nHost: "
                    + root.getHost() + ":" + root.getPort() + "\r\n" + headers.replace("|", "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String lower = line.toLowerCase(Locale.ROOT);
                lines.add(lower);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            lower.substring(lower.indexOf(':') + 1).strip());
                }
            }
            char[] body = new char[length];
            int read = 0;
            for (int more = 0; read < length && more >= 0; read += more) {
                more = in.read(body, read, length - read);
            }
            lines.add(new String(body, 0, read));
            return lines;
        }
    }

    @Test
    @Proves("CDI-5-5")
    void aHandshakeIsRefusedWithTheApplicationsMessage() throws IOException {
        List<String> answer = request("polling", "X-Tck-Refuse: not today|");
        assertThat(answer.get(0)).contains("403");
        assertThat(answer).last().isEqualTo("{\"code\":4,\"message\":\"not today\"}");
    }

    @Test
    @Proves("CDI-5-5")
    void anUpgradeIsRefusedWithTheApplicationsMessage() throws IOException {
        List<String> answer = request("websocket", WEBSOCKET + "X-Tck-Refuse: not today|");
        assertThat(answer.get(0)).contains("400");
        assertThat(answer).last().isEqualTo("not today");
    }

    @Test
    @Proves("CDI-5-6")
    void headersAreOnTheFirstPoll() throws IOException {
        assertThat(request("polling", "X-Tck-Headers: yes|"))
                .contains("x-tck-initial: yes", "x-tck-each: yes", "set-cookie: tck=yes");
    }

    @Test
    @Proves("CDI-5-6")
    void headersAreOnThe101() throws IOException {
        List<String> answer = request("websocket", WEBSOCKET + "X-Tck-Headers: yes|");
        assertThat(answer.get(0)).contains("101");
        assertThat(answer).contains("x-tck-initial: yes", "x-tck-each: yes", "set-cookie: tck=yes");
    }

    @Test
    @Proves("CDI-5-7")
    void eachRefusalIsHeardOf() throws IOException {
        Probe probe = new Probe(target, Variant.DEFAULTS);
        String marker = Probe.fresh();
        request("pigeon", "X-Tck-Marker: " + marker + "|");
        request("polling", "X-Tck-Refuse: not today|X-Tck-Marker: " + marker + "|");
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"0 Transport unknown\",\"4 not today\"]");
    }
}
