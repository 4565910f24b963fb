// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that takes its time, and handlers that block. */
@EveryTarget
@Tag("wire")
class GateIT {
    private final Target target;
    private final Probe probe;
    private final String key = Probe.fresh();

    GateIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private String auth() {
        return "{\"key\":\"" + key + "\"}";
    }

    private void expectConnected(Session session) {
        assertThat(session.text()).matches("40/slow,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    }

    /** A session in {@code /slow} whose gate is open. */
    private Session admitted(Session.Carrier carrier) {
        Session session = carrier.open(target, Variant.DEFAULTS);
        probe.release(key);
        session.send("40/slow," + auth());
        // The reference sends what the gate has sent before the reply, Parley after it.
        assertThat(List.of(session.text(), session.text(), session.text()))
                .contains("42/slow,[\"held\",1]", "42/slow,[\"held\",2]");
        return session;
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-3-1")
    void theClientIsToldWhenTheGateHasOpened(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            session.send("40/slow," + auth());
            assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"gate\"]");

            probe.release(key);

            String packet = session.text();
            for (int i = 0; i < 2 && !packet.startsWith("40/slow,"); i++) {
                packet = session.text();
            }
            assertThat(packet).matches("40/slow,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DiffersFromReference("sends it before, and closes a client that emits before")
    @Proves({"API-3-4", "API-3-5"})
    void whatIsSentAndReceivedMeanwhileWaits(boolean blocking) {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/echo");
            socket.send("40/slow,{\"key\":\"" + key + "\",\"block\":" + blocking + "}");
            assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"gate\"]");
            socket.send("42/slow,0[\"note\",\"early\"]");
            probe.ask("[\"emit-to-slow\",\"" + key + "\",3]");
            socket.assertAlive();

            probe.release(key);

            expectConnected(socket);
            socket.expect("42/slow,[\"held\",1]");
            socket.expect("42/slow,[\"held\",2]");
            socket.expect("42/slow,[\"held\",3]");
            socket.expect("43/slow,0[[\"early\"]]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DiffersFromReference("closes the client")
    @Proves({"API-3-4", "REF-13-5"})
    void anEventMayFollowTheConnectAtOnce(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.send("40/echo,");
            session.send("42/echo,0[\"value\",1]");
            assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
            session.expect("43/echo,0[1]");
        }
    }

    @Test
    @DiffersFromReference("closes the client")
    @Proves({"API-3-4", "REF-13-5"})
    void anEventMayFollowTheConnectInOneBody() {
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.send("40/echo,\u001e42/echo,0[\"value\",1]\u001e42/echo,1[\"value\",2]");
        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
        session.expect("43/echo,0[1]");
        session.expect("43/echo,1[2]");
    }

    @Test
    @Proves("API-3-6")
    void ofARefusedClientNothingRemains() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/echo");
            socket.send("40/slow," + auth());
            assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"gate\"]");

            probe.ask("[\"refuse\",\"" + key + "\"]");

            String packet = socket.text();
            for (int i = 0; i < 2 && packet.startsWith("42/slow,[\"held\","); i++) {
                packet = socket.text();
            }
            assertThat(packet).isEqualTo("44/slow,{\"message\":\"not after all\"}");
            assertThat(probe.ask("[\"members-of-slow\",\"" + key + "\"]")).isEqualTo("0");
            socket.assertAlive();
        }
        assertThat(probe.seen(key)).isEqualTo("[\"gate\"]");
    }

    @Test
    @DiffersFromReference("has sent it before")
    @Proves("API-3-7")
    void whatARefusedClientWasSentIsDropped() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/echo");
            probe.ask("[\"refuse\",\"" + key + "\"]");
            socket.send("40/slow," + auth());
            socket.expect("44/slow,{\"message\":\"not after all\"}");
            socket.assertAlive();
        }
    }

    @Test
    @Proves("API-3-8")
    void aClientThatGoesBeforeTheGateHasOpenedWasNeverThere() {
        WebSocket socket = WebSocket.open(target, Variant.DEFAULTS);
        String marker = Probe.fresh();
        socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        socket.send("40/slow," + auth());
        assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"gate\"]");
        socket.close();
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: transport close\"]");

        probe.release(key);

        assertThat(probe.ask("[\"members-of-slow\",\"" + key + "\"]")).isEqualTo("0");
        assertThat(probe.seen(key)).isEqualTo("[\"gate\"]");
    }

    @Test
    @Proves("API-3-9")
    void anotherNamespaceDoesNotWait() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.send("40/slow,{\"key\":\"" + key + "\",\"block\":true}");
            assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"gate\"]");
            String packet;
            socket.send("40/echo,");
            do {
                packet = socket.text();
            } while (packet.startsWith("42/slow,"));
            assertThat(packet).startsWith("40/echo,{\"sid\":\"");
            socket.assertAlive();
            probe.release(key);
            expectConnected(socket);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-4-6")
    void aHandlerMayWaitForItsOwnClient(Session.Carrier carrier) {
        try (Session session = admitted(carrier)) {
            session.send("42/slow,0[\"wait-for-me\",\"what?\"]");
            String question = session.text();
            assertThat(question).startsWith("42/slow,").endsWith("[\"question\",\"what?\"]");
            String ackId = question.substring("42/slow,".length(), question.indexOf('['));
            session.send("43/slow," + ackId + "[\"that\"]");
            session.expect("43/slow,0[\"you said that\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DiffersFromReference("runs handlers that await side by side")
    @Proves({"API-4-4", "API-4-5"})
    void aHandlerThatBlocksHoldsBackTheNextEventsOfItsSocketAlone(Session.Carrier carrier) {
        String latch = Probe.fresh();
        try (Session session = admitted(carrier)) {
            session.join("/echo");
            session.send("42/slow,0[\"block\",\"" + latch + "\"]");
            session.send("42/slow,1[\"note\",\"a\"]");
            session.send("42/slow,2[\"note\",\"b\"]");
            assertThat(probe.awaitSeen(latch, 1)).isEqualTo("[\"blocked\"]");
            session.assertAlive();

            probe.release(latch);

            session.expect("43/slow,0[\"unblocked\"]");
            session.expect("43/slow,1[[\"unblocked\",\"a\"]]");
            session.expect("43/slow,2[[\"unblocked\",\"a\",\"b\"]]");
        }
    }

    @Test
    @DiffersFromReference("waits until the timeout")
    @Proves("API-6-5")
    void whoeverAsksAClientIsToldThatItHasLeft() {
        String marker = Probe.fresh();
        Session session = admitted(Session.Carrier.WEBSOCKET);
        session.send("42/slow,[\"wait-in-vain\",\"" + marker + "\"]");
        assertThat(session.text()).endsWith("[\"question\",\"" + marker + "\"]");
        session.close();
        assertThat(probe.awaitSeen(marker, 1)).isEqualTo("[\"socket has been disconnected\"]");
    }

    @Test
    @DiffersFromReference("runs handlers that await side by side")
    @Proves("API-11-2")
    void theDisconnectIsHandledAfterTheEventsBefore() {
        String latch = Probe.fresh();
        Session session = admitted(Session.Carrier.WEBSOCKET);
        String marker = Probe.fresh();
        session.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        session.send("42/slow,[\"block\",\"" + latch + "\"]");
        assertThat(probe.awaitSeen(latch, 1)).isEqualTo("[\"blocked\"]");
        session.close();
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: transport close\"]");
        assertThat(probe.seen(key)).isEqualTo("[\"gate\"]");

        probe.release(latch);

        assertThat(probe.awaitSeen(key, 2)).isEqualTo("[\"gate\",\"disconnect: transport close\"]");
    }
}
