// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client may not make a server hold for it, beyond sizes. The frames of a row are as {@link Breach} has them. */
@EveryTarget
@Tag("wire")
class LimitsIT {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final Target target;

    LimitsIT(Target target) {
        this.target = target;
    }

    private static Stream<Arguments> anIdBeyondTheLargest() {
        return Breach.overEach(
                "42/echo,9007199254740992[\"value\",1]",
                "42/echo,99999999999999999999999999999999[\"value\",1]",
                "43/echo,9007199254740992[1]");
    }

    @ParameterizedTest
    @MethodSource
    @DiffersFromReference("takes it, and loses its last digits")
    @Proves("REF-14-1")
    void anIdBeyondTheLargest(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aPayloadThatIsNestedTooDeep() {
        return Breach.overEach(
                "42/echo,1[\"value\"," + "[".repeat(64) + "]".repeat(64) + "]",
                "42/echo,1[\"value\"," + "{\"a\":".repeat(64) + "1" + "}".repeat(64) + "]",
                "42/echo,[\"value\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource
    @DiffersFromReference("has no such limit")
    @Proves("REF-14-2")
    void aPayloadThatIsNestedTooDeep(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aPlaceholderWithAFraction() {
        return Breach.overEach("451-/echo,[\"a\",{\"_placeholder\":true,\"num\":0.5}] |#");
    }

    @ParameterizedTest
    @MethodSource
    @DiffersFromReference("takes it, and finds nothing")
    @Proves("REF-14-5")
    void aPlaceholderWithAFraction(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aNameThatIsTooLong() {
        return Breach.overEach(
                "40/" + "x".repeat(600) + ",",
                "42/echo,[\"" + "x".repeat(513) + "\"]",
                "42/echo,1[\"" + "x".repeat(513) + "\",1]");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource
    @DiffersFromReference("has no such limit")
    @Proves("REF-14-3")
    void aNameThatIsTooLong(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> tooManyArguments() {
        return Breach.overEach(
                "42/echo,1[\"value\"" + ",1".repeat(1_001) + "]", "43/echo,1[0" + ",1".repeat(1_001) + "]");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource
    @DiffersFromReference("has no such limit")
    @Proves("REF-14-4")
    void tooManyArguments(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    @Test
    @DiffersFromReference("waits for ever")
    @Proves("REF-14-6")
    void aClientThatDoesNotSendItsAttachmentIsClosed() {
        String marker = Probe.fresh();
        try (WebSocket socket = WebSocket.open(target, Variant.HASTY)) {
            socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
            socket.send("452-/lifecycle,[\"note\"," + PLACEHOLDER + "]");
            socket.send(new byte[] {1});

            HeartbeatIT.pongUntilClosed(socket);
        }
        assertThat(new Probe(target, Variant.HASTY).awaitSeen(marker, 2))
                .isEqualTo("[\"connect\",\"disconnect: forced close\"]");
    }

    @Test
    @DiffersFromReference("holds everything")
    @Proves("REF-14-7")
    void aClientThatDoesNotFetchWhatItIsSentIsClosed() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        session.join("/echo");

        for (int i = 0; i < 10; i++) {
            session.post("42/echo,[\"large\",900000]");
        }

        assertThat(new Probe(target, Variant.DEFAULTS).awaitSeen(marker, 2))
                .isIn(
                        "[\"connect\",\"disconnect: forced server close\"]",
                        "[\"connect\",\"disconnect: transport error\"]");
    }

    @ParameterizedTest
    @EnumSource
    @DiffersFromReference("has no such limit")
    @Proves("REF-14-8")
    void aNamespaceMoreThanAClientMayBeIn(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.GUARDED)) {
            session.join("/echo");
            session.join("/rooms");
            session.join("/errors");

            session.send("40/lifecycle,");
            session.expect("44/lifecycle,{\"message\":\"Too many namespaces\"}");
            session.send("40");
            session.expect("44{\"message\":\"Too many namespaces\"}");

            session.send("41/errors,");
            session.join("/lifecycle");
            session.assertAlive();
        }
    }
}
