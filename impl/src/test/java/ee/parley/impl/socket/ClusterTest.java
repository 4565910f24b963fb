// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.AckTimeoutException;
import ee.parley.BroadcastOperator;
import ee.parley.PartialResultException;
import ee.parley.RemoteSocket;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two nodes: Ada and Bob are on the one, Eve is on the other. */
class ClusterTest {
    private static final Duration TIMEOUT = ServerOptions.defaults().ackTimeout();

    private final HandTurnedCluster cluster = new HandTurnedCluster();
    private final HandTurnedCluster.Node hereNode = cluster.node("here");
    private final HandTurnedCluster.Node thereNode = cluster.node("there");
    private final Fixture here = new Fixture(ServerOptions.defaults(), null, Optional.of(hereNode));
    private final Fixture there = new Fixture(ServerOptions.defaults(), null, Optional.of(thereNode));
    private final Fixture.Client ada = here.joined();
    private final Socket adaSocket = here.main.last();
    private final Fixture.Client bob = here.joined();
    private final Socket bobSocket = here.main.last();
    private final Fixture.Client eve = there.joined();
    private final Socket eveSocket = there.main.last();
    private final BroadcastOperator everybody = here.mainNamespace;

    private String reached() {
        cluster.turn();
        return (ada.received().isEmpty() ? "" : "a")
                + (bob.received().isEmpty() ? "" : "b")
                + (eve.received().isEmpty() ? "" : "e");
    }

    private static <T> T completed(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
            throw new AssertionError("completed");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    // Broadcasts

    @Test
    void aBroadcastReachesTheSocketsOfAllNodes() {
        everybody.emit("news", 1, "two");
        cluster.turn();
        assertThat(ada.received()).containsExactly("42[\"news\",1,\"two\"]");
        assertThat(eve.received()).containsExactly("42[\"news\",1,\"two\"]");
        assertThat(cluster.takePublished())
                .containsExactly(new ClusterMessage.Broadcast(
                        Selection.EVERYBODY, new PacketData("[\"news\",1,\"two\"]"), false, true));
    }

    @Test
    void roomsAndExceptionsHoldOnAllNodes() {
        adaSocket.join("x", "y");
        eveSocket.join("x");
        everybody.to("x").emit("news");
        assertThat(reached()).isEqualTo("ae");
        everybody.to("x").except("y").emit("news");
        assertThat(reached()).isEqualTo("e");
        everybody.except(eveSocket.id()).emit("news");
        assertThat(reached()).isEqualTo("ab");
        adaSocket.to("x").emit("news");
        assertThat(reached()).isEqualTo("e");
    }

    @Test
    void whatIsLocalOrForNobodyIsNotPublished() {
        everybody.local().emit("news");
        assertThat(reached()).isEqualTo("ab");
        everybody.to().emit("news");
        assertThat(reached()).isEmpty();
        adaSocket.emit("news");
        assertThat(reached()).isEqualTo("a");
        assertThat(cluster.takePublished()).isEmpty();
    }

    @Test
    void theSenderIsLeftOutByTheRoomOfItsId() {
        adaSocket.broadcast().emit("news");
        assertThat(reached()).isEqualTo("be");
        assertThat(cluster.takePublished())
                .containsExactly(new ClusterMessage.Broadcast(
                        new Selection(Set.of(), Set.of(adaSocket.id())), new PacketData("[\"news\"]"), false, true));
    }

    @Test
    void bytesAndFlagsTravel() {
        everybody.asVolatile().compress(false).emit("upload", new byte[] {1, 2});
        cluster.turn();
        assertThat(eve.received()).containsExactly("451-[\"upload\",{\"_placeholder\":true,\"num\":0}]", "bAQI=");
        assertThat(cluster.takePublished())
                .containsExactly(new ClusterMessage.Broadcast(
                        Selection.EVERYBODY,
                        new PacketData(
                                "[\"upload\",{\"_placeholder\":true,\"num\":0}]",
                                List.of(ByteBuffer.wrap(new byte[] {1, 2}))),
                        true,
                        false));
    }

    @Test
    void anotherNamespaceHearsNothing() {
        here.chatNamespace.emit("news");
        assertThat(reached()).isEmpty();
    }

    @Test
    void aClusterThatIsAwayStopsNoLocalDelivery() {
        hereNode.cutOff = true;
        everybody.emit("news");
        assertThat(reached()).isEqualTo("ab");
        assertThat(here.broker.clusterHealth())
                .hasValueSatisfying(health -> assertThat(health.connected()).isFalse());
    }

    // Acks

    @Test
    void answersOfAllNodesAreCollected() {
        CompletionStage<List<Integer>> answers = everybody.emitWithAck(Integer.class, "sum");
        assertThat(ada.received()).containsExactly("420[\"sum\"]");
        cluster.turn();
        assertThat(eve.received()).containsExactly("420[\"sum\"]");
        ada.sends("430[1]");
        eve.sends("430[3]");
        cluster.turn();
        assertThat(answers.toCompletableFuture()).isNotDone();
        bob.sends("430[2]");
        assertThat(completed(answers)).containsExactly(1, 3, 2);
        assertThat(here.pendingAcks(adaSocket)).isZero();
        assertThat(here.timersOfSockets()).isZero();
    }

    @Test
    void aNodeOfWhichAllHaveAnsweredOrLeftWaitsForNothingMore() {
        Fixture.Client zoe = there.joined();
        var unused = everybody.emitWithAck(Integer.class, "sum");
        cluster.turn();
        eve.sends("430[3]");
        assertThat(there.timersOfSockets()).isOne();
        zoe.vanishes();
        assertThat(there.timersOfSockets()).isZero();
    }

    @Test
    void answersThatDoNotComeInTimeLeaveThePartialOnes() {
        CompletionStage<List<Integer>> answers = everybody.emitWithAck(Integer.class, "sum");
        cluster.turn();
        eve.sends("430[3]");
        cluster.turn();
        here.timers.advance(TIMEOUT);
        there.timers.advance(TIMEOUT);
        assertThat(failure(answers))
                .isInstanceOfSatisfying(
                        AckTimeoutException.class,
                        timeout -> assertThat(timeout.responses()).isEqualTo(List.of(3)));
        assertThat(there.pendingAcks(eveSocket)).isZero();
    }

    @Test
    void aNodeThatHasNobodyToAskMayAnswerBeforeTheOthersAreAsked() {
        new Fixture(ServerOptions.defaults(), null, Optional.of(cluster.node("nobody")));
        cluster.atOnce = true;
        CompletionStage<List<Integer>> answers = everybody.to(eveSocket.id()).emitWithAck(Integer.class, "sum");
        assertThat(answers.toCompletableFuture()).isNotDone();
        eve.sends("430[3]");
        assertThat(completed(answers)).containsExactly(3);
    }

    @Test
    void aNodeThatDiesIsNoLongerWaitedFor() {
        CompletionStage<List<Integer>> answers = everybody.to(eveSocket.id()).emitWithAck(Integer.class, "sum");
        cluster.turn();
        thereNode.die();
        assertThat(completed(answers)).isEmpty();
    }

    @Test
    void aNodeThatDiesBeforeItHasCountedIsNoLongerWaitedFor() {
        CompletionStage<List<Integer>> answers = everybody.to(adaSocket.id()).emitWithAck(Integer.class, "sum");
        cluster.lose();
        ada.sends("430[1]");
        assertThat(answers.toCompletableFuture()).isNotDone();
        thereNode.die();
        assertThat(completed(answers)).containsExactly(1);
    }

    @Test
    void aQuestionIsNotOvertakenWhileTheNodesAreCounted() {
        hereNode.counting = new CompletableFuture<>();
        CompletionStage<List<Integer>> answers = everybody.to(eveSocket.id()).emitWithAck(Integer.class, "sum");
        everybody.emit("news");
        cluster.turn();
        assertThat(eve.received()).containsExactly("420[\"sum\"]", "42[\"news\"]");
        eve.sends("430[3]");
        cluster.turn();
        assertThat(answers.toCompletableFuture()).isNotDone();
        hereNode.counting.complete(null);
        assertThat(completed(answers)).containsExactly(3);
    }

    @Test
    void whoCannotBeCountedIsAskedAllTheSame() {
        hereNode.counting = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
        CompletionStage<List<Integer>> answers = everybody.to(eveSocket.id()).emitWithAck(Integer.class, "sum");
        cluster.turn();
        eve.sends("430[3]");
        cluster.turn();
        assertThat(answers.toCompletableFuture()).isNotDone();
        here.timers.advance(TIMEOUT);
        assertThat(failure(answers))
                .isInstanceOfSatisfying(
                        AckTimeoutException.class,
                        timeout -> assertThat(timeout.responses()).isEqualTo(List.of(3)));
    }

    @Test
    void aNodeThatComesAndGoesTakesNoAnswerWithIt() {
        CompletionStage<List<Integer>> answers = everybody.to(eveSocket.id()).emitWithAck(Integer.class, "sum");
        cluster.turn();
        aNodeComesAndGoes();
        assertThat(answers.toCompletableFuture()).isNotDone();
        eve.sends("430[3]");
        cluster.turn();
        assertThat(completed(answers)).containsExactly(3);
    }

    private void aNodeComesAndGoes() {
        HandTurnedCluster.Node passing = cluster.node("passing");
        new Fixture(ServerOptions.defaults(), null, Optional.of(passing));
        passing.die();
    }

    @Test
    void whereNobodyKnowsHowManyNodesThereAreTheTimeDecides() {
        hereNode.cutOff = true;
        CompletionStage<List<Integer>> answers = everybody.to(adaSocket.id()).emitWithAck(Integer.class, "sum");
        ada.sends("430[1]");
        assertThat(answers.toCompletableFuture()).isNotDone();
        here.timers.advance(TIMEOUT);
        assertThat(failure(answers))
                .isInstanceOfSatisfying(
                        AckTimeoutException.class,
                        timeout -> assertThat(timeout.responses()).isEqualTo(List.of(1)));
    }

    // Queries

    @Test
    void socketsOfOtherNodesAreFound() {
        eveSocket.join("x");
        eveSocket.data().put("name", "eve");
        eveSocket.data().put("key", new byte[] {7});
        CompletionStage<List<RemoteSocket>> found = everybody.in("x").fetchSockets();
        cluster.turn();
        RemoteSocket remote = completed(found).get(0);
        assertThat(remote.id()).isEqualTo(eveSocket.id());
        assertThat(remote.rooms()).containsExactlyInAnyOrder("x", eveSocket.id());
        assertThat(remote.data().get("name", String.class)).contains("eve");
        assertThat(remote.data().toMap().get("key"))
                .isEqualTo(Map.of("type", "Buffer", "data", List.of(new BigDecimal(7))));
        assertThat(remote.handshake().url()).isEqualTo(eveSocket.handshake().url());
        assertThat(remote.handshake().query()).isEqualTo(eveSocket.handshake().query());
        assertThat(remote.handshake().issued().toEpochMilli())
                .isEqualTo(eveSocket.handshake().issued().toEpochMilli());
        assertThat(here.timersOfSockets()).isZero();
    }

    @Test
    void aSocketOfAnotherNodeIsReachedByItsRoom() {
        CompletionStage<List<RemoteSocket>> found = everybody.in(eveSocket.id()).fetchSockets();
        cluster.turn();
        RemoteSocket remote = completed(found).get(0);
        remote.emit("news");
        assertThat(reached()).isEqualTo("e");
        remote.join("x", "y");
        remote.leave("y");
        cluster.turn();
        assertThat(eveSocket.rooms()).containsExactlyInAnyOrder(eveSocket.id(), "x");
        CompletionStage<String> answer = remote.emitWithAck(String.class, "who");
        cluster.turn();
        eve.sends("430[\"eve\"]");
        cluster.turn();
        assertThat(completed(answer)).isEqualTo("eve");
        remote.disconnect(false);
        cluster.turn();
        assertThat(eveSocket.connected()).isFalse();
    }

    @Test
    void aQueryThatANodeDoesNotAnswerFailsWithWhatIsKnown() {
        CompletionStage<List<RemoteSocket>> found =
                everybody.timeout(Duration.ofSeconds(1)).fetchSockets();
        cluster.lose();
        here.timers.advance(Duration.ofSeconds(1));
        assertThat(failure(found)).isInstanceOfSatisfying(PartialResultException.class, partial -> {
            assertThat(partial.missingNodes()).isEqualTo(1);
            assertThat(partial.<List<RemoteSocket>>result()).containsExactlyInAnyOrder(adaSocket, bobSocket);
        });
    }

    @Test
    void aQueryOfANodeThatIsCutOffFailsAtOnceWithItsOwnSockets() {
        hereNode.cutOff = true;
        assertThat(failure(everybody.countSockets()))
                .isInstanceOfSatisfying(
                        PartialResultException.class,
                        partial -> assertThat(partial.<Integer>result()).isEqualTo(2));
    }

    @Test
    void aNodeThatDiesIsNotMissingInAQuery() {
        CompletionStage<Integer> count = everybody.countSockets();
        cluster.lose();
        thereNode.die();
        assertThat(completed(count)).isEqualTo(2);
    }

    @Test
    void aNodeThatComesAndGoesHidesNoneThatIsMissingInAQuery() {
        CompletionStage<Integer> count =
                everybody.timeout(Duration.ofSeconds(1)).countSockets();
        cluster.lose();
        aNodeComesAndGoes();
        assertThat(count.toCompletableFuture()).isNotDone();
        here.timers.advance(Duration.ofSeconds(1));
        assertThat(failure(count))
                .isInstanceOfSatisfying(
                        PartialResultException.class,
                        partial -> assertThat(partial.missingNodes()).isEqualTo(1));
    }

    @Test
    void countsMoveNumbersOnly() {
        adaSocket.join("x");
        eveSocket.join("x", "y");
        CompletionStage<Integer> sockets = everybody.in("x").countSockets();
        CompletionStage<Map<String, Integer>> rooms = here.mainNamespace.countRooms();
        cluster.turn();
        assertThat(completed(sockets)).isEqualTo(2);
        assertThat(completed(rooms)).isEqualTo(Map.of("x", 2, "y", 1));
        assertThat(cluster.takePublished())
                .hasExactlyElementsOfTypes(ClusterMessage.CountSockets.class, ClusterMessage.CountRooms.class);
    }

    @Test
    void nodesThatCannotCountAreAskedForTheirSockets() {
        hereNode.foreign = 1;
        adaSocket.join("x");
        eveSocket.join("x", "y");
        CompletionStage<Integer> sockets = everybody.in("x").countSockets();
        CompletionStage<Map<String, Integer>> rooms = here.mainNamespace.countRooms();
        cluster.turn();
        assertThat(completed(sockets)).isEqualTo(2);
        assertThat(completed(rooms)).isEqualTo(Map.of("x", 2, "y", 1));
        assertThat(cluster.takePublished())
                .hasExactlyElementsOfTypes(ClusterMessage.FetchSockets.class, ClusterMessage.FetchSockets.class);
    }

    // Orders

    @Test
    void socketsOfAllNodesJoinLeaveAndAreDisconnected() {
        CompletionStage<Void> joined = everybody.socketsJoin("x", "y", "x");
        assertThat(joined.toCompletableFuture()).isCompleted();
        everybody.socketsLeave("y", "y");
        cluster.turn();
        assertThat(adaSocket.rooms()).containsExactlyInAnyOrder(adaSocket.id(), "x");
        assertThat(eveSocket.rooms()).containsExactlyInAnyOrder(eveSocket.id(), "x");
        everybody.in("x").disconnectSockets(true);
        cluster.turn();
        assertThat(ada.isClosed()).isTrue();
        assertThat(eve.isClosed()).isTrue();
    }

    @Test
    void anOrderThatOtherNodesDoNotHearFailsButHoldsHere() {
        hereNode.cutOff = true;
        assertThat(failure(everybody.socketsJoin("x")))
                .hasMessage("PARLEY4080 Other nodes of the cluster could not be told, this one's sockets were");
        assertThat(adaSocket.rooms()).contains("x");
    }

    // Servers

    @Test
    void anEventForServersReachesTheOthersAndNotTheSender() {
        AtomicReference<String> heard = new AtomicReference<>("");
        here.mainNamespace.onServerSideEvent("ping", event -> heard.accumulateAndGet("here ", String::concat));
        there.mainNamespace.onServerSideEvent(
                "ping", event -> heard.accumulateAndGet("there " + event.argument(0, Integer.class), String::concat));
        here.broker.serverSideEmit("ping", 7);
        cluster.turn();
        assertThat(heard).hasValue("there 7");
        assertThat(reached()).isEmpty();
    }

    @Test
    void otherServersAnswer() {
        there.mainNamespace.onServerSideEvent("sum", event -> event.argument(0, Integer.class) + 1);
        CompletionStage<List<Integer>> answers = here.mainNamespace.serverSideEmitWithAck(Integer.class, "sum", 41);
        cluster.turn();
        assertThat(completed(answers)).containsExactly(42);
    }

    @Test
    void aServerThatDoesNotListenIsWaitedForInVain() {
        CompletionStage<List<Integer>> answers = here.mainNamespace.serverSideEmitWithAck(Integer.class, "sum");
        cluster.turn();
        here.timers.advance(TIMEOUT);
        assertThat(failure(answers)).isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void withoutOtherServersThereIsNothingToWaitFor() {
        thereNode.die();
        assertThat(completed(here.mainNamespace.serverSideEmitWithAck(Integer.class, "sum")))
                .isEmpty();
    }

    // Namespaces come and go

    @Test
    void aChildIsInTheClusterAsLongAsItExists() {
        here.broker.register(
                "/team-*", name -> name.startsWith("/team-") ? Optional.of(name) : Optional.empty(), here.chat);
        assertThat(hereNode.channels()).containsExactly("/", "/chat");
        ada.sends("40/team-1,");
        assertThat(hereNode.channels()).containsExactly("/", "/chat", "/team-1");
        ada.sends("41/team-1,");
        assertThat(hereNode.channels()).containsExactly("/", "/chat");
    }

    @Test
    void aChildThatHasClientsElsewhereIsReachedByItsName() {
        ChildNames teams = name -> name.startsWith("/team-") ? Optional.of(name) : Optional.empty();
        here.broker.register("/team-*", teams, here.chat);
        there.broker.register("/team-*", teams, there.chat);
        eve.sends("40/team-1,");
        eve.received();
        here.broker.namespace("/team-1").orElseThrow().emit("news");
        cluster.turn();
        assertThat(eve.received()).containsExactly("42/team-1,[\"news\"]");
        assertThat(here.broker.namespace("/crew-1")).isEmpty();
        assertThat(here.broker.namespace("/team-1,2")).isEmpty();
    }

    @Test
    void aChildThatWasLookedUpEndsAMinuteOrTwoAfterTheLastLook() {
        here.broker.register(
                "/team-*", name -> name.startsWith("/team-") ? Optional.of(name) : Optional.empty(), here.chat);
        here.broker.namespace("/team-1");
        here.timers.advance(Lease.TERM);
        here.broker.namespace("/team-1");
        here.timers.advance(Lease.TERM);
        assertThat(hereNode.channels()).contains("/team-1");
        here.timers.advance(Lease.TERM);
        assertThat(hereNode.channels()).doesNotContain("/team-1");
        assertThat(here.broker.namespaces()).extracting("name").containsExactlyInAnyOrder("/", "/chat");
    }

    @Test
    void theAdapterIsToldWhichRoomsTheNodeHas() {
        hereNode.takeRooms();
        adaSocket.join("x");
        bobSocket.join("x");
        adaSocket.leave("x");
        assertThat(hereNode.takeRooms()).containsExactly("+x");
        ada.vanishes();
        bob.vanishes();
        assertThat(hereNode.takeRooms()).containsExactlyInAnyOrder("-" + adaSocket.id(), "-x", "-" + bobSocket.id());
        here.joined();
        assertThat(hereNode.takeRooms()).containsExactly("+" + here.main.last().id());
    }

    @Test
    void theClusterIsLeftOnce() {
        here.broker.leaveCluster();
        assertThat(hereNode.closed).isTrue();
    }
}
