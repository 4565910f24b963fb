// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session finds out whether its peer lives. */
class SessionHeartbeatTest extends SessionFixture {
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

    @ParameterizedTest
    @ValueSource(strings = {"3", "4a message", "6"})
    void aPeerThatIsCheckedIsThereWhenItSaysAnything(String packet) {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        List<Boolean> told = new ArrayList<>();
        opened.check(Duration.ofMillis(1_000), told::add);
        assertThat(transport.takeSent()).containsExactly("2");
        opened.text(transport, packet);
        timers.advance(Duration.ofMillis(999));
        assertThat(told).isEmpty();
        timers.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly(true);
    }

    @Test
    void aPeerThatIsCheckedAndSaysNothingIsNotThere() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.text(transport, "4said before");
        List<Boolean> told = new ArrayList<>();
        opened.check(Duration.ofMillis(1_000), told::add);
        timers.advance(Duration.ofMillis(1_000));
        assertThat(told).containsExactly(false);
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
}
