// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectMiddleware;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.EventException;
import ee.parley.EventMiddleware;
import ee.parley.IncomingEvent;
import ee.parley.Registration;
import ee.parley.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MiddlewareTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();
    private final Socket socket = fixture.main.last();

    @Test
    void anEventThatPassesIsHandled() {
        socket.use((from, event) -> null);
        client.sends("42[\"a\",1]");
        assertThat(fixture.main.takeHeard()).containsExactly("event a[1]");
    }

    @Test
    void middlewareIsAskedInTheOrderOfItsAddingAndBeforeTheHandler() {
        List<String> asked = new ArrayList<>();
        socket.use((from, event) -> {
            asked.add("first " + from.id().equals(socket.id()) + " " + fixture.main.takeHeard());
            return null;
        });
        socket.use((from, event) -> {
            asked.add("second " + event.name());
            return CompletableFuture.completedFuture("whatever");
        });
        client.sends("42[\"a\"]");
        assertThat(asked).containsExactly("first true []", "second a");
        assertThat(fixture.main.takeHeard()).containsExactly("event a[]");
    }

    @Test
    void thatOfTheHandlerIsAskedFirst() {
        List<String> asked = new ArrayList<>();
        socket.use((from, event) -> {
            asked.add("socket's");
            return null;
        });
        fixture.main.eventMiddleware = List.of((from, event) -> {
            asked.add("handler's");
            return null;
        });
        client.sends("42[\"a\"]");
        assertThat(asked).containsExactly("handler's", "socket's");
    }

    @Test
    void anExceptionIsTheAnswerAndTheEndOfTheEvent() {
        socket.use((from, event) -> {
            throw new EventException("TOO_FAST", "slow down", Map.of("wait", 5));
        });
        client.sends("420[\"a\"]", "42[\"b\"]");
        assertThat(client.received())
                .containsExactly(
                        "430[{\"error\":{\"code\":\"TOO_FAST\",\"message\":\"slow down\",\"details\":{\"wait\":5}}}]",
                        "42[\"exception\",{\"event\":\"b\",\"error\":{\"code\":\"TOO_FAST\",\"message\":\"slow down\","
                                + "\"details\":{\"wait\":5}}}]");
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void anEventWhoseSocketIsSentAwayMeanwhileIsDropped() {
        socket.use((from, event) -> {
            from.disconnect(false);
            return null;
        });
        client.sends("42[\"quick\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect server namespace disconnect");
        client.sends("40");
        fixture.main.takeHeard();
        CompletableFuture<Object> decision = new CompletableFuture<>();
        fixture.main.last().use((from, event) -> decision);
        client.sends("42[\"slow\"]");
        fixture.main.last().disconnect(false);
        decision.complete(null);
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect server namespace disconnect");
    }

    @Test
    void anyOtherExceptionSaysNothingOfItself() {
        socket.use((from, event) -> {
            throw new java.io.IOException("secret");
        });
        client.sends("420[\"a\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void anEventThatMiddlewareAnswersGoesNoFurther() {
        socket.use((from, event) -> {
            event.ack("cached");
            return null;
        });
        socket.use((from, event) -> {
            throw new AssertionError("asked");
        });
        client.sends("420[\"a\"]", "42[\"b\"]");
        assertThat(client.received()).containsExactly("430[\"cached\"]");
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void whileAStageIsPendingLaterEventsWaitAndNoThreadDoes() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> event.name().equals("slow") ? decision : null);
        fixture.executor.hold();
        client.sends("42[\"slow\"]", "42[\"b\"]", "42[\"c\"]");
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).isEmpty();
        assertThat(fixture.executor.waiting()).isZero();
        decision.complete(null);
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event slow[]", "event b[]", "event c[]");
    }

    @Test
    void aStageThatFailsIsTheAnswerAndLaterEventsGoOn() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> event.name().equals("slow")
                ? decision.thenCompose(x -> CompletableFuture.completedFuture("unused"))
                : null);
        client.sends("420[\"slow\"]", "42[\"b\"]");
        decision.completeExceptionally(new EventException("NO", "no"));
        assertThat(client.received()).containsExactly("430[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
        assertThat(fixture.main.takeHeard()).containsExactly("event b[]");
    }

    @Test
    void aStageThatIsPendingForHalfAMinuteIsNotWaitedForAnyLonger() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> event.name().equals("slow") ? decision : null);
        client.sends("420[\"slow\"]", "42[\"b\"]");
        fixture.timers.advance(Duration.ofSeconds(29));
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.timers.advance(Duration.ofSeconds(1));
        assertThat(client.received())
                .contains("430[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
        assertThat(fixture.main.takeHeard()).containsExactly("event b[]");
        decision.complete(null);
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void aStageThatHasDecidedLeavesNoTimer() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> decision);
        client.sends("42[\"a\"]");
        assertThat(fixture.timersOfSockets()).isEqualTo(1);
        decision.complete(null);
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void anEventInMiddlewareIsHandledBeforeItsSocketsEnd() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> decision);
        client.sends("42[\"a\"]", "41");
        assertThat(fixture.main.takeHeard()).isEmpty();
        decision.complete(null);
        assertThat(fixture.main.takeHeard())
                .containsExactly("event a[]", "disconnect " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @Test
    void middlewareThatIsTakenBackIsNotAsked() {
        EventMiddleware no = (from, event) -> {
            throw new EventException("NO", "no");
        };
        Registration first = socket.use(no);
        Registration second = socket.use(no);
        first.close();
        first.close();
        client.sends("420[\"a\"]");
        assertThat(client.received()).containsExactly("430[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
        second.close();
        client.sends("42[\"b\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("event b[]");
    }

    @Test
    void middlewareReadsTheArguments() {
        List<Object> read = new ArrayList<>();
        socket.use((from, event) -> {
            read.add(event.size());
            read.add(event.argument(0, String.class));
            read.add(event.argument(1, int.class));
            read.add(event.argument(2, byte[].class)[1]);
            read.add(String.valueOf(event.argument(3, String.class)));
            read.add(event.arguments().toString());
            return null;
        });
        client.sends("451-[\"a\",\"x\",7,{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes(1, 2);
        assertThat(read).containsExactly(3, "x", 7, (byte) 2, "null", "[\"x\",7,{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void anArgumentThatDoesNotFitIsABadRequest() {
        socket.use((from, event) -> {
            event.argument(event.size() - 1, int.class);
            return null;
        });
        client.sends("420[\"a\",\"x\"]");
        assertThat(client.received())
                .containsExactly("430[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"argument 1: expected an"
                        + " integer in range, got a string\"}}]");
    }

    @Test
    void connectMiddlewareIsAskedBeforeTheGateThatOfTheHandlerFirst() {
        List<String> asked = new ArrayList<>();
        fixture.chatNamespace.use(from -> {
            asked.add("added " + from.connected() + fixture.chat.takeHeard());
            return null;
        });
        fixture.chat.connectMiddleware = List.of(from -> {
            asked.add("handler's");
            return CompletableFuture.completedFuture(null);
        });
        client.sends("40/chat,");
        assertThat(asked).containsExactly("handler's", "added false[]");
        assertThat(fixture.chat.takeHeard()).containsExactly("connect");
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void connectMiddlewareRefusesWithMessageAndData() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.chatNamespace.use(from -> decision);
        client.sends("40/chat,");
        assertThat(client.received()).isEmpty();
        decision.completeExceptionally(new ConnectionRefusedException("closed", Map.of("until", "noon")));
        assertThat(client.received()).containsExactly("44/chat,{\"message\":\"closed\",\"data\":{\"until\":\"noon\"}}");
        assertThat(fixture.chat.takeHeard()).isEmpty();
    }

    @Test
    void connectMiddlewareThatFailsRefusesWithoutSayingWhy() {
        Registration broken = fixture.chatNamespace.use(from -> {
            throw new java.io.IOException("secret");
        });
        client.sends("40/chat,");
        broken.close();
        client.sends("40/chat,");
        assertThat(client.received())
                .containsExactly("44/chat,{\"message\":\"Internal error\"}", "40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void connectMiddlewareMayPrepareTheSocket() {
        ConnectMiddleware welcoming = from -> {
            from.join("lobby");
            from.emit("welcome");
            from.use((same, event) -> {
                event.ack("seen");
                return null;
            });
            return null;
        };
        fixture.chatNamespace.use(welcoming);
        client.sends("40/chat,", "42/chat,0[\"a\"]");
        assertThat(client.received())
                .containsExactly("40/chat,{\"sid\":\"ID\"}", "42/chat,[\"welcome\"]", "43/chat,0[\"seen\"]");
        assertThat(fixture.chat.last().rooms()).contains("lobby");
    }

    @Test
    void aClientThatLeavesWhileItIsAskedForIsForgotten() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.chatNamespace.use(from -> decision);
        client.sends("40/chat,", "41/chat,");
        decision.complete(null);
        client.sends("40/chat,");
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void whatTheApplicationHasAroundItsHandlersIsAroundMiddlewareToo() {
        List<String> order = new ArrayList<>();
        fixture.surroundings.around = name -> order.add("around " + name.id().equals(socket.id()));
        socket.use((from, event) -> {
            order.add("middleware");
            return null;
        });
        socket.onAny((IncomingEvent event) -> order.add("any"));
        socket.on("a", event -> order.add("listener"));
        client.sends("42[\"a\"]");
        assertThat(order).containsExactly("around true", "middleware", "around true", "any", "around true", "listener");
    }
}
