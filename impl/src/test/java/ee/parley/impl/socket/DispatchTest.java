// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Registration;
import ee.parley.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client client = fixture.joined();
    private final Socket socket = fixture.main.last();

    @BeforeEach
    void hold() {
        fixture.main.dispatch = Map.of("here", Dispatch.NON_BLOCKING, "aside", Dispatch.CONCURRENT);
        fixture.executor.hold();
    }

    @Test
    void anEventThatDoesNotBlockIsHandledWhereItIsReceived() {
        client.sends("42[\"here\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("event here[]");
        assertThat(fixture.executor.waiting()).isZero();
    }

    @Test
    void anEventIsNotHandledByAThreadThatIsAboutSomethingElse() {
        Thread container = new Thread(() -> client.sends("42[\"here\"]"));
        client.session.lane().execute(() -> {
            container.start();
            Fixture.awaitEnd(container);
        });
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event here[]");
    }

    @Test
    void anEventThatDoesNotBlockWaitsForThoseBeforeIt() {
        client.sends("42[\"a\"]", "42[\"here\"]");
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event a[]", "event here[]");
    }

    @Test
    void anEventThatMeetsSomebodyWhoMayBlockIsHandledElsewhere() {
        Registration any = socket.onAny(event -> {});
        client.sends("42[\"here\"]");
        assertThat(fixture.main.takeHeard()).isEmpty();
        any.close();
        Registration middleware = socket.use((from, event) -> null);
        client.sends("42[\"here\"]");
        middleware.close();
        Registration listener = socket.on("here", event -> null);
        client.sends("42[\"here\"]");
        listener.close();
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).hasSize(3);
        socket.on("another", event -> null);
        client.sends("42[\"here\"]");
        assertThat(fixture.main.takeHeard()).hasSize(1);
    }

    @Test
    void theHandlersMiddlewareMayBlockToo() {
        fixture.main.eventMiddleware = List.of((from, event) -> null);
        client.sends("42[\"here\"]");
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event here[]");
    }

    @Test
    void anEventAsideDoesNotWaitForOneThatIsPending() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> event.name().equals("slow") ? decision : null);
        client.sends("42[\"slow\"]", "42[\"b\"]", "42[\"aside\"]");
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event aside[]");
        decision.complete(null);
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event slow[]", "event b[]");
    }

    @Test
    void noEventWaitsForOneAsideThatIsPending() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        socket.use((from, event) -> event.name().equals("aside") ? decision : null);
        client.sends("42[\"aside\"]", "42[\"b\"]", "41");
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event b[]");
        decision.complete(null);
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event aside[]", "disconnect client namespace disconnect");
    }

    @Test
    void eventsOfEveryKindWaitForTheGate() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        fixture.chat.dispatch = fixture.main.dispatch;
        fixture.chat.gate = joining -> gate;
        client.sends("40/chat,", "42/chat,[\"here\"]", "42/chat,[\"aside\"]");
        fixture.executor.turn();
        assertThat(fixture.chat.takeHeard()).containsExactly("connect");
        gate.complete(null);
        fixture.executor.turn();
        assertThat(fixture.chat.takeHeard()).containsExactlyInAnyOrder("event here[]", "event aside[]");
    }
}
