// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session moves from polling to WebSocket. */
class SessionUpgradeTest extends SessionFixture {
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
        post(poll, "4late");
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void aPostThatIsTakenBeforeTheUpgradeIsHeard() {
        LoopbackTransport poll = begin(ServerOptions.Transport.POLLING);
        LoopbackTransport candidate = LoopbackTransport.websocket(opened);
        opened.probe(candidate);
        opened.lane().execute(() -> {
            opened.text(candidate, "5");
            opened.payload(poll, "4in time");
        });
        assertThat(listener.takeHeard()).containsExactly("text in time");
        assertThat(opened.transport()).isSameAs(candidate);
    }
}
