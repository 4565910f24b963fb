// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.AckTimeoutException;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.SocketDisconnectedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EmitWithAckTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();
    private final Socket socket = fixture.main.last();

    public record Receipt(String id) {}

    private record Picky(String id) {
        private Picky {
            if (id.equals("x")) {
                throw new IllegalArgumentException("not x");
            }
        }
    }

    @Test
    void idsCountFromZeroInEachNamespace() {
        client.sends("40/chat,");
        client.received();
        socket.emitWithAck(String.class, "a");
        socket.emitWithAck(String.class, "b", 1);
        fixture.chat.last().emitWithAck(String.class, "c");
        assertThat(client.received()).containsExactly("420[\"a\"]", "421[\"b\",1]", "42/chat,0[\"c\"]");
    }

    @Test
    void theAnswerIsBound() {
        var answer = socket.emitWithAck(Receipt.class, "q").toCompletableFuture();
        assertThat(answer).isNotDone();
        client.sends("430[{\"id\":\"x\"},\"ignored\"]");
        assertThat(answer).isCompletedWithValue(new Receipt("x"));
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void anEmptyAnswerIsNull() {
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        client.sends("430[]");
        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void voidIgnoresTheAnswer() {
        var answer = socket.emitWithAck(Void.class, "q").toCompletableFuture();
        client.sends("430[{\"any\":1}]");
        assertThat(answer).isCompletedWithValue(null);
    }

    @Test
    void anAnswerMayHoldBytes() {
        var answer = socket.emitWithAck(byte[].class, "q").toCompletableFuture();
        client.sends("461-0[{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes(1, 2);
        assertThat(answer.join()).containsExactly(1, 2);
    }

    @Test
    void bytesAreSentAsAttachments() {
        socket.emitWithAck(String.class, "q", new byte[] {1, 2, 3, 4});
        assertThat(client.received()).containsExactly("451-0[\"q\",{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
    }

    @Test
    void anAnswerThatDoesNotFitIsAnIllegalArgument() {
        var answer = socket.emitWithAck(int.class, "q").toCompletableFuture();
        client.sends("430[\"x\"]");
        assertThat(answer)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aMissingAnswerTimesOutAfterTheServersDefault() {
        Fixture quick = new Fixture(
                ServerOptions.builder().ackTimeout(Duration.ofSeconds(5)).build());
        quick.joined();
        var answer = quick.main.last().emitWithAck(String.class, "q").toCompletableFuture();
        quick.timers.advance(Duration.ofMillis(4_999));
        assertThat(answer).isNotDone();
        quick.timers.advance(Duration.ofMillis(1));
        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class).hasMessage("operation has timed out");
    }

    @Test
    void aViewHasItsOwnTimeout() {
        var answer = socket.timeout(Duration.ofSeconds(1))
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        var patient = socket.emitWithAck(String.class, "q").toCompletableFuture();
        fixture.timers.advance(Duration.ofSeconds(1));
        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
        assertThat(((AckTimeoutException) failure(answer)).responses()).isEmpty();
        assertThat(patient).isNotDone();
    }

    @Test
    void aTimeoutIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> socket.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.broker.timeout(Duration.ofMillis(-1)));
    }

    @Test
    void aTimeoutMayBeLongerThanAnyClock() {
        socket.timeout(Duration.ofSeconds(Long.MAX_VALUE)).emitWithAck(String.class, "q");
        fixture.mainNamespace.timeout(Duration.ofSeconds(Long.MAX_VALUE)).emitWithAck(String.class, "q");
        assertThat(fixture.pendingAcks(socket)).isEqualTo(2);
    }

    @Test
    void anAnswerThatItsTypeRefusesIsAnIllegalArgument() {
        var answer = socket.emitWithAck(Picky.class, "q").toCompletableFuture();
        client.sends("430[{\"id\":\"x\"}]");
        assertThat(failure(answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("answer: expected");
    }

    static class Hidden {
        public String id = "";
    }

    @Test
    void aTypeThatJsonBCannotReachKeepsNobodyWaiting() {
        var answer = socket.emitWithAck(Hidden.class, "q").toCompletableFuture();
        var answers = fixture.mainNamespace.emitWithAck(Hidden.class, "q").toCompletableFuture();
        client.sends("430[{\"id\":\"x\"}]", "431[{\"id\":\"x\"}]");
        assertThat(failure(answer)).isInstanceOf(IllegalStateException.class);
        assertThat(failure(answers)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLateOrUnknownAnswerIsIgnored() {
        var answer = socket.timeout(Duration.ofSeconds(1))
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        fixture.timers.advance(Duration.ofSeconds(1));
        client.sends("430[\"late\"]", "4399[\"unknown\"]");
        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aSecondAnswerIsIgnored() {
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        client.sends("430[\"a\"]", "430[\"b\"]");
        assertThat(answer).isCompletedWithValue("a");
    }

    @Test
    void aTimeoutLeavesNothingBehind() {
        socket.timeout(Duration.ofSeconds(1)).emitWithAck(String.class, "q");
        assertThat(fixture.pendingAcks(socket)).isEqualTo(1);
        fixture.timers.advance(Duration.ofSeconds(1));
        assertThat(fixture.pendingAcks(socket)).isZero();
    }

    @Test
    void aTimeoutThatIsOverAtOnceLeavesNothingBehind() {
        Duration second = Duration.ofSeconds(1);
        fixture.timers.uponScheduled = () -> fixture.timers.advance(second);
        var answer = socket.timeout(second).emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
        assertThat(fixture.pendingAcks(socket)).isZero();
        fixture.timers.uponScheduled = () -> fixture.timers.advance(second);
        var answers = fixture.mainNamespace
                .timeout(second)
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        assertThat(failure(answers)).isInstanceOf(AckTimeoutException.class);
        assertThat(fixture.pendingAcks(socket)).isZero();
    }

    @Test
    void whoGivesUpWaitingLeavesNothingBehind() {
        socket.emitWithAck(String.class, "q").toCompletableFuture().cancel(false);
        assertThat(fixture.pendingAcks(socket)).isZero();
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void itFailsWhenTheClientLeaves() {
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        client.vanishes();
        assertThat(failure(answer)).isInstanceOf(SocketDisconnectedException.class);
        assertThat(fixture.timers.waiting()).isZero();
    }

    @Test
    void itFailsWhenTheClientHasLeft() {
        client.vanishes();
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(failure(answer)).isInstanceOf(SocketDisconnectedException.class);
        assertThat(fixture.pendingAcks(socket)).isZero();
    }

    @Test
    void itIsCompletedOnTheExecutor() {
        fixture.executor.hold();
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        client.sends("430[\"x\"]");
        assertThat(answer).isNotDone();
        fixture.executor.turn();
        assertThat(answer).isCompletedWithValue("x");
    }

    @Test
    void itsAsynchronousContinuationsRunOnTheExecutor() {
        fixture.executor.hold();
        CompletableFuture<String> answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        CompletableFuture<Integer> length = answer.thenCombineAsync(
                CompletableFuture.completedFuture(1), (text, one) -> text.length() + one, answer.defaultExecutor());
        assertThat(answer.defaultExecutor()).isSameAs(fixture.executor);
        assertThat(length.defaultExecutor()).isSameAs(fixture.executor);
    }

    @Test
    void anAnswerDoesNotWaitBehindTheEventsOfItsSocket() {
        fixture.executor.hold();
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        fixture.main.onEvent = (from, event) -> {
            client.sends("430[\"x\"]");
            // What a thread of its own would do while this one blocks.
            fixture.executor.turn();
            assertThat(answer).isCompletedWithValue("x");
        };
        client.sends("42[\"slow\"]", "42[\"behind\"]");
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event slow[]", "event behind[]");
        assertThat(answer).isCompletedWithValue("x");
    }

    @Test
    void duringTheGateItIsHeldAndAnsweredAfterwards() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.chat.gate = at -> decision;
        client.sends("40/chat,");
        var answer = fixture.chat.last().emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(client.received()).isEmpty();
        decision.complete(null);
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}", "42/chat,0[\"q\"]");
        client.sends("43/chat,0[\"x\"]");
        assertThat(answer).isCompletedWithValue("x");
    }

    @Test
    void aBroadcastCollectsTheAnswersInOrderOfArrival() {
        var second = fixture.joined();
        var third = fixture.joined();
        var answers = fixture.mainNamespace.emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(client.received()).containsExactly("420[\"q\"]");
        assertThat(second.received()).containsExactly("420[\"q\"]");
        third.sends("430[\"c\",\"ignored\"]");
        client.sends("430[\"a\"]");
        assertThat(answers).isNotDone();
        second.sends("430[\"b\"]");
        assertThat(answers).isCompletedWithValue(List.of("c", "a", "b"));
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void aBroadcastThatReachesNobodyIsAnsweredAtOnce() {
        var answers =
                fixture.mainNamespace.to("empty").emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(answers).isCompletedWithValue(List.of());
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void aBroadcastNoLongerWaitsForWhoLeaves() {
        var second = fixture.joined();
        var answers = fixture.mainNamespace.emitWithAck(String.class, "q").toCompletableFuture();
        client.sends("430[\"a\"]");
        second.vanishes();
        assertThat(answers).isCompletedWithValue(List.of("a"));
    }

    @Test
    void aBroadcastThatTimesOutHasThePartialAnswers() {
        var second = fixture.joined();
        Socket other = fixture.main.last();
        var answers = fixture.mainNamespace
                .timeout(Duration.ofSeconds(1))
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        second.sends("430[\"b\"]");
        fixture.timers.advance(Duration.ofSeconds(1));
        assertThat(failure(answers))
                .isInstanceOfSatisfying(
                        AckTimeoutException.class,
                        e -> assertThat(e.responses()).isEqualTo(List.of("b")));
        assertThat(fixture.pendingAcks(socket)).isZero();
        assertThat(fixture.pendingAcks(other)).isZero();
    }

    @Test
    void aPartialAnswerMayBeNull() {
        fixture.joined();
        var answers = fixture.mainNamespace.emitWithAck(Void.class, "q").toCompletableFuture();
        client.sends("430[]");
        fixture.timers.advance(Duration.ofSeconds(40));
        assertThat(answers).isCompletedExceptionally();
    }

    @Test
    void anAnswerToABroadcastThatDoesNotFitIsLeftOut() {
        var second = fixture.joined();
        var answers = fixture.mainNamespace.emitWithAck(int.class, "q").toCompletableFuture();
        client.sends("430[\"x\"]");
        second.sends("430[2]");
        assertThat(answers).isCompletedWithValue(List.of(2));
    }

    @Test
    void aBroadcastOfASocketDoesNotWaitForItself() {
        var second = fixture.joined();
        var answers = socket.broadcast().emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(client.received()).isEmpty();
        second.sends("430[\"b\"]");
        assertThat(answers).isCompletedWithValue(List.of("b"));
    }

    @Test
    void anExecutorThatTakesNothingDoesNotKeepAnybodyWaiting() {
        var answer = socket.emitWithAck(String.class, "q").toCompletableFuture();
        fixture.executor.stop();
        client.vanishes();
        assertThat(failure(answer)).isInstanceOf(SocketDisconnectedException.class);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.handle((value, failure) -> failure).join();
    }
}
