// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.SocketDisconnectedException;
import org.junit.jupiter.api.Test;

class ShutDownTest {
    private final Fixture fixture = new Fixture();

    @Test
    void everySocketHearsItAndNoClientIsToldToStayAway() {
        var client = fixture.client();
        client.sends("40", "40/chat,");
        client.received();
        fixture.broker.close();
        assertThat(fixture.main.takeHeard()).containsExactly("connect", "disconnect server shutting down");
        assertThat(fixture.chat.takeHeard()).containsExactly("connect", "disconnect server shutting down");
        assertThat(client.received()).isEmpty();
        fixture.engine.close();
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.main.takeHeard()).isEmpty();
        assertThat(fixture.timers.waiting()).isZero();
    }

    @Test
    void nobodyJoinsAnyMore() {
        var idle = fixture.client();
        fixture.broker.close();
        idle.sends("40");
        var newcomer = fixture.client();
        newcomer.sends("40");
        assertThat(idle.received()).isEmpty();
        assertThat(newcomer.received()).isEmpty();
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void whoWaitsForAnAnswerIsTold() {
        fixture.joined();
        var answer = fixture.main.last().emitWithAck(String.class, "q").toCompletableFuture();
        fixture.broker.close();
        assertThat(answer.handle((value, failure) -> failure).join()).isInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void itIsOverWhenEveryDisconnectHandlerHasReturned() {
        fixture.joined();
        fixture.joined();
        fixture.executor.hold();
        var over = fixture.broker.close().toCompletableFuture();
        assertThat(over).isNotDone();
        fixture.executor.turn();
        assertThat(over).isDone();
        assertThat(fixture.broker.close()).isDone();
    }

    @Test
    void withoutConnectionsItIsOverAtOnce() {
        var client = fixture.joined();
        client.vanishes();
        assertThat(fixture.broker.close()).isDone();
    }
}
