// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Auth;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GateTest {
    record Credentials(String user) {}

    @SocketNamespace("/a")
    static class Guarded {
        private final List<Object> heard = new ArrayList<>();

        List<Object> takeHeard() {
            List<Object> taken = new ArrayList<>(heard);
            heard.clear();
            return taken;
        }

        @OnConnect
        void enter(Socket socket, @Auth Credentials who) throws Exception {
            heard.add(who.user());
            if (who.user() == null) {
                return;
            }
            switch (who.user()) {
                case "refused" -> throw new ConnectionRefusedException("not authorized", Map.of("retry", false));
                case "broken" -> throw new IllegalStateException("secret");
                case "checked" -> throw new Exception("secret");
                default -> socket.join("lobby");
            }
        }

        @OnEvent("rooms")
        List<String> rooms(Socket socket) {
            return socket.rooms().stream().filter("lobby"::equals).toList();
        }

        @OnDisconnect
        void leave(Socket socket, DisconnectReason reason) {
            heard.add(reason);
            heard.add(socket.rooms());
        }
    }

    @SocketNamespace("/optional")
    static class OptionalAuth {
        private final List<Object> heard = new ArrayList<>();

        List<Object> heard() {
            return heard;
        }

        @OnConnect
        void enter(@Auth Optional<Credentials> who) {
            heard.add(who);
        }

        @OnDisconnect
        void leave() {
            throw new IllegalStateException("only logged");
        }
    }

    @SocketNamespace("/later")
    static class Later {
        private CompletableFuture<String> gate = new CompletableFuture<>();

        CompletableFuture<String> gate() {
            return gate;
        }

        @OnConnect
        CompletionStage<String> enter() {
            gate = new CompletableFuture<>();
            return gate.thenApply(value -> value);
        }
    }

    @SocketNamespace
    static class Open {}

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Guarded.class, OptionalAuth.class, Later.class, Open.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private final Served.Client client = served.client();

    private List<String> answersTo(String packet) {
        client.sends(packet);
        return client.received();
    }

    @Test
    void aBeanWithoutAGateAdmitsEverybodyToTheMainNamespace() {
        assertThat(answersTo("40")).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void theGateSeesTheAuthPayloadAndAdmitsByReturning() {
        assertThat(answersTo("40/a,{\"user\":\"ada\"}")).containsExactly("40/a,{\"sid\":\"ID\"}");
        assertThat(answersTo("42/a,1[\"rooms\"]")).containsExactly("43/a,1[[\"lobby\"]]");
        assertThat(served.bean(Guarded.class).takeHeard()).containsExactly("ada");
    }

    @Test
    void theGateRunsForAClientThatSentNoAuthPayload() {
        assertThat(answersTo("40/a,")).containsExactly("40/a,{\"sid\":\"ID\"}");
        assertThat(served.bean(Guarded.class).takeHeard()).containsExactly((Object) null);
    }

    @Test
    void aRefusalIsToldWithItsData() {
        assertThat(answersTo("40/a,{\"user\":\"refused\"}"))
                .containsExactly("44/a,{\"message\":\"not authorized\",\"data\":{\"retry\":false}}");
        served.bean(Guarded.class).takeHeard();
        client.vanishes();
        assertThat(served.bean(Guarded.class).takeHeard()).isEmpty();
    }

    @Test
    void anyOtherExceptionRefusesWithoutItsText() {
        assertThat(answersTo("40/a,{\"user\":\"broken\"}")).containsExactly("44/a,{\"message\":\"Internal error\"}");
        assertThat(answersTo("40/a,{\"user\":\"checked\"}")).containsExactly("44/a,{\"message\":\"Internal error\"}");
        served.bean(Guarded.class).takeHeard();
    }

    @Test
    void anAuthPayloadThatDoesNotFitRefuses() {
        assertThat(answersTo("40/a,{\"user\":{}}")).containsExactly("44/a,{\"message\":\"Invalid auth payload\"}");
        assertThat(served.bean(Guarded.class).takeHeard()).isEmpty();
    }

    @Test
    void anOptionalAuthPayloadIsEmptyWhereNoneWasSent() {
        assertThat(answersTo("40/optional,")).containsExactly("40/optional,{\"sid\":\"ID\"}");
        assertThat(served.client()).satisfies(second -> second.sends("40/optional,{\"user\":\"ada\"}"));
        assertThat(served.bean(OptionalAuth.class).heard())
                .containsExactly(Optional.empty(), Optional.of(new Credentials("ada")));
    }

    @Test
    void aStageIsAwaitedAndItsValueIgnored() {
        assertThat(answersTo("40/later,")).isEmpty();
        served.bean(Later.class).gate().complete("ignored");
        assertThat(client.received()).containsExactly("40/later,{\"sid\":\"ID\"}");
    }

    @Test
    void aStageThatFailsRefuses() {
        assertThat(answersTo("40/later,")).isEmpty();
        served.bean(Later.class).gate().completeExceptionally(new ConnectionRefusedException("too late"));
        assertThat(client.received()).containsExactly("44/later,{\"message\":\"too late\"}");
    }

    @Test
    void theFarewellHearsWhyOfEachSocketThatWasAdmitted() {
        client.sends("40/a,{\"user\":\"ada\"}");
        served.bean(Guarded.class).takeHeard();
        client.vanishes();
        assertThat(served.bean(Guarded.class).takeHeard()).containsExactly(DisconnectReason.TRANSPORT_CLOSE, Set.of());
    }

    @Test
    void whatTheFarewellThrowsDisturbsNobody() {
        client.sends("40/optional,", "41/optional,", "40");
        assertThat(client.received()).containsExactly("40/optional,{\"sid\":\"ID\"}", "40{\"sid\":\"ID\"}");
        served.bean(OptionalAuth.class).heard().clear();
    }
}
