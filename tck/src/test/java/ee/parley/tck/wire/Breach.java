// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What a client does that ends its own connection, without a word, and no other. The frames of a row are separated by a space
 * and a bar; {@code #} stands for one of bytes.
 */
final class Breach {
    private Breach() {}

    /** Each row over each carrier. */
    static Stream<Arguments> overEach(String... rows) {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Arrays.stream(rows).map(row -> Arguments.of(carrier, row)));
    }

    /** One of the reasons: the reference gives either for a packet out of turn, depending on the transport. */
    static void assertEnds(Target target, Session.Carrier carrier, String row, String... reasons) {
        String marker = Probe.fresh();
        try (WebSocket beside = WebSocket.open(target, Variant.DEFAULTS);
                Session session = carrier.open(target, Variant.DEFAULTS)) {
            beside.join("/echo");
            session.join("/echo");
            session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");

            for (String frame : row.split(" \\|", -1)) {
                send(session, frame);
            }

            session.awaitEnd();
            assertThat(new Probe(target, Variant.DEFAULTS).awaitSeen(marker, 2))
                    .isIn(Arrays.stream(reasons)
                            .map(reason -> "[\"connect\",\"disconnect: " + reason + "\"]")
                            .toList());
            beside.assertAlive();
        }
    }

    private static void send(Session session, String frame) {
        if (frame.equals("#")) {
            session.send(new byte[] {1, 2, 3});
        } else {
            session.send(frame);
        }
    }
}
