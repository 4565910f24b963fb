// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.Ack;
import ee.parley.ConnectionRefusedException;
import ee.parley.EventException;
import ee.parley.Registration;
import ee.parley.Socket;
import ee.parley.impl.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();
    private final Socket socket = fixture.main.last();
    private final List<String> heard = new ArrayList<>();

    @Test
    void aListenerHearsItsEventOnly() {
        socket.on("a", event -> heard.add(event.name() + event.arguments()));
        client.sends("42[\"a\",1]", "42[\"b\"]");
        assertThat(heard).containsExactly("a[1]");
    }

    @Test
    void whatAListenerReturnsIsTheAnswer() {
        fixture.main.handles = false;
        socket.on("value", event -> List.of(1));
        socket.on("several", event -> Ack.of("x", 2));
        socket.on("optional", event -> Optional.of("x"));
        socket.on("null", event -> null);
        client.sends("420[\"value\"]", "421[\"several\"]", "422[\"optional\"]", "423[\"null\"]");
        assertThat(client.received()).containsExactly("430[[1]]", "431[\"x\",2]", "432[\"x\"]", "433[]");
    }

    @Test
    void aStageAnswersWhenItCompletes() {
        fixture.main.handles = false;
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletableFuture<Object> failing = new CompletableFuture<>();
        CompletableFuture<Object> empty = new CompletableFuture<>();
        socket.on("later", event -> later);
        socket.on("failing", event -> failing);
        socket.on("empty", event -> empty);
        client.sends("420[\"later\"]", "421[\"failing\"]", "422[\"empty\"]");
        assertThat(client.received()).isEmpty();
        failing.completeExceptionally(new EventException("NO", "no"));
        later.complete("x");
        empty.complete(null);
        assertThat(client.received())
                .containsExactly("431[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]", "430[\"x\"]", "432[]");
    }

    @Test
    void aListenerThatThrowsAnswersWhatItThrewAndTheOthersAreCalled() {
        fixture.main.handles = false;
        socket.on("a", event -> {
            throw new EventException("NO", "no");
        });
        socket.on("a", event -> heard.add("second"));
        client.sends("420[\"a\"]");
        assertThat(client.received()).containsExactly("430[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
        assertThat(heard).containsExactly("second");
    }

    @Test
    void ofAHandlerAndAListenerTheFirstAnswerCounts() {
        fixture.main.onEvent = (from, event) -> event.ack("handler's");
        socket.on("a", event -> {
            heard.add("called");
            return "listener's";
        });
        client.sends("420[\"a\"]");
        assertThat(client.received()).containsExactly("430[\"handler's\"]");
        assertThat(heard).containsExactly("called");
    }

    @Test
    void aListenerWithoutAnAnswerLeavesAHandlerTheTimeForItsOwn() {
        List<UnboundEvent> events = new ArrayList<>();
        fixture.main.onEvent = (from, event) -> events.add(event);
        socket.on("a", event -> null);
        client.sends("420[\"a\"]");
        assertThat(client.received()).isEmpty();
        events.get(0).ack("later");
        assertThat(client.received()).containsExactly("430[\"later\"]");
    }

    @Test
    void anEventThatNobodyHandlesIsAnsweredSo() {
        fixture.main.handles = false;
        Registration registration = socket.on("a", event -> null);
        registration.close();
        client.sends("420[\"a\"]");
        assertThat(client.received())
                .containsExactly(
                        "430[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event \\\"a\\\"\"}}]");
    }

    @Test
    void aReservedNameIsNoEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> socket.on("disconnect", event -> null))
                .withMessage("\"disconnect\" is a reserved event name");
    }

    @Test
    void aCatchAllListenerHearsEveryEventThatPassesBeforeItsHandler() {
        socket.use((from, event) -> {
            if (event.name().equals("refused")) {
                throw new EventException("NO", "no");
            }
            return null;
        });
        socket.onAny(event -> heard.add(event.name() + fixture.main.takeHeard()));
        client.sends("42[\"a\"]", "42[\"refused\"]", "42[\"b\"]");
        assertThat(heard).containsExactly("a[]", "b[event a[]]");
    }

    @Test
    void aCatchAllListenerThatThrowsEndsTheEvent() {
        socket.onAny(event -> {
            throw new EventException("NO", "no");
        });
        client.sends("420[\"a\"]");
        assertThat(client.received()).containsExactly("430[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void whatIsSentIsHeardAlsoOfBroadcastsButNotOfAnswers() {
        fixture.main.onEvent = (from, event) -> event.ack("unheard");
        socket.onAnyOutgoing(event -> heard.add(event.name() + event.arguments() + event.ackRequested()));
        socket.emit("one", 1, new byte[] {1});
        fixture.mainNamespace.to(socket.id()).emit("two", "x");
        var unused = socket.emitWithAck(String.class, "three");
        client.sends("420[\"a\"]");
        assertThat(heard)
                .containsExactly("one[1,{\"_placeholder\":true,\"num\":0}]false", "two[\"x\"]false", "three[]true");
        assertThat(client.received()).hasSize(5);
    }

    @Test
    void aListenerThatFailsDoesNotKeepAnEventFromBeingSent() {
        Registration failing = socket.onAnyOutgoing(event -> {
            throw new IllegalStateException("broken");
        });
        LogRecords.clear();
        socket.emit("a");
        assertThat(LogRecords.of("PARLEY3050"))
                .containsExactly("ERROR PARLEY3050 A listener for what is sent failed at event \"a\" of socket "
                        + socket.id() + ", which is sent all the same (IllegalStateException)");
        failing.close();
        socket.emit("b");
        assertThat(client.received()).containsExactly("42[\"a\"]", "42[\"b\"]");
    }

    @Test
    void theEndOfASocketIsHeardOnceAfterItsEventsAndBeforeTheHandler() {
        socket.onDisconnect(reason -> heard.add(reason + " " + fixture.main.takeHeard()));
        fixture.executor.hold();
        client.sends("42[\"a\"]", "41");
        fixture.executor.turn();
        assertThat(heard).containsExactly("client namespace disconnect [event a[]]");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect client namespace disconnect");
    }

    @Test
    void whoComesAfterTheEndHearsItAtOnce() {
        client.sends("41");
        Registration registration = socket.onDisconnect(reason -> heard.add(reason.text()));
        registration.close();
        assertThat(heard).containsExactly("client namespace disconnect");
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheEndFromTheOthers() {
        socket.onDisconnect(reason -> {
            throw new IllegalStateException("broken");
        });
        socket.onDisconnect(reason -> heard.add("second"));
        client.sends("41");
        assertThat(heard).containsExactly("second");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect client namespace disconnect");
    }

    @Test
    void theEndOfASocketThatWasNeverLetInIsNotHeard() {
        fixture.chat.gate = refused -> {
            refused.onDisconnect(reason -> heard.add("refused"));
            throw new ConnectionRefusedException("no");
        };
        client.sends("40/chat,");
        fixture.chat.last().onDisconnect(reason -> heard.add("late"));
        assertThat(heard).isEmpty();
    }
}
