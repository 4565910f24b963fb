// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two nodes with one store. A client loses its connection to the one, and comes back to the other. */
class RecoveryInClusterTest {
    private static final Pattern REPLY = Pattern.compile("40\\{\"sid\":\"(.{20})\",\"pid\":\"(.{20})\"}");
    private static final ServerOptions OPTIONS = ServerOptions.builder()
            .connectionStateRecovery(RecoveryOptions.defaults())
            .build();

    private final HandTurnedStream stream = new HandTurnedStream();
    private final HandTurnedStream.Node hereNode = stream.node();
    private final HandTurnedStream.Node thereNode = stream.node();
    private final Fixture here = new Fixture(OPTIONS, null, Optional.of(hereNode));
    private final Fixture there = new Fixture(OPTIONS, null, Optional.of(thereNode));
    private final Fixture.Client ada = here.client();
    private final String reply;
    private final Socket adaSocket;

    RecoveryInClusterTest() {
        ada.sends("40");
        reply = ada.receivedAsIs().get(0);
        adaSocket = here.main.last();
    }

    private void turn() {
        hereNode.turn();
        thereNode.turn();
    }

    private String claim(String offset) {
        Matcher ids = REPLY.matcher(reply);
        assertThat(ids.matches()).isTrue();
        return "40{\"pid\":\"" + ids.group(2) + "\"" + (offset.isEmpty() ? "" : ",\"offset\":\"" + offset + "\"") + "}";
    }

    private static List<String> answer(Fixture node, String connect) {
        Fixture.Client client = node.client();
        client.sends(connect);
        return client.receivedAsIs();
    }

    @Test
    void anEventIsSentWhenItsOffsetIsKnownTheSameOnAllNodes() {
        Fixture.Client eve = there.client();
        eve.sends("40");
        eve.receivedAsIs();
        here.mainNamespace.emit("hello", 1);
        assertThat(ada.receivedAsIs()).isEmpty();
        turn();
        assertThat(ada.receivedAsIs()).containsExactly("42[\"hello\",1,\"1-0\"]");
        assertThat(eve.receivedAsIs()).containsExactly("42[\"hello\",1,\"1-0\"]");
    }

    @Test
    void whatAThreadSendsKeepsItsOrderAlsoWithoutAnOffset() {
        here.mainNamespace.emit("first");
        assertThat(adaSocket.emitWithAck(String.class, "ask")).isNotDone();
        adaSocket.asVolatile().emit("now", 1);
        adaSocket.emit("last");
        adaSocket.disconnect(false);
        turn();
        assertThat(ada.receivedAsIs())
                .containsExactly(
                        "42[\"first\",\"1-0\"]", "420[\"ask\"]", "42[\"now\",1]", "42[\"last\",\"2-0\"]", "41");
    }

    @Test
    void whatOthersSendIsNotHeldUpByWhatWaitsHere() {
        there.mainNamespace.emit("theirs");
        here.mainNamespace.emit("ours");
        turn();
        assertThat(ada.receivedAsIs()).containsExactly("42[\"theirs\",\"1-0\"]", "42[\"ours\",\"2-0\"]");
    }

    @Test
    void whatComesBeforeASenderWaitsForItsOffsetFollowsIt() {
        here.mainNamespace.emit("first");
        stream.uponPublished = () -> {
            turn();
            there.mainNamespace.emit("theirs");
            turn();
        };
        here.mainNamespace.emit("second");
        assertThat(ada.receivedAsIs())
                .containsExactly("42[\"first\",\"1-0\"]", "42[\"second\",\"2-0\"]", "42[\"theirs\",\"3-0\"]");
    }

    @Test
    void aLocalEventHasNoOffset() {
        here.mainNamespace.local().emit("here", 1);
        assertThat(ada.receivedAsIs()).containsExactly("42[\"here\",1]");
    }

    @Test
    void aClientIsRecoveredOnAnotherNode() {
        adaSocket.join("a");
        adaSocket.data().put("basket", List.of("apple", "pear"));
        adaSocket.data().put("visits", 7);
        here.mainNamespace.emit("seen");
        turn();
        ada.vanishes();
        adaSocket.emit("alone");
        there.mainNamespace.to("a").emit("room", (Object) new byte[] {1});
        there.mainNamespace.to("b").emit("other room");
        turn();
        assertThat(answer(there, claim("1-0")))
                .containsExactly(
                        "42[\"alone\",\"2-0\"]",
                        "451-[\"room\",{\"_placeholder\":true,\"num\":0},\"3-0\"]",
                        "bAQ==",
                        reply);
        Socket back = there.main.last();
        assertThat(back.recovered()).isTrue();
        assertThat(back.rooms()).containsExactlyInAnyOrder(adaSocket.id(), "a");
        assertThat(basketOf(back)).isEqualTo(List.of("apple", "pear")).isSameAs(basketOf(back));
        assertThat(back.data().get("visits", Integer.class)).contains(7);
        assertThat(stream.sessions).isEmpty();
    }

    private static Object basketOf(Socket socket) {
        Optional<?> basket = socket.data().get("basket", List.class);
        return basket.orElseThrow();
    }

    @Test
    void aClientIsRecoveredByANodeThatIsNew() {
        ada.vanishes();
        here.broker.close();
        there.mainNamespace.emit("missed");
        turn();
        Fixture fresh = new Fixture(OPTIONS, null, Optional.of(stream.node()));
        assertThat(answer(fresh, claim(""))).containsExactly("42[\"missed\",\"1-0\"]", reply);
    }

    @Test
    void aServerThatIsStoppedKeepsItsClients() {
        assertThat(here.broker.close().toCompletableFuture()).isDone();
        assertThat(answer(there, claim(""))).containsExactly(reply);
    }

    @Test
    void whatTheStoreKnewBeforeTheNodeIsNotSentTwice() {
        ada.vanishes();
        here.mainNamespace.emit("missed");
        Fixture.Client back = there.client();
        back.sends(claim(""));
        assertThat(back.receivedAsIs()).containsExactly("42[\"missed\",\"1-0\"]", reply);
        here.mainNamespace.emit("next");
        turn();
        assertThat(back.receivedAsIs()).containsExactly("42[\"next\",\"2-0\"]");
    }

    @Test
    void whatComesWhileTheStoreIsAskedIsNeitherLostNorDoubled() {
        ada.vanishes();
        stream.holdsQuestions = true;
        here.mainNamespace.emit("one");
        Fixture.Client back = there.client();
        back.sends(claim(""));
        thereNode.turn();
        stream.answer();
        here.mainNamespace.emit("two");
        turn();
        assertThat(back.receivedAsIs()).containsExactly("42[\"one\",\"1-0\"]", reply, "42[\"two\",\"2-0\"]");
    }

    @Test
    void whatComesWhileTheGateRunsFollowsTheReply() {
        ada.vanishes();
        stream.holdsQuestions = true;
        Fixture.Client back = there.client();
        back.sends(claim(""));
        there.main.gate = socket -> {
            here.mainNamespace.emit("one");
            thereNode.turn();
            return CompletableFuture.completedFuture(null);
        };
        stream.answer();
        assertThat(back.receivedAsIs()).containsExactly(reply, "42[\"one\",\"1-0\"]");
    }

    @Test
    void aClientThatIsGoneAgainWhileTheStoreIsAskedIsKept() {
        ada.vanishes();
        stream.holdsQuestions = true;
        Fixture.Client back = there.client();
        back.sends(claim(""));
        back.vanishes();
        stream.answer();
        stream.holdsQuestions = false;
        assertThat(answer(here, claim(""))).containsExactly(reply);
    }

    @Test
    void twoWhoComeAtOnceGetOneSocket() {
        ada.vanishes();
        stream.holdsQuestions = true;
        Fixture.Client one = here.client();
        Fixture.Client two = there.client();
        one.sends(claim(""));
        two.sends(claim(""));
        stream.answer();
        assertThat(one.receivedAsIs()).containsExactly(reply);
        assertThat(two.receivedAsIs()).hasSize(1).doesNotContain(reply);
    }

    // A store that does not answer

    @Test
    void aClusterThatIsBrokenHoldsNothingUp() {
        stream.broken = true;
        here.mainNamespace.emit("hello", 1);
        assertThat(ada.receivedAsIs()).containsExactly("42[\"hello\",1]");
    }

    @Test
    void anOffsetIsWaitedForASecondAndThenNotAtAllUntilOneComes() {
        here.mainNamespace.emit("one", 1);
        here.mainNamespace.emit("two", 2);
        here.timers.advance(Duration.ofMillis(999));
        assertThat(ada.receivedAsIs()).isEmpty();
        here.timers.advance(Duration.ofMillis(1));
        assertThat(ada.receivedAsIs()).containsExactly("42[\"one\",1]", "42[\"two\",2]");
        here.mainNamespace.emit("three", 3);
        assertThat(ada.receivedAsIs()).containsExactly("42[\"three\",3]");
        turn();
        here.mainNamespace.emit("four", 4);
        assertThat(ada.receivedAsIs()).isEmpty();
        turn();
        assertThat(ada.receivedAsIs()).containsExactly("42[\"four\",4,\"4-0\"]");
    }

    @Test
    void whoCannotBeStoredGetsANewSocket() {
        stream.broken = true;
        ada.vanishes();
        stream.broken = false;
        assertThat(answer(there, claim(""))).hasSize(1).doesNotContain(reply);
    }

    @Test
    void aStoreThatFailsMakesANewSocket() {
        ada.vanishes();
        stream.broken = true;
        assertThat(answer(there, claim(""))).hasSize(1).doesNotContain(reply);
    }

    @Test
    void aStoreThatDoesNotAnswerIsWaitedForFiveSeconds() {
        ada.vanishes();
        stream.holdsQuestions = true;
        Fixture.Client back = there.client();
        back.sends(claim(""));
        there.timers.advance(Duration.ofMillis(4_999));
        assertThat(back.receivedAsIs()).isEmpty();
        there.timers.advance(Duration.ofMillis(1));
        assertThat(back.receivedAsIs()).hasSize(1).doesNotContain(reply);
        stream.answer();
        assertThat(back.receivedAsIs()).isEmpty();
    }

    // A cluster without a store

    @Test
    void withoutAStoreEachNodeRemembersWhatAllHaveSent() {
        HandTurnedCluster cluster = new HandTurnedCluster();
        Fixture one = new Fixture(OPTIONS, null, Optional.of(cluster.node("one")));
        Fixture two = new Fixture(OPTIONS, null, Optional.of(cluster.node("two")));
        Fixture.Client client = one.client();
        client.sends("40");
        String connected = client.receivedAsIs().get(0);
        two.mainNamespace.emit("hello");
        cluster.turn();
        assertThat(client.receivedAsIs()).containsExactly("42[\"hello\",\"1\"]");
        client.vanishes();
        two.mainNamespace.emit("missed");
        one.main.last().emit("alone");
        cluster.turn();
        assertThat(cluster.takePublished()).hasSize(2);
        String pid = connected.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
        assertThat(answer(one, "40{\"pid\":\"" + pid + "\",\"offset\":\"1\"}"))
                .containsExactly("42[\"alone\",\"2\"]", "42[\"missed\",\"3\"]", connected);
    }
}
