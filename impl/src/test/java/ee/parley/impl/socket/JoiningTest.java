// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.payload.Unwritable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JoiningTest {
    private final Fixture fixture = new Fixture();

    @Test
    void aConnectIsAnsweredWithTheIdOfTheSocket() {
        var client = fixture.client();
        client.sends("40");
        assertThat(client.receivedAsIs())
                .containsExactly("40{\"sid\":\"" + fixture.main.last().id() + "\"}");
    }

    @Test
    void aConnectToANamespaceIsAnsweredWithItsName() {
        var client = fixture.client();
        client.sends("40/chat,{\"token\":\"x\"}");
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void theNameOfANamespaceMayEndWithoutAComma() {
        var client = fixture.client();
        client.sends("40/chat");
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void anIdHasTwentyCharactersAndDiffersFromTheSessionsAndInEachNamespace() {
        var client = fixture.client();
        client.sends("40", "40/chat,");
        String main = fixture.main.last().id();
        String chat = fixture.chat.last().id();
        assertThat(main).matches("[A-Za-z0-9_-]{20}").isNotEqualTo(chat);
        assertThat(client.session.id().value()).isNotIn(main, chat);
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        var client = fixture.client();
        client.sends("40/nope,");
        assertThat(client.received()).containsExactly("44/nope,{\"message\":\"Invalid namespace\"}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aQueryIsPartOfTheNameAndSoOfAnUnknownNamespace() {
        var client = fixture.client();
        client.sends("40/chat?x=1,");
        assertThat(client.received()).containsExactly("44/chat?x=1,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void anAdmittedSocketIsConnectedAndInItsOwnRoomOnly() {
        fixture.joined();
        Socket socket = fixture.main.last();
        assertThat(socket.connected()).isTrue();
        assertThat(socket.rooms()).containsExactly(socket.id());
        assertThat(fixture.mainNamespace.sockets()).containsExactly(socket);
    }

    @Test
    void theGateSeesASocketThatIsNotConnected() {
        fixture.main.gate = socket -> {
            assertThat(socket.connected()).isFalse();
            assertThat(fixture.mainNamespace.sockets()).isEmpty();
            return CompletableFuture.completedFuture(null);
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void aRefusalCarriesMessageAndData() {
        fixture.chat.gate = socket -> {
            throw new ConnectionRefusedException("not authorized", Map.of("retry", false));
        };
        var client = fixture.client();
        client.sends("40/chat,");
        assertThat(client.received())
                .containsExactly("44/chat,{\"message\":\"not authorized\",\"data\":{\"retry\":false}}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aRefusalWithoutDataHasNone() {
        fixture.main.gate = socket -> CompletableFuture.failedFuture(new ConnectionRefusedException("no"));
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"no\"}");
    }

    @Test
    void aRefusalThatComesWrappedIsTheSame() {
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null)
                .thenCompose(x -> CompletableFuture.failedFuture(new ConnectionRefusedException("no")));
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"no\"}");
    }

    @Test
    void aGateThatFailsRefusesWithoutSayingWhy() {
        fixture.main.gate = socket -> {
            throw new IllegalStateException("secret");
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"Internal error\"}");
    }

    @Test
    void refusalDataThatCannotBeWrittenIsAnInternalError() {
        fixture.main.gate = socket -> {
            throw new ConnectionRefusedException("no", Map.of("x", new Unwritable()));
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"Internal error\"}");
    }

    @Test
    void anAsynchronousGateIsAwaited() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).isEmpty();
        decision.complete(null);
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void eventsWaitForTheGate() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40", "42[\"a\",1]", "42[\"b\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
        decision.complete(null);
        assertThat(fixture.main.takeHeard()).containsExactly("event a[1]", "event b[]");
    }

    @Test
    void whatIsSentDuringTheGateFollowsTheConnectReplyInOrder() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> {
            socket.join("lobby");
            socket.emit("first");
            fixture.mainNamespace.to("lobby").emit("second");
            fixture.mainNamespace.to(socket.id()).emit("third");
            return decision;
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).isEmpty();
        decision.complete(null);
        assertThat(client.received())
                .containsExactly("40{\"sid\":\"ID\"}", "42[\"first\"]", "42[\"second\"]", "42[\"third\"]");
    }

    @Test
    void aBroadcastToEverybodyDoesNotReachASocketAtTheGate() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40");
        fixture.mainNamespace.emit("news");
        decision.complete(null);
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void volatileEventsAreNotHeld() {
        fixture.main.gate = socket -> {
            socket.asVolatile().emit("lost");
            return CompletableFuture.completedFuture(null);
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void ofARefusedClientNothingRemains() {
        fixture.main.gate = socket -> {
            socket.join("lobby");
            socket.emit("held");
            throw new ConnectionRefusedException("no");
        };
        var client = fixture.client();
        client.sends("40");
        fixture.mainNamespace.to("lobby").emit("late");
        assertThat(client.received()).containsExactly("44{\"message\":\"no\"}");
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
        assertThat(fixture.main.last().rooms()).isEmpty();
        client.vanishes();
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
    }

    @Test
    void eventsOfARefusedClientAreIgnored() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40", "42[\"early\"]");
        decision.completeExceptionally(new ConnectionRefusedException("no"));
        client.sends("42[\"late\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aRefusedClientMayTryAgain() {
        fixture.main.gate = socket -> CompletableFuture.failedFuture(new ConnectionRefusedException("no"));
        var client = fixture.client();
        client.sends("40");
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"no\"}", "40{\"sid\":\"ID\"}");
    }

    @Test
    void aConnectionThatEndsDuringTheGateLeavesNothingBehind() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> {
            socket.join("lobby");
            return decision;
        };
        var client = fixture.client();
        client.sends("40");
        client.vanishes();
        decision.complete(null);
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
        assertThat(fixture.mainNamespace.sockets()).isEmpty();
    }

    @Test
    void aDisconnectDuringTheGateAbortsTheJoin() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40", "41");
        decision.complete(null);
        assertThat(client.received()).isEmpty();
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aSocketSentAwayDuringTheGateIsToldAndNeverConnected() {
        fixture.main.gate = socket -> {
            socket.disconnect(false);
            return CompletableFuture.completedFuture(null);
        };
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("41");
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
    }

    @Test
    void oneConnectionJoinsSoManyNamespacesAndNoMore() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxNamespaces(1).build());
        var client = narrow.client();
        client.sends("40", "40/chat,");
        assertThat(client.received())
                .containsExactly("40{\"sid\":\"ID\"}", "44/chat,{\"message\":\"Too many namespaces\"}");
        client.sends("41", "40/chat,");
        assertThat(client.received()).containsExactly("40/chat,{\"sid\":\"ID\"}");
    }

    @Test
    void whoLeavesBeforeTheGateHasDecidedCannotStartAnyNumberOfGates() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxNamespaces(2).build());
        CompletableFuture<Void> decision = new CompletableFuture<>();
        narrow.main.gate = socket -> decision;
        var client = narrow.client();
        client.sends("40", "41", "40", "41", "40");
        assertThat(narrow.main.takeHeard()).containsExactly("connect", "connect");
        assertThat(client.received()).containsExactly("44{\"message\":\"Too many namespaces\"}");
        decision.complete(null);
        client.sends("40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void whoLeavesBeforeItsEventsAreHandledCannotLeaveAnyNumberOfThemBehind() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxNamespaces(1).build());
        CompletableFuture<Void> decision = new CompletableFuture<>();
        narrow.main.eventMiddleware = List.of((socket, event) -> decision);
        var client = narrow.joined();
        // It may come back at once, though it has as many as it may, but not any number of times.
        client.sends("42[\"waits\"]", "41", "40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
        client.sends("42[\"waits, too\"]", "41", "40");
        assertThat(client.received()).containsExactly("44{\"message\":\"Too many namespaces\"}");
        narrow.main.takeHeard();

        decision.complete(null);
        narrow.executor.turn();

        assertThat(narrow.main.takeHeard())
                .containsExactlyInAnyOrder(
                        "event waits[]",
                        "disconnect client namespace disconnect",
                        "event waits, too[]",
                        "disconnect client namespace disconnect");
        client.sends("40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aGateWithoutADecisionRefuses() {
        fixture.main.gate = socket -> null;
        var client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"Internal error\"}");
    }

    @Test
    void aClientInNoNamespaceIsClosedAfterTheConnectTimeout() {
        var client = fixture.client();
        alive(client, 40);
        assertThat(client.isClosed()).isFalse();
        alive(client, 10);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void theConnectTimeoutStopsWhenANamespaceIsJoinedAndStartsAgainWhenTheLastIsLeft() {
        var client = fixture.client();
        client.sends("40");
        alive(client, 100);
        assertThat(client.isClosed()).isFalse();
        client.sends("41");
        alive(client, 40);
        assertThat(client.isClosed()).isFalse();
        alive(client, 10);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aGateThatNeverDecidesIsCutOffByTheConnectTimeout() {
        fixture.main.gate = socket -> new CompletableFuture<>();
        var client = fixture.client();
        client.sends("40");
        alive(client, 50);
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
    }

    @Test
    void aClientForWhomTooMuchIsHeldIsClosed() {
        Fixture narrow =
                new Fixture(ServerOptions.builder().maxBufferedBytes(1000).build());
        narrow.main.gate = socket -> {
            for (int i = 0; i < 20; i++) {
                socket.emit("much");
            }
            return new CompletableFuture<>();
        };
        var client = narrow.client();
        client.sends("40");
        assertThat(client.isClosed()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void theGateRunsOnTheExecutorNotOnTheLane() {
        fixture.executor.hold();
        var client = fixture.client();
        client.sends("40");
        assertThat(fixture.main.takeHeard()).isEmpty();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
    }

    @Test
    void anExecutorThatTakesNothingClosesTheConnection() {
        var client = fixture.client();
        fixture.executor.stop();
        client.sends("40");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void theHandshakeTellsWhatTheFirstRequestAndTheConnectTold() {
        var client = fixture.client();
        client.sends("40{\"token\":\"x\"}");
        var handshake = fixture.main.last().handshake();
        assertThat(handshake.auth().getString("token")).isEqualTo("x");
        assertThat(handshake.headers().get("origin")).containsExactly("https://chat.example");
        assertThat(handshake.query()).containsEntry("EIO", "4");
        assertThat(handshake.url()).isEqualTo("/socket.io/?EIO=4&transport=websocket");
        assertThat(handshake.address()).isEqualTo("192.0.2.7");
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.crossDomain()).isTrue();
        assertThat(handshake.principal().orElseThrow().getName()).isEqualTo("ada");
        assertThat(handshake.issued()).isNotNull();
        assertThat(fixture.main.last().principal()).isEqualTo(handshake.principal());
    }

    @Test
    void withoutAnAuthPayloadAuthIsTheEmptyObject() {
        fixture.joined();
        assertThat(fixture.main.last().handshake().auth()).isEmpty();
    }

    @Test
    void aNamespaceKnowsItsName() {
        assertThat(fixture.broker.namespace("chat")).contains(fixture.chatNamespace);
        assertThat(fixture.broker.namespace("/chat").orElseThrow().name()).isEqualTo("/chat");
        assertThat(fixture.broker.namespace("/nope")).isEmpty();
    }

    private void alive(Fixture.Client client, int seconds) {
        for (int i = 0; i < seconds; i++) {
            fixture.timers.advance(Duration.ofSeconds(1));
            client.sends("3");
        }
    }

    @Test
    void theReasonOfALeaveAtTheGateIsHeardByNobody() {
        fixture.main.gate = socket -> new CompletableFuture<>();
        var client = fixture.client();
        client.sends("40");
        client.ends(ee.parley.impl.engine.CloseReason.TRANSPORT_ERROR);
        assertThat(fixture.main.takeHeard()).doesNotContain("disconnect " + DisconnectReason.TRANSPORT_ERROR);
    }
}
