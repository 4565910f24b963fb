// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
import ee.parley.Socket;
import ee.parley.impl.payload.Unwritable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BroadcastTest {
    private final Fixture fixture = new Fixture();
    private final Fixture.Client ada = fixture.joined();
    private final Socket adaSocket = fixture.main.last();
    private final Fixture.Client bob = fixture.joined();
    private final Socket bobSocket = fixture.main.last();
    private final Fixture.Client eve = fixture.joined();
    private final Socket eveSocket = fixture.main.last();
    private final BroadcastOperator everybody = fixture.mainNamespace;

    /** Counts how often it is written. */
    public static final class Counting {
        private final AtomicInteger written = new AtomicInteger();

        public int getCount() {
            return written.incrementAndGet();
        }
    }

    private String reached() {
        return (ada.received().isEmpty() ? "" : "a")
                + (bob.received().isEmpty() ? "" : "b")
                + (eve.received().isEmpty() ? "" : "e");
    }

    @Test
    void aNamespaceReachesEverybodyInIt() {
        var stranger = fixture.client();
        stranger.sends("40/chat,");
        stranger.received();
        fixture.mainNamespace.emit("news", 1, "two");
        assertThat(ada.received()).containsExactly("42[\"news\",1,\"two\"]");
        assertThat(bob.received()).containsExactly("42[\"news\",1,\"two\"]");
        assertThat(stranger.received()).isEmpty();
        fixture.chatNamespace.emit("news");
        assertThat(stranger.received()).containsExactly("42/chat,[\"news\"]");
    }

    @Test
    void theServerReachesTheMainNamespace() {
        fixture.broker.emit("news");
        assertThat(reached()).isEqualTo("abe");
        fixture.broker.to(adaSocket.id()).emit("news");
        assertThat(reached()).isEqualTo("a");
        fixture.broker.except(adaSocket.id()).emit("news");
        assertThat(reached()).isEqualTo("be");
        fixture.broker.in("none").asVolatile().compress(true).local().emit("news");
        assertThat(reached()).isEmpty();
    }

    @Test
    void roomsAreAUnionAndExceptWins() {
        adaSocket.join("x", "y");
        bobSocket.join("y");
        everybody.to("x").to("y").emit("news");
        assertThat(ada.received()).containsExactly("42[\"news\"]");
        assertThat(reached()).isEqualTo("b");
        everybody.to("x", "y").except("x").emit("news");
        assertThat(reached()).isEqualTo("b");
        everybody.except("x").except(bobSocket.id()).emit("news");
        assertThat(reached()).isEqualTo("e");
    }

    @Test
    void namingNoRoomReachesNobody() {
        everybody.to().emit("news");
        everybody.in(new String[0]).emit("news");
        adaSocket.to().emit("news");
        assertThat(reached()).isEmpty();
        assertThat(everybody.to().fetchSockets().toCompletableFuture().join()).isEmpty();
    }

    @Test
    void namingNoExceptedRoomLeavesOutNobody() {
        everybody.except().emit("news");
        assertThat(reached()).isEqualTo("abe");
    }

    @Test
    void anOperatorIsNeverChanged() {
        BroadcastOperator x = everybody.to("x");
        BroadcastOperator unused = x.to("y");
        bobSocket.join("y");
        adaSocket.join("x");
        x.emit("news");
        assertThat(reached()).isEqualTo("a");
    }

    @Test
    void theBroadcastOfASocketReachesEverybodyElse() {
        adaSocket.broadcast().emit("news");
        assertThat(reached()).isEqualTo("be");
        adaSocket.except(bobSocket.id()).emit("news");
        assertThat(reached()).isEqualTo("e");
        adaSocket.join("x");
        bobSocket.join("x");
        adaSocket.to("x").emit("news");
        assertThat(reached()).isEqualTo("b");
        adaSocket.to(adaSocket.id()).emit("news");
        assertThat(reached()).isEmpty();
    }

    @Test
    void aRoomNamedAfterASocketReachesThatSocket() {
        everybody.to(eveSocket.id()).emit("private");
        assertThat(reached()).isEqualTo("e");
    }

    @Test
    void whoLeftARoomIsNotReached() {
        adaSocket.join("x");
        adaSocket.leave("x", "never");
        everybody.to("x").emit("news");
        assertThat(reached()).isEmpty();
    }

    @Test
    void aBroadcastReachesASocketAtTheGateByRoomOnlyAndAfterItsConnectReply() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> {
            socket.join("lobby");
            return decision;
        };
        var late = fixture.client();
        late.sends("40");
        everybody.emit("to all");
        everybody.to("lobby").emit("to lobby");
        decision.complete(null);
        assertThat(late.received()).containsExactly("40{\"sid\":\"ID\"}", "42[\"to lobby\"]");
    }

    @Test
    void aBroadcastIsEncodedOnce() {
        everybody.emit("news", new Counting());
        assertThat(eve.received()).containsExactly("42[\"news\",{\"count\":1}]");
        assertThat(ada.received()).containsExactly("42[\"news\",{\"count\":1}]");
    }

    @Test
    void aBroadcastMayHoldBytes() {
        everybody.emit("photo", "cat", new byte[] {1, 2, 3, 4});
        assertThat(ada.received())
                .containsExactly("451-[\"photo\",\"cat\",{\"_placeholder\":true,\"num\":0}]", "bAQIDBA==");
        assertThat(bob.received()).hasSize(2);
    }

    @Test
    void broadcastsOfOneThreadArriveInOrder() {
        adaSocket.join("x");
        everybody.emit("one");
        everybody.to("x").emit("two");
        adaSocket.emit("three");
        everybody.emit("four");
        assertThat(ada.received()).containsExactly("42[\"one\"]", "42[\"two\"]", "42[\"three\"]", "42[\"four\"]");
    }

    @Test
    void volatileEventsAreDroppedWhereTheTransportIsBusy() {
        ada.transport().block();
        adaSocket.emit("busy");
        everybody.asVolatile().emit("maybe");
        adaSocket.asVolatile().emit("maybe");
        everybody.emit("surely");
        ada.transport().unblock();
        assertThat(ada.received()).containsExactly("42[\"busy\"]", "42[\"surely\"]");
        assertThat(bob.received()).containsExactly("42[\"maybe\"]", "42[\"surely\"]");
    }

    @Test
    void aVolatileViewKeepsItsFlagInItsBroadcasts() {
        bob.transport().block();
        bobSocket.emit("busy");
        adaSocket.asVolatile().broadcast().emit("maybe");
        bob.transport().unblock();
        assertThat(bob.received()).containsExactly("42[\"busy\"]");
        assertThat(eve.received()).containsExactly("42[\"maybe\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefused(String name) {
        String message = '"' + name + "\" is a reserved event name";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everybody.emit(name))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everybody.to("nobody").emitWithAck(String.class, name))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adaSocket.emit(name))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adaSocket.emitWithAck(String.class, name))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adaSocket.asVolatile().emit(name))
                .withMessage(message);
    }

    @Test
    void anArgumentThatCannotBeWrittenIsTheCallersFault() {
        Object broken = new Unwritable();
        assertThatIllegalArgumentException().isThrownBy(() -> adaSocket.emit("x", broken));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everybody.to("nobody").emit("x", broken));
        assertThat(reached()).isEmpty();
    }

    @Test
    void aLoneNullIsOneArgument() {
        adaSocket.emit("x", (Object[]) null);
        adaSocket.emit("x", (Object) null);
        assertThat(ada.received()).containsExactly("42[\"x\",null]", "42[\"x\",null]");
    }

    @Test
    void fetchSocketsFindsWhoIsReachedEachOnce() {
        adaSocket.join("x", "y");
        bobSocket.join("y");
        List<RemoteSocket> found =
                everybody.in("x", "y").fetchSockets().toCompletableFuture().join();
        assertThat(found).containsExactlyInAnyOrder(adaSocket, bobSocket);
        assertThat(adaSocket.broadcast().fetchSockets().toCompletableFuture().join())
                .containsExactlyInAnyOrder(bobSocket, eveSocket);
        assertThat(fixture.broker.fetchSockets().toCompletableFuture().join()).hasSize(3);
    }

    @Test
    void socketsJoinAndLeaveRoomsTogether() {
        bobSocket.join("y");
        assertThat(everybody.in("y").socketsJoin("x", "z")).isCompletedWithValue(null);
        assertThat(bobSocket.rooms()).containsExactlyInAnyOrder(bobSocket.id(), "x", "y", "z");
        assertThat(adaSocket.rooms()).containsExactly(adaSocket.id());
        assertThat(fixture.broker.socketsLeave("y", "z")).isCompletedWithValue(null);
        assertThat(bobSocket.rooms()).containsExactlyInAnyOrder(bobSocket.id(), "x");
    }

    @Test
    void socketsAreDisconnectedTogether() {
        bobSocket.join("y");
        assertThat(everybody.in("y").disconnectSockets(false)).isCompletedWithValue(null);
        assertThat(bob.received()).containsExactly("41");
        assertThat(bob.isClosed()).isFalse();
        assertThat(fixture.broker.disconnectSockets(true)).isCompletedWithValue(null);
        assertThat(ada.received()).containsExactly("41");
        assertThat(ada.isClosed()).isTrue();
        assertThat(fixture.mainNamespace.sockets()).isEmpty();
    }

    @Test
    void whereNobodyServesTheMainNamespaceTheServerReachesNobody() {
        Broker empty = new Broker(
                fixture.broker.options(),
                fixture.broker.payloads(),
                fixture.executor,
                fixture.timers,
                Transactions.NONE,
                Surroundings.NONE);
        empty.emit("news");
        assertThat(empty.fetchSockets().toCompletableFuture().join()).isEmpty();
        assertThat(empty.namespace("/")).isEmpty();
    }

    @Test
    void aNamespaceIsRegisteredOnceAndItsNameHasNoComma() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.broker.register("chat", fixture.chat))
                .withMessage("The namespace \"/chat\" is served already");
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.broker.register("/a,b", fixture.chat));
    }

    @Test
    void theViewsOfASocketAreTheSameSocket() {
        Socket view = adaSocket.asVolatile();
        assertThat(view).isEqualTo(adaSocket).hasSameHashCodeAs(adaSocket);
        assertThat(adaSocket)
                .isEqualTo(view.timeout(java.time.Duration.ofSeconds(1)))
                .isNotEqualTo(bobSocket);
        assertThat(Set.of(adaSocket)).contains(view, adaSocket.compress(false), view.compress(true));
        assertThat(view.id()).isEqualTo(adaSocket.id());
        assertThat(view.rooms()).isEqualTo(adaSocket.rooms());
        assertThat(view.data()).isSameAs(adaSocket.data());
        assertThat(view.handshake()).isSameAs(adaSocket.handshake());
        assertThat(view.namespace()).isSameAs(adaSocket.namespace());
        assertThat(view.principal()).isEqualTo(adaSocket.principal());
        assertThat(view.connected()).isTrue();
        view.join("x");
        assertThat(adaSocket.rooms()).contains("x");
        view.leave("x");
        assertThat(adaSocket.rooms()).doesNotContain("x");
        view.disconnect(false);
        assertThat(adaSocket.connected()).isFalse();
    }

    @Test
    void whatIsSentToASocketThatHasLeftGoesNowhere() {
        adaSocket.join("x");
        adaSocket.disconnect(false);
        ada.received();
        adaSocket.emit("late");
        adaSocket.asVolatile().emit("late");
        everybody.to("x", adaSocket.id()).emit("late");
        everybody.emit("late");
        assertThat(ada.received()).isEmpty();
        assertThat(adaSocket.rooms()).isEmpty();
    }

    @Test
    void setsOfRoomsAndSocketsAreCopies() {
        Set<String> rooms = adaSocket.rooms();
        Set<Socket> sockets = fixture.mainNamespace.sockets();
        var data = adaSocket.data().toMap();
        adaSocket.join("x");
        adaSocket.data().put("k", "v");
        bobSocket.disconnect(false);
        assertThat(rooms).containsExactly(adaSocket.id());
        assertThat(sockets).hasSize(3);
        assertThat(data).isEmpty();
    }

    @Test
    void theServerKnowsItsOptions() {
        assertThat(fixture.broker.options()).isEqualTo(ee.parley.ServerOptions.defaults());
    }

    @Test
    void dataIsAttachedByName() {
        adaSocket.data().put("nickname", "ada");
        assertThat(adaSocket.data().get("nickname", String.class)).contains("ada");
        assertThat(adaSocket.data().toMap()).containsOnlyKeys("nickname");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> adaSocket.data().get("nickname", Integer.class));
        adaSocket.data().remove("nickname");
        assertThat(adaSocket.data().get("nickname", String.class)).isEmpty();
        assertThat(bobSocket.data().toMap()).isEmpty();
    }
}
