// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the server, or the client, ends a socket or the whole connection in good order. */
@EveryTarget
@EveryWebSocket
@Tag("wire")
class CloseIT {
    private final Target target;

    private final Probe probe;

    CloseIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private static String watched(String marker) {
        return "{\"marker\":\"" + marker + "\"}";
    }

    private void assertSeen(String marker, String reason) {
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: " + reason + "\"]");
    }

    @Test
    @Proves({"API-11-4", "API-12-2", "SIO5-3.2-1", "SIO5-3.2-2"})
    void overWebSocketEachNamespaceIsLeftThenTheConnectionCloses() {
        String marker = Probe.fresh();
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/");
            socket.join("/lifecycle", watched(marker));
            socket.send("42/lifecycle,[\"close\"]");

            socket.expect("41");
            socket.expect("41/lifecycle,");
            assertThat(socket.next().closeCode()).isIn(1000, WebSocket.NO_CODE);
        }
        assertSeen(marker, "server namespace disconnect");
    }

    @Test
    @Proves({"API-11-4", "API-12-2", "API-12-3"})
    void overPollingTheConnectionClosesAtTheNextPoll() {
        String marker = Probe.fresh();
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.join("/lifecycle", watched(marker));
        session.send("42/lifecycle,[\"close\"]");
        assertSeen(marker, "server namespace disconnect");

        session.expectPoll("41/lifecycle,");
        session.expectPoll("6\u001e1");
        session.assertUnknown();
    }

    @Test
    @Proves("API-12-3")
    void aPollThatWaitsBringsTheDisconnect() {
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.join("/lifecycle", "{}");
        CompletableFuture<Http.Answer> poll = session.startPoll();
        session.send("42/lifecycle,[\"close\"]");

        assertThat(Http.await(poll).body()).isEqualTo("41/lifecycle,");
        // A poll that is faster than the close waits for it, and is then not sent the noop of one that comes late.
        assertThat(session.poll().body()).isIn("6\u001e1", "1");
        session.assertUnknown();
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-12-4")
    void whatWasSentBeforeStillArrives(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/lifecycle", "{}");
            session.send("42/lifecycle,[\"farewell\"]");

            session.expect("42/lifecycle,[\"farewell\",\"bye\"]");
            session.expect("41/lifecycle,");
            session.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-11-4", "API-12-1", "SIO5-2.4-2"})
    void theServerMayMakeASocketLeaveItsNamespaceAlone(Session.Carrier carrier) {
        String marker = Probe.fresh();
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            session.join("/lifecycle", watched(marker));
            session.send("42/lifecycle,[\"leave\"]");

            session.expect("41/lifecycle,");
            assertSeen(marker, "server namespace disconnect");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-11-3", "SIO5-2.4-1", "SIO5-2.4-3", "SIO5-3.2-2"})
    void theClientMayLeaveOneNamespace(Session.Carrier carrier) {
        String marker = Probe.fresh();
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            session.join("/lifecycle", watched(marker));
            session.send("41/lifecycle,");

            assertSeen(marker, "client namespace disconnect");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-11-3", "SIO5-2.4-4"})
    void theClientMayLeaveAllNamespacesAndComeBack(Session.Carrier carrier) {
        String marker = Probe.fresh();
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            String first = session.join("/lifecycle", watched(marker));
            session.send("41/lifecycle");
            assertSeen(marker, "client namespace disconnect");

            assertThat(session.join("/lifecycle", "{}")).isNotEqualTo(first);
            session.join("/echo");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"SIO5-2.4-1", "SIO5-2.4-3", "SIO5-3.2-1"})
    void theClientMayLeaveTheMainNamespace(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            String first = session.join("/");
            session.send("41");
            session.assertAlive();

            assertThat(session.join("/")).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-11-1", "API-11-5"})
    void theEndOfTheConnectionIsTheEndOfEachSocketOnce(Session.Carrier carrier) {
        String marker = Probe.fresh();
        Session session = carrier.open(target, Variant.DEFAULTS);
        session.join("/");
        session.join("/echo");
        session.join("/lifecycle", watched(marker));
        session.close();

        assertSeen(marker, "transport close");
        assertThat(probe.seen(marker)).isEqualTo("[\"connect\",\"disconnect: transport close\"]");
    }
}
