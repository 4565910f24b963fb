// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.AckTimeoutException;
import ee.parley.BroadcastOperator;
import ee.parley.EventException;
import ee.parley.RolledBackException;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.LogRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AfterCommitTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();
    private final Socket socket = fixture.main.last();
    private final ManualTransactions transactions = fixture.transactions;

    private static Fixture bindingByDefault() {
        return new Fixture(ServerOptions.builder().emitAfterCommit(true).build());
    }

    @Test
    void whatIsBoundIsSentOnCommit() {
        transactions.begin();
        socket.afterCommit().emit("paid", 1);
        assertThat(client.received()).isEmpty();
        transactions.commit();
        assertThat(client.received()).containsExactly("42[\"paid\",1]");
    }

    @Test
    void whatIsBoundIsDroppedOnRollback() {
        transactions.begin();
        socket.afterCommit().emit("paid", 1);
        fixture.broker.afterCommit().emit("paid", 2);
        transactions.rollBack();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void outsideATransactionItIsSentAtOnce() {
        socket.afterCommit().emit("a");
        fixture.broker.afterCommit().emit("b");
        assertThat(client.received()).containsExactly("42[\"a\"]", "42[\"b\"]");
    }

    @Test
    void unboundEventsDoNotWait() {
        transactions.begin();
        socket.emit("a");
        socket.to("nobody").emit("b");
        socket.afterCommit().afterCommit(false).emit("c");
        fixture.broker.afterCommit(false).emit("d");
        assertThat(client.received()).containsExactly("42[\"a\"]", "42[\"c\"]", "42[\"d\"]");
    }

    @Test
    void theOrderOfTheCallsIsKeptAcrossOperatorsSocketsAndNamespaces() {
        client.sends("40/chat,");
        client.received();
        BroadcastOperator everybody = fixture.broker.afterCommit();
        transactions.begin();
        everybody.emit("a");
        socket.afterCommit().emit("b");
        fixture.chatNamespace.afterCommit().emit("c");
        everybody.emit("d");
        socket.emit("now");
        transactions.commit();
        assertThat(client.received())
                .containsExactly("42[\"now\"]", "42[\"a\"]", "42[\"b\"]", "42/chat,[\"c\"]", "42[\"d\"]");
    }

    @Test
    void theArgumentsAreThoseOfTheCall() {
        Map<String, Object> order = new HashMap<>(Map.of("state", "new"));
        transactions.begin();
        socket.afterCommit().emit("order", order);
        order.put("state", "changed");
        transactions.commit();
        assertThat(client.received()).containsExactly("42[\"order\",{\"state\":\"new\"}]");
    }

    @Test
    void aMistakeIsReportedByTheCall() {
        transactions.begin();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> socket.afterCommit().emit("disconnect"));
        transactions.commit();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aBroadcastFindsItsSocketsAtTheCommit() {
        Fixture.Client late = fixture.joined();
        Socket lateSocket = fixture.main.last();
        socket.join("room");
        transactions.begin();
        fixture.mainNamespace.to("room").afterCommit().emit("a");
        socket.leave("room");
        lateSocket.join("room");
        transactions.commit();
        assertThat(client.received()).isEmpty();
        assertThat(late.received()).containsExactly("42[\"a\"]");
    }

    @Test
    void theSuspendedTransactionKeepsWhatIsBoundToIt() {
        transactions.begin();
        socket.afterCommit().emit("outer");
        transactions.begin();
        socket.afterCommit().emit("inner");
        transactions.commit();
        assertThat(client.received()).containsExactly("42[\"inner\"]");
        socket.afterCommit().emit("outer again");
        transactions.commit();
        assertThat(client.received()).containsExactly("42[\"outer\"]", "42[\"outer again\"]");
    }

    @Test
    void whatTheInnerTransactionSentStaysSentWhenTheOuterOneIsRolledBack() {
        transactions.begin();
        socket.afterCommit().emit("outer");
        transactions.begin();
        socket.afterCommit().emit("inner");
        transactions.commit();
        transactions.rollBack();
        assertThat(client.received()).containsExactly("42[\"inner\"]");
    }

    @Test
    void anAnswerIsWaitedForFromTheCommitOn() {
        transactions.begin();
        CompletableFuture<String> answer = socket.afterCommit()
                .timeout(Duration.ofSeconds(5))
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        fixture.timers.advance(Duration.ofSeconds(6));
        assertThat(answer).isNotDone();
        transactions.commit();
        assertThat(client.received()).containsExactly("420[\"q\"]");
        client.sends("430[\"yes\"]");
        assertThat(answer).isCompletedWithValue("yes");
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void anAnswerMayFailAsWithoutATransaction() {
        transactions.begin();
        CompletableFuture<List<String>> answers = fixture.broker
                .afterCommit()
                .timeout(Duration.ofSeconds(5))
                .emitWithAck(String.class, "q")
                .toCompletableFuture();
        transactions.commit();
        fixture.timers.advance(Duration.ofSeconds(6));
        assertThat(answers)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void aBroadcastsAnswersComeAfterTheCommit() {
        transactions.begin();
        CompletableFuture<List<String>> answers =
                fixture.broker.afterCommit().emitWithAck(String.class, "q").toCompletableFuture();
        assertThat(answers).isNotDone();
        transactions.commit();
        client.sends("430[\"yes\"]");
        assertThat(answers).isCompletedWithValue(List.of("yes"));
    }

    @Test
    void anAnswerFailsWhenTheTransactionIsRolledBack() {
        transactions.begin();
        CompletableFuture<String> one =
                socket.afterCommit().emitWithAck(String.class, "q").toCompletableFuture();
        CompletableFuture<List<String>> many =
                fixture.broker.afterCommit().emitWithAck(String.class, "q").toCompletableFuture();
        transactions.rollBack();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(one::join)
                .havingCause()
                .isInstanceOf(RolledBackException.class)
                .withMessage("the transaction was rolled back, so the event has not been sent");
        assertThat(many).isCompletedExceptionally();
        assertThat(client.received()).isEmpty();
        assertThat(fixture.pendingAcks(socket)).isZero();
    }

    @Test
    void aThreadCannotWaitForWhatItsOwnTransactionHolds() {
        transactions.begin();
        CompletableFuture<String> answer =
                socket.afterCommit().emitWithAck(String.class, "q").toCompletableFuture();
        assertThatIllegalStateException()
                .isThrownBy(answer::join)
                .withMessage("PARLEY3071 This answer comes after the transaction that waits for it: the event is sent"
                        + " when it commits. Send it with afterCommit(false), or wait outside the transaction.");
        assertThatIllegalStateException().isThrownBy(answer::get);
        assertThatIllegalStateException().isThrownBy(() -> answer.get(1, TimeUnit.SECONDS));
        CompletableFuture<String> derived = answer.thenApply(text -> text + "!");
        assertThatIllegalStateException().isThrownBy(derived::join);
        transactions.commit();
        client.sends("430[\"yes\"]");
        assertThat(derived.join()).isEqualTo("yes!");
    }

    @Test
    void whatOneTransactionHoldsIsBounded() {
        Fixture small = new Fixture(ServerOptions.builder().maxBufferedBytes(20).build());
        Fixture.Client reader = small.joined();
        small.transactions.begin();
        BroadcastOperator bound = small.broker.afterCommit();
        bound.emit("a");
        bound.emit("b");
        assertThatIllegalStateException()
                .isThrownBy(() -> bound.emit("c"))
                .withMessage(
                        "PARLEY3070 What one transaction sends may take 160 bytes until it commits. Send some of it"
                                + " with afterCommit(false), commit more often, or raise parley.max-buffered-bytes.");
        assertThatIllegalStateException().isThrownBy(() -> bound.emitWithAck(String.class, "d"));
        small.transactions.commit();
        assertThat(reader.received()).containsExactly("42[\"a\"]", "42[\"b\"]");
    }

    @Test
    void aTransactionThatIsCompletingTakesNothing() {
        transactions.begin();
        transactions.complete();
        assertThatIllegalStateException().isThrownBy(() -> socket.afterCommit().emit("late"));
        socket.emit("now");
        assertThat(client.received()).containsExactly("42[\"now\"]");
    }

    @Test
    void whatIsSentWhileACommitIsSendingFollows() {
        CommitQueue queue = new CommitQueue(fixture.mainNamespace);
        queue.emit(List.of(), () -> {
            queue.emit(List.of(), () -> socket.emit("third"));
            socket.emit("first");
        });
        queue.emit(List.of(), () -> socket.emit("second"));
        queue.committed();
        queue.emit(List.of(), () -> socket.emit("fourth"));
        assertThat(client.received())
                .containsExactly("42[\"first\"]", "42[\"second\"]", "42[\"third\"]", "42[\"fourth\"]");
    }

    @Test
    void aSendThatFailsDoesNotStopTheNext() {
        CommitQueue queue = new CommitQueue(fixture.mainNamespace);
        LogRecords.clear();
        queue.emit(List.of(), () -> {
            throw new IllegalStateException("broken");
        });
        queue.emit(List.of(), () -> socket.emit("next"));
        queue.committed();
        assertThat(client.received()).containsExactly("42[\"next\"]");
        assertThat(LogRecords.of("PARLEY3072"))
                .containsExactly(
                        "ERROR PARLEY3072 A defect of Parley: an event that waited for a commit was lost; please"
                                + " report it (IllegalStateException)");
    }

    @Test
    void whatComesAfterTheRollbackIsDropped() {
        CommitQueue queue = new CommitQueue(fixture.mainNamespace);
        queue.rolledBack();
        queue.emit(List.of(), () -> socket.emit("late"));
        CompletableFuture<String> answer = queue.<String>emitWithAck(List.of(), () -> {
                    throw new AssertionError("sent");
                })
                .toCompletableFuture();
        assertThat(answer).isCompletedExceptionally();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aSocketThatHasLeftIsSentNothing() {
        transactions.begin();
        CompletableFuture<String> answer =
                socket.afterCommit().emitWithAck(String.class, "q").toCompletableFuture();
        client.sends("41");
        transactions.commit();
        assertThat(answer).isCompletedExceptionally();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void boundVolatileEventsAreStillVolatile() {
        client.transport().block();
        socket.emit("first");
        transactions.begin();
        socket.asVolatile().afterCommit().emit("a");
        socket.afterCommit().asVolatile().emit("b");
        socket.afterCommit().emit("c");
        transactions.commit();
        client.transport().unblock();
        assertThat(client.received()).containsExactly("42[\"first\"]", "42[\"c\"]");
    }

    @Test
    void theServersDefaultMayBeToWait() {
        Fixture binding = bindingByDefault();
        Fixture.Client reader = binding.joined();
        Socket bound = binding.main.last();
        binding.transactions.begin();
        bound.emit("a");
        binding.broker.emit("b");
        bound.broadcast().emit("not to itself");
        bound.timeout(Duration.ofSeconds(1)).emit("c");
        bound.afterCommit(false).emit("now");
        binding.mainNamespace.afterCommit(false).emit("now too");
        assertThat(reader.received()).containsExactly("42[\"now\"]", "42[\"now too\"]");
        binding.transactions.commit();
        assertThat(reader.received()).containsExactly("42[\"a\"]", "42[\"b\"]", "42[\"c\"]");
    }

    @Test
    void anErrorIsReportedAtOnceWhateverTheDefault() {
        Fixture binding = bindingByDefault();
        Fixture.Client reader = binding.joined();
        binding.main.onEvent = (from, event) -> {
            binding.transactions.begin();
            event.fail(new EventException("BAD_REQUEST", "no"));
            binding.transactions.rollBack();
        };
        reader.sends("42[\"a\"]");
        assertThat(reader.received())
                .containsExactly(
                        "42[\"exception\",{\"event\":\"a\",\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"no\"}}]");
    }
}
