// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.EventException;
import ee.parley.ServerOptions;
import ee.parley.impl.payload.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class IncomingEventTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();

    @Test
    void anEventIsHeardWithItsArguments() {
        client.sends("42[\"hello\",1,\"two\",{\"three\":[]}]");
        assertThat(fixture.main.takeHeard()).containsExactly("event hello[1, \"two\", {\"three\":[]}]");
    }

    @Test
    void aNumberMayNameAnEvent() {
        client.sends("42[7]");
        assertThat(fixture.main.takeHeard()).containsExactly("event 7[]");
    }

    @Test
    void eventsOfANamespaceAreHeardThereOnly() {
        client.sends("40/chat,", "42/chat,[\"hello\"]");
        assertThat(fixture.chat.takeHeard()).containsExactly("connect", "event hello[]");
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void anAnswerCarriesTheIdOfTheEvent() {
        fixture.main.onEvent = (socket, event) -> event.ack("hi", 1);
        client.sends("420[\"q\"]");
        assertThat(client.received()).containsExactly("430[\"hi\",1]");
    }

    @Test
    void anAnswerNamesItsNamespaceAndMayBeEmpty() {
        fixture.chat.onEvent = (socket, event) -> event.ack();
        client.sends("40/chat,");
        client.received();
        client.sends("42/chat,12[\"x\"]");
        assertThat(client.received()).containsExactly("43/chat,12[]");
    }

    @Test
    void anAnswerMayHoldBytes() {
        fixture.main.onEvent = (socket, event) -> event.ack(new byte[] {1, 2, 3, 4});
        client.sends("427[\"q\"]");
        assertThat(client.received()).containsExactly("461-7[{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
    }

    @Test
    void anEventMayHoldBytes() {
        fixture.main.onEvent = (socket, event) -> event.ack(
                fixture.broker.payloads().<byte[]>read(event.json().get(0), byte[].class, event.attachments()));
        client.sends("451-5[\"up\",{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes(1, 2, 3, 4);
        assertThat(client.received()).containsExactly("461-5[{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        fixture.main.onEvent = (socket, event) -> {
            event.ack(1);
            event.ack(2);
            event.fail(new EventException("LATE", "late"));
        };
        client.sends("420[\"q\"]");
        assertThat(client.received()).containsExactly("430[1]");
    }

    @Test
    void aHandlerThatThrowsAfterItsAnswerAnswersNothingMore() {
        fixture.main.onEvent = (socket, event) -> {
            event.ack(1);
            throw new IllegalStateException("broken");
        };
        client.sends("420[\"q\"]");
        assertThat(client.received()).containsExactly("430[1]");
    }

    @Test
    void withoutARequestAnAnswerDoesNothing() {
        fixture.main.onEvent = (socket, event) -> {
            assertThat(event.ackRequested()).isFalse();
            event.ack("unheard");
        };
        client.sends("42[\"q\"]");
        assertThat(client.received()).isEmpty();
        assertThat(fixture.main.takeHeard()).containsExactly("event q[]");
    }

    @Test
    void anAnswerMayComeLater() {
        List<UnboundEvent> events = new ArrayList<>();
        fixture.main.onEvent = (socket, event) -> events.add(event);
        client.sends("420[\"q\"]", "421[\"q\"]");
        events.get(1).ack("b");
        events.get(0).ack("a");
        assertThat(client.received()).containsExactly("431[\"b\"]", "430[\"a\"]");
    }

    @Test
    void anAnswerAfterTheClientHasGoneDoesNothing() {
        List<UnboundEvent> events = new ArrayList<>();
        fixture.main.onEvent = (socket, event) -> events.add(event);
        client.sends("420[\"q\"]", "41", "40");
        client.received();
        events.get(0).ack("late");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void anEventExceptionIsTheAnswer() {
        fixture.main.onEvent = (socket, event) -> {
            throw new EventException("NOT_FOUND", "no such event");
        };
        client.sends("420[\"q\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no such event\"}}]");
    }

    @Test
    void anEventExceptionMayHaveDetails() {
        fixture.main.onEvent = (socket, event) ->
                event.fail(new CompletionException(new EventException("VALIDATION", "bad", Map.of("field", "room"))));
        client.sends("420[\"q\"]");
        assertThat(client.received())
                .containsExactly(
                        "430[{\"error\":{\"code\":\"VALIDATION\",\"message\":\"bad\",\"details\":{\"field\":\"room\"}}}]");
    }

    @Test
    void anyOtherFailureSaysNothingOfItself() {
        fixture.main.onEvent = (socket, event) -> {
            throw new IllegalStateException("secret");
        };
        client.sends("420[\"q\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
        assertThat(fixture.main.last().connected()).isTrue();
    }

    @Test
    void withoutARequestAFailureIsAnExceptionEvent() {
        fixture.main.onEvent = (socket, event) -> {
            throw new EventException("FORBIDDEN", "not you");
        };
        client.sends("42[\"q\"]");
        assertThat(client.received())
                .containsExactly(
                        "42[\"exception\",{\"event\":\"q\",\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"not you\"}}]");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAnInternalError() {
        fixture.main.onEvent = (socket, event) -> event.ack(new Unwritable());
        client.sends("420[\"q\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void detailsThatCannotBeWrittenAreAnInternalError() {
        fixture.main.onEvent = (socket, event) -> {
            throw new EventException("X", "x", Map.of("d", new Unwritable()));
        };
        client.sends("420[\"q\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void anErrorOfTheMachineIsAnInternalErrorToo() {
        fixture.main.onEvent = (socket, event) -> {
            throw new StackOverflowError();
        };
        client.sends("420[\"q\"]", "421[\"q\"]");
        assertThat(client.received()).hasSize(2);
    }

    @Test
    void tooManyWaitingEventsStopTheReadingUntilHalfAreHandled() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxPendingEvents(4).build());
        var sender = narrow.joined();
        narrow.executor.hold();
        sender.sends("42[\"a\"]", "42[\"b\"]", "42[\"c\"]");
        assertThat(sender.session.readable().toCompletableFuture()).isDone();
        sender.sends("42[\"d\"]", "42[\"e\"]");
        var readable = sender.session.readable().toCompletableFuture();
        assertThat(readable).isNotDone();
        List<Boolean> readableAtEvent = new ArrayList<>();
        narrow.main.onEvent = (socket, event) -> readableAtEvent.add(readable.isDone());
        narrow.executor.turn();
        assertThat(readableAtEvent).containsExactly(false, false, true, true, true);
        assertThat(narrow.main.takeHeard()).hasSize(5);
    }

    @Test
    void tooManyWaitingBytesStopTheReading() {
        Fixture narrow =
                new Fixture(ServerOptions.builder().maxHttpBufferSize(10).build());
        var sender = narrow.joined();
        narrow.executor.hold();
        sender.sends("42[\"x\",\"0123456789012345678901234567890123456789\"]");
        assertThat(sender.session.readable().toCompletableFuture()).isNotDone();
        narrow.executor.turn();
        assertThat(sender.session.readable().toCompletableFuture()).isDone();
    }

    @Test
    void readingGoesOnOnlyWhenNoNamespaceIsFull() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxPendingEvents(2).build());
        var sender = narrow.joined();
        sender.sends("40/chat,");
        narrow.executor.hold();
        sender.sends("42[\"a\"]", "42[\"b\"]", "42/chat,[\"a\"]", "42/chat,[\"b\"]");
        var readable = sender.session.readable().toCompletableFuture();
        List<String> whileHeld = new ArrayList<>();
        narrow.main.onEvent = (socket, event) -> whileHeld.add(readable.isDone() + " at main " + event.name());
        narrow.chat.onEvent = (socket, event) -> whileHeld.add(readable.isDone() + " at chat " + event.name());
        narrow.executor.turn();
        assertThat(whileHeld).containsExactly("false at main a", "false at main b", "true at chat a", "true at chat b");
        assertThat(readable).isDone();
    }

    @Test
    void readingGoesOnWhenTheSocketThatWasFullIsGone() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxPendingEvents(1).build());
        narrow.chat.gate = socket -> new java.util.concurrent.CompletableFuture<>();
        var sender = narrow.joined();
        sender.sends("40/chat,", "42/chat,[\"a\"]");
        assertThat(sender.session.readable().toCompletableFuture()).isNotDone();
        narrow.chat.last().disconnect(false);
        assertThat(sender.session.readable().toCompletableFuture()).isDone();
    }
}
