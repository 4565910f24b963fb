// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final ManualTimers timers = new ManualTimers();
    private final RecordingListener listener = new RecordingListener();
    private final ServerOptions options = ServerOptions.builder()
            .pingInterval(Duration.ofMillis(25_000))
            .pingTimeout(Duration.ofMillis(20_000))
            .maxBufferedBytes(1_000)
            .build();
    private final Engine engine = new Engine(options, timers, session -> listener);

    private LoopbackTransport polling() {
        return transport(engine.open(request(), LoopbackTransport::polling));
    }

    private LoopbackTransport websocket() {
        return transport(engine.open(request(), LoopbackTransport::websocket));
    }

    private static LoopbackTransport transport(Session session) {
        return (LoopbackTransport) session.transport();
    }

    private String sid() {
        return opened.id().value();
    }

    private static HandshakeRequest request() {
        return new HandshakeRequest(
                "/socket.io/?EIO=4&transport=polling",
                Map.of(),
                Map.of("EIO", "4"),
                "127.0.0.1",
                false,
                Optional.empty());
    }

    private Session opened;

    private Session open(ServerOptions.Transport kind) {
        opened = engine.open(request(), session -> new LoopbackTransport(session, kind));
        return opened;
    }

    private LoopbackTransport begin(ServerOptions.Transport kind) {
        LoopbackTransport transport = transport(open(kind));
        transport.takeSent();
        if (kind == ServerOptions.Transport.POLLING) {
            transport.poll();
        }
        return transport;
    }

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
        opened.payload(transport, "4one\u001ebAQID\u001e4two");
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
        opened.payload(transport, "");
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
        opened.payload(transport, "1");
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

    // Outbox

    @Test
    void framesWaitForTheTransportAndGoOutInOrder() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.send(List.of(Frame.message("1")));
        opened.send(List.of(Frame.message("2"), Frame.binary(ByteBuffer.wrap(new byte[] {9}))));
        opened.send(List.of(Frame.message("3")));
        assertThat(transport.takeSent()).containsExactly("41");
        transport.finishWrite();
        assertThat(transport.takeSent()).containsExactly("42", "bCQ==", "43");
    }

    @Test
    void whatDidNotReachAVanishedPollGoesFirstToTheNext() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        transport.block();
        opened.send(List.of(Frame.message("1"), Frame.message("2")));
        opened.send(List.of(Frame.message("3")));
        transport.failWrite();
        assertThat(transport.takeSent()).isEmpty();
        transport.poll();
        assertThat(transport.takeSent()).containsExactly("41", "42", "43");
    }

    @Test
    void volatileFramesAreDroppedWhileTheTransportIsBusy() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.sendVolatile(List.of(Frame.message("taken")));
        opened.sendVolatile(List.of(Frame.message("dropped")));
        opened.send(List.of(Frame.message("kept")));
        transport.unblock();
        assertThat(transport.takeSent()).containsExactly("4taken", "4kept");
    }

    @Test
    void aPeerThatDoesNotReadIsClosedWhenItsOutboxIsFull() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        String tenth = "x".repeat(100 - Outbox.FRAME_OVERHEAD - 1);
        for (int i = 0; i < 10; i++) {
            opened.send(List.of(Frame.message(tenth)));
        }
        assertThat(listener.takeHeard()).isEmpty();
        opened.send(List.of(Frame.message("")));
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
    }

    @Test
    void whatHasBeenWrittenNoLongerCounts() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        for (int i = 0; i < 1_000; i++) {
            opened.send(List.of(Frame.message("x".repeat(500))));
        }
        assertThat(listener.takeHeard()).isEmpty();
        assertThat(transport.takeSent()).hasSize(1_000);
    }

    @Test
    void aLoneMessageMayBeLargerThanTheOutbox() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.send(List.of(Frame.message("x".repeat(5_000))));
        assertThat(transport.takeSent()).hasSize(1);
        assertThat(listener.takeHeard()).isEmpty();
    }

    // Heartbeat

    @Test
    void aPingIsSentEachIntervalAfterThePong() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        timers.advance(Duration.ofMillis(24_999));
        assertThat(transport.takeSent()).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(transport.takeSent()).containsExactly("2");
        timers.advance(Duration.ofMillis(10_000));
        opened.text(transport, "3");
        timers.advance(Duration.ofMillis(24_999));
        assertThat(transport.takeSent()).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(transport.takeSent()).containsExactly("2");
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void aPeerThatAnswersNoPingIsClosedAfterThePingTimeout() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        timers.advance(Duration.ofMillis(44_999));
        assertThat(listener.takeHeard()).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(listener.takeHeard()).containsExactly("closed ping timeout");
        assertThat(transport.isDiscarded()).isTrue();
    }

    @Test
    void anotherPacketRestartsThePingTimeoutOncePerPing() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        timers.advance(Duration.ofMillis(25_000 + 19_000));
        opened.text(transport, "4busy");
        timers.advance(Duration.ofMillis(19_000));
        opened.text(transport, "4busy");
        timers.advance(Duration.ofMillis(999));
        assertThat(listener.takeHeard()).containsExactly("text busy", "text busy");
        timers.advance(Duration.ofMillis(1));
        assertThat(listener.takeHeard()).containsExactly("closed ping timeout");
    }

    @Test
    void anUnsolicitedPongIsHarmlessAndRestartsTheInterval() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        timers.advance(Duration.ofMillis(20_000));
        opened.text(transport, "3");
        timers.advance(Duration.ofMillis(24_999));
        assertThat(transport.takeSent()).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(transport.takeSent()).containsExactly("2");
    }

    @Test
    void aSessionWithoutAPollStillTimesOut() {
        begin(ServerOptions.Transport.POLLING);
        opened.send(List.of(Frame.message("takes the poll")));
        timers.advance(Duration.ofMillis(45_000));
        assertThat(listener.takeHeard()).containsExactly("closed ping timeout");
    }

    @Test
    void anEndedSessionLeavesNoTimer() {
        int before = timers.waiting();
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        opened.hold();
        opened.probe(LoopbackTransport.websocket(opened));
        opened.closed(transport, CloseReason.TRANSPORT_ERROR, "cut");
        assertThat(timers.waiting()).isEqualTo(before);
    }

    // Upgrade

    @Test
    void anUpgradeMovesTheSessionToItsCandidateAndNoFrameIsLostOrReordered() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "2probe");
        assertThat(candidate.takeSent()).containsExactly("3probe");
        assertThat(poll.takeSent()).containsExactly("6");
        opened.send(List.of(Frame.message("by poll")));
        poll.poll();
        assertThat(poll.takeSent()).containsExactly("4by poll");
        opened.send(List.of(Frame.message("waits")));
        opened.text(candidate, "5");
        assertThat(candidate.takeSent()).containsExactly("4waits");
        assertThat(poll.isDiscarded()).isTrue();
        opened.text(candidate, "4up");
        assertThat(listener.takeHeard()).containsExactly("text up");
        assertThat(opened.transport()).isSameAs(candidate);
    }

    @Test
    void betweenProbeAndUpgradeAPollWithNothingToBringIsAnsweredAtOnceWithANoop() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "2probe");
        assertThat(poll.takeSent()).containsExactly("6");
        poll.poll();
        assertThat(poll.takeSent()).containsExactly("6");
    }

    @Test
    void anUpgradePacketWithoutAProbeIsAccepted() {
        begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "5");
        assertThat(opened.transport()).isSameAs(candidate);
    }

    @Test
    void aPollThatStillWaitsWhenTheUpgradeEndsIsAnsweredWithANoop() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "5");
        assertThat(poll.takeSent()).containsExactly("6");
    }

    @Test
    void aCandidateThatSendsAnythingElseFirstIsClosedAndTheSessionLivesOnPolling() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "4hello");
        assertThat(candidate.isClosed()).isTrue();
        opened.send(List.of(Frame.message("lives")));
        assertThat(poll.takeSent()).containsExactly("4lives");
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void aCandidateThatSendsNonsenseIsClosedAndTheSessionLivesOnPolling() {
        begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "x");
        opened.binary(candidate, ByteBuffer.allocate(1));
        assertThat(candidate.isClosed()).isTrue();
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void anUpgradeThatTakesTooLongIsCalledOffAndAnotherMayFollow() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "2probe");
        poll.takeSent();
        timers.advance(Duration.ofMillis(10_000));
        assertThat(candidate.isClosed()).isTrue();
        opened.send(List.of(Frame.message("lives")));
        poll.poll();
        assertThat(poll.takeSent()).containsExactly("4lives");
        LoopbackTransport second = LoopbackTransport.websocket(opened);
        opened.probe(second);
        opened.text(second, "5");
        assertThat(opened.transport()).isSameAs(second);
    }

    @Test
    void aSecondCandidateIsClosedAndTheFirstUnaffected() {
        begin(ServerOptions.Transport.POLLING);
        LoopbackTransport first = LoopbackTransport.websocket(opened);
        LoopbackTransport second = LoopbackTransport.websocket(opened);
        opened.probe(first);
        opened.probe(second);
        assertThat(second.isClosed()).isTrue();
        opened.text(first, "5");
        assertThat(opened.transport()).isSameAs(first);
        LoopbackTransport third = LoopbackTransport.websocket(opened);
        opened.probe(third);
        assertThat(third.isClosed()).isTrue();
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void aCandidateThatGoesAwayLeavesTheSessionOnPolling() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.closed(candidate, CloseReason.TRANSPORT_CLOSE, "gone");
        assertThat(opened.transport()).isSameAs(poll);
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void theEndOfTheSessionEndsItsCandidate() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.closed(poll, CloseReason.TRANSPORT_ERROR, "cut");
        assertThat(candidate.isClosed()).isTrue();
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
    }

    @Test
    void theOldTransportCanNoLongerEndTheSession() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.text(candidate, "5");
        opened.closed(poll, CloseReason.TRANSPORT_ERROR, "late");
        opened.payload(poll, "4late");
        assertThat(listener.takeHeard()).isEmpty();
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
            public void text(String message) {
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

    // Back-pressure

    @Test
    void aHeldSessionIsNotReadableUntilItIsReleased() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        var readable = opened.readable().toCompletableFuture();
        assertThat(readable).isNotDone();
        opened.release();
        assertThat(readable).isCompleted();
        assertThat(opened.readable().toCompletableFuture()).isCompleted();
    }

    @Test
    void aSessionHeldForTenSecondsIsClosed() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        var readable = opened.readable().toCompletableFuture();
        timers.advance(Duration.ofSeconds(10));
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
        assertThat(readable).isCompleted();
    }

    @Test
    void aReleasedSessionMayBeHeldAgainForAsLong() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        timers.advance(Duration.ofSeconds(9));
        opened.release();
        opened.hold();
        timers.advance(Duration.ofSeconds(9));
        assertThat(engine.session(sid())).contains(opened);
        assertThat(listener.takeHeard()).isEmpty();
    }
}
