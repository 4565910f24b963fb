// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session opens, carries messages and ends. */
class SessionTest extends SessionFixture {
    // Opening

    @Test
    void aSessionOverPollingOpensWithItsIdTheUpgradesAndTheLimits() {
        LoopbackTransport transport = polling();
        assertThat(transport.takeSent().toString())
                .matches("\\[0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}]");
    }

    @Test
    void aSessionOverWebSocketHasNothingToUpgradeTo() {
        assertThat(websocket().takeSent().get(0)).contains("\"upgrades\":[],");
    }

    @Test
    void upgradesAreNotOfferedWhereTheyAreNotAllowed() {
        Engine without = new Engine(ServerOptions.builder().allowUpgrades(false).build(), timers, session -> listener);
        LoopbackTransport transport = transport(without.open(request(), LoopbackTransport::polling));
        assertThat(transport.takeSent().get(0)).contains("\"upgrades\":[],");
    }

    @Test
    void idsDiffer() {
        assertThat(engine.open(request(), LoopbackTransport::polling).id())
                .isNotEqualTo(engine.open(request(), LoopbackTransport::polling).id());
    }

    @Test
    void theIdIsCutInALog() {
        begin(ServerOptions.Transport.WEBSOCKET);
        assertThat(opened.id().toString()).hasSize(7).isEqualTo(sid().substring(0, 6) + "…");
    }

    // Messages

    @Test
    void messagesOfEitherKindReachTheListenerInOrder() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "451-[\"photo\",{\"_placeholder\":true,\"num\":0}]");
        opened.binary(transport, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(listener.takeHeard())
                .containsExactly("text 51-[\"photo\",{\"_placeholder\":true,\"num\":0}]", "binary 010203");
    }

    @Test
    void thePacketsOfAPayloadReachTheListenerInOrder() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        post(transport, "4one\u001ebAQID\u001e4two");
        assertThat(listener.takeHeard()).containsExactly("text one", "binary 010203", "text two");
    }

    @Test
    void anUndecodablePacketClosesTheSession() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "abc");
        assertThat(listener.takeHeard()).containsExactly("closed parse error");
        assertThat(transport.isDiscarded()).isTrue();
        assertThat(engine.session(sid())).isEmpty();
    }

    @Test
    void anEmptyPayloadClosesTheSession() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        post(transport, "");
        assertThat(listener.takeHeard()).containsExactly("closed parse error");
        assertThat(transport.takeSent()).containsExactly("1");
    }

    @Test
    void aPingFromTheClientClosesTheSession() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "2");
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
    }

    @Test
    void openUpgradeAndNoopFromTheClientMeanNothing() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "0{}");
        opened.text(transport, "5");
        opened.text(transport, "6");
        opened.text(transport, "4still");
        assertThat(listener.takeHeard()).containsExactly("text still");
    }

    @Test
    void aClosePacketEndsTheSessionAndThePollThatWaitsIsAnsweredWithANoop() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        post(transport, "1");
        assertThat(transport.takeSent()).containsExactly("6");
        assertThat(listener.takeHeard()).containsExactly("closed transport close");
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "1");
        opened.text(transport, "4late");
        opened.closed(transport, CloseReason.TRANSPORT_ERROR, "again");
        assertThat(listener.takeHeard()).containsExactly("closed transport close");
    }

    // Closing

    @Test
    void anOrderlyCloseSendsWhatWaitsFirst() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.send(List.of(Frame.message("1")));
        opened.send(List.of(Frame.message("2")));
        opened.close();
        opened.send(List.of(Frame.message("too late")));
        assertThat(transport.isClosed()).isFalse();
        transport.unblock();
        assertThat(transport.takeSent()).containsExactly("41", "42");
        assertThat(transport.isClosed()).isTrue();
        assertThat(listener.takeHeard()).containsExactly("closed forced close");
    }

    @Test
    void anOrderlyCloseDuringAnUpgradeLetsItFinishAndSendsWhatWaitsThere() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "2probe");
        assertThat(poll.takeSent()).containsExactly("6");
        opened.send(List.of(Frame.message("1")));
        opened.close();
        assertThat(candidate.takeSent()).containsExactly("3probe");
        assertThat(candidate.isClosed()).isFalse();
        opened.text(candidate, "5");
        assertThat(candidate.takeSent()).containsExactly("41");
        assertThat(candidate.isClosed()).isTrue();
        assertThat(listener.takeHeard()).containsExactly("closed forced close");
    }

    @Test
    void anOrderlyCloseDuringAnUpgradeEndsTheCandidateWhenNothingWaits() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "2probe");
        opened.close();
        assertThat(candidate.isClosed()).isTrue();
        assertThat(poll.isClosed()).isTrue();
        assertThat(listener.takeHeard()).containsExactly("closed forced close");
    }

    @Test
    void anOrderlyCloseThatNobodyReadsIsForcedAfterThirtySeconds() {
        begin(ServerOptions.Transport.POLLING);
        opened.send(List.of(Frame.message("1")));
        opened.send(List.of(Frame.message("2")));
        opened.close();
        timers.advance(Duration.ofSeconds(29));
        assertThat(listener.takeHeard()).isEmpty();
        timers.advance(Duration.ofSeconds(1));
        assertThat(listener.takeHeard()).containsExactly("closed forced close");
        assertThat(engine.session(sid())).isEmpty();
    }

    @Test
    void shuttingDownEndsEverySessionAndThoseThatComeLate() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        engine.close();
        assertThat(poll.takeSent()).containsExactly("1");
        assertThat(listener.takeHeard()).contains("closed server shutting down");
        assertThat(engine.clientsCount()).isZero();
        open(ServerOptions.Transport.WEBSOCKET);
        assertThat(listener.takeHeard()).containsExactly("closed server shutting down");
        assertThat(engine.clientsCount()).isZero();
    }

    @Test
    void aListenerThatThrowsEndsItsOwnSessionOnly() {
        List<String> heard = new ArrayList<>();
        Engine fragile = new Engine(options, timers, session -> new SessionListener() {
            @Override
            public void text(String frame, int start) {
                throw new IllegalStateException("defect");
            }

            @Override
            public void binary(ByteBuffer message) {}

            @Override
            public void closed(CloseReason reason, String description) {
                heard.add("closed " + reason);
            }
        });
        Session first = fragile.open(request(), LoopbackTransport::websocket);
        Session second = fragile.open(request(), LoopbackTransport::websocket);
        first.text(first.transport(), "4x");
        assertThat(heard).containsExactly("closed transport error");
        assertThat(fragile.session(second.id().value())).contains(second);
    }
}
