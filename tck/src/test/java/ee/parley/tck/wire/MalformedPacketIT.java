// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Socket.IO packets that are malformed, or that come out of turn: each ends its own connection, without a word, and no other.
 * The frames of a row are separated by a space and a bar; {@code #} stands for one of bytes.
 */
@EveryTarget
@Tag("wire")
class MalformedPacketIT {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final Target target;
    private final Probe probe;

    MalformedPacketIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private static Stream<Arguments> overEach(String... rows) {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Arrays.stream(rows).map(row -> Arguments.of(carrier, row)));
    }

    /** One of the reasons: the reference gives either for a packet out of turn, depending on the transport. */
    private void assertEnds(Session.Carrier carrier, String row, String... reasons) {
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
            assertThat(probe.awaitSeen(marker, 2))
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

    private static Stream<Arguments> malformed() {
        return overEach(
                "4",
                "47",
                "49",
                "4a",
                "4-",
                "4 2/echo,[\"a\"]",
                "45/echo,[\"a\"," + PLACEHOLDER + "]",
                "45-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451/echo,[\"a\"," + PLACEHOLDER + "]",
                "450-/echo,[\"a\"]",
                "460-/echo,1[]",
                "4511-/echo,[\"a\"," + PLACEHOLDER + "]",
                "45999999999999999999-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451.5-/echo,[\"a\"," + PLACEHOLDER + "]",
                "45-1-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |42/echo,[\"a\"]",
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |451-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |41/echo,",
                "#",
                "42/echo,[\"a\"] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":1}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":-1}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":\"0\"}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":\"splice\"}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":null}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true}] |#",
                "451-/echo,[\"a\",[{\"b\":{\"num\":7,\"_placeholder\":true}}]] |#",
                "40/other,[]",
                "40/other,null",
                "40/other,\"text\"",
                "40/other,true",
                "40/other,{",
                "40/other,{\"a\"}",
                "41/echo,{}",
                "41/echo,[]",
                "41/echo,null",
                "42/echo,{}",
                "42/echo,{\"0\":\"a\"}",
                "42/echo,\"a\"",
                "42/echo,null",
                "42/echo,true",
                "42/echo,[]",
                "42/echo,[null]",
                "42/echo,[true]",
                "42/echo,[{}]",
                "42/echo,[{\"toString\":\"a\"}]",
                "42/echo,[[\"a\"]]",
                "42/echo,[\"connect\"]",
                "42/echo,[\"connect_error\"]",
                "42/echo,[\"disconnect\"]",
                "42/echo,[\"disconnecting\"]",
                "42/echo,[\"newListener\"]",
                "42/echo,[\"removeListener\"]",
                "42/echo,1[\"disconnect\"]",
                "42/echo,[\"discon\\u006eect\"]",
                "451-/echo,[\"disconnect\"," + PLACEHOLDER + "] |#",
                "42/echo,[\"a\"",
                "42/echo,[\"a\",]",
                "42/echo,[\"a\" 1]",
                "42/echo,[\"a\"]]",
                "42/echo,[\"a\"]x",
                "42/echo,['a']",
                "42/echo,[\"a\",01]",
                "42/echo,[\"a\",NaN]",
                "42/echo,[\"a\",.5]",
                "42/echo,[\"a\",undefined]",
                "42/echo,[\"a\",\"\\x\"]",
                "42/echo,[\"a\",\"\t\"]",
                "42/echo,x",
                "42/echo,-1[\"a\"]",
                "43/echo,1{}",
                "43/echo,1\"a\"",
                "43/echo,1null",
                "43/echo,1[",
                "44/echo,[]",
                "44/echo,true");
    }

    @ParameterizedTest
    @MethodSource
    void malformed(Session.Carrier carrier, String row) {
        assertEnds(carrier, row, "forced close");
    }

    private static Stream<Arguments> outOfTurn() {
        return overEach(
                "40/echo,",
                "40/lifecycle,{\"marker\":\"again\"}",
                "42[\"echo\",\"not joined\"]",
                "42/rooms,[\"rooms\"]",
                "42/rooms,1[\"rooms\"]",
                "42/nowhere,[\"a\"]",
                "43/rooms,1[]",
                "41",
                "41/rooms,",
                "44/echo,{\"message\":\"no\"}",
                "44/echo,\"no\"",
                "44/echo,1",
                "44/rooms,{\"message\":\"no\"}",
                "451-/rooms,[\"a\"," + PLACEHOLDER + "] |#");
    }

    @ParameterizedTest
    @MethodSource
    void outOfTurn(Session.Carrier carrier, String row) {
        assertEnds(carrier, row, "forced close", "forced server close");
    }

    private static Stream<Arguments> beyondOurLimits() {
        return overEach(
                "42/echo,9007199254740992[\"value\",1]",
                "42/echo,99999999999999999999999999999999[\"value\",1]",
                "43/echo,9007199254740992[1]",
                "42/echo,1[\"value\"," + "[".repeat(64) + "]".repeat(64) + "]",
                "42/echo,1[\"value\"," + "{\"a\":".repeat(64) + "1" + "}".repeat(64) + "]",
                "42/echo,[\"value\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":0.5}] |#",
                "40/" + "x".repeat(600) + ",");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource
    @DiffersFromReference("has no such limits")
    void beyondOurLimits(Session.Carrier carrier, String row) {
        assertEnds(carrier, row, "forced close");
    }
}
