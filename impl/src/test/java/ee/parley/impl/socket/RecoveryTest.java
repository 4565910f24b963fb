// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.Identity;
import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryTest {
    private static final Pattern REPLY =
            Pattern.compile("40\\{\"sid\":\"([A-Za-z0-9_-]{20})\",\"pid\":\"([A-Za-z0-9_-]{20})\"}");
    private static final RecoveryOptions TWO_MINUTES = RecoveryOptions.defaults();

    private Fixture fixture = new Fixture(options(TWO_MINUTES).build());

    private static ServerOptions.Builder options(RecoveryOptions recovery) {
        return ServerOptions.builder().connectionStateRecovery(recovery);
    }

    /** A client in the main namespace. */
    private record Joined(Fixture.Client client, String sid, String pid) {
        String connect() {
            return "40{\"sid\":\"" + sid + "\",\"pid\":\"" + pid + "\"}";
        }

        String claim() {
            return "40{\"pid\":\"" + pid + "\"}";
        }

        String claim(String offset) {
            return "40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
        }
    }

    private Joined join() {
        return join("40");
    }

    private Joined join(String connect) {
        Fixture.Client client = fixture.client();
        client.sends(connect);
        List<String> frames = client.receivedAsIs();
        Matcher reply = REPLY.matcher(frames.get(frames.size() - 1));
        assertThat(reply.matches()).as(frames.toString()).isTrue();
        fixture.main.takeHeard();
        return new Joined(client, reply.group(1), reply.group(2));
    }

    private List<String> answerTo(String connect) {
        Fixture.Client client = fixture.client();
        client.sends(connect);
        return client.receivedAsIs();
    }

    private void assertNew(List<String> answer, Joined before) {
        assertThat(answer).hasSize(1);
        Matcher reply = REPLY.matcher(answer.get(0));
        assertThat(reply.matches()).isTrue();
        assertThat(reply.group(1)).isNotEqualTo(before.sid);
        assertThat(reply.group(2)).isNotEqualTo(before.pid);
        assertThat(fixture.main.last().recovered()).isFalse();
    }

    // The wire

    @Test
    void theConnectReplyHasAPrivateIdThatIsNotThePublicOne() {
        Joined joined = join();
        assertThat(joined.pid).isNotEqualTo(joined.sid);
        assertThat(fixture.main.last().id()).isEqualTo(joined.sid);
        assertThat(fixture.main.last().recovered()).isFalse();
    }

    @Test
    void anEventHasItsOffsetAsALastArgumentTheSameForAll() {
        Joined ada = join();
        Joined ben = join();
        fixture.mainNamespace.emit("hello", 1);
        fixture.mainNamespace.to(ben.sid).emit("you");
        fixture.main.sockets.get(0).emit("me", "x");
        assertThat(ada.client.receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]", "42[\"me\",\"x\",\"3\"]");
        assertThat(ben.client.receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]", "42[\"you\",\"2\"]");
    }

    @Test
    void theOffsetOfABinaryEventIsInItsText() {
        Joined joined = join();
        fixture.mainNamespace.emit("bin", (Object) new byte[] {1, 2});
        assertThat(joined.client.receivedAsIs())
                .containsExactly("451-[\"bin\",{\"_placeholder\":true,\"num\":0},\"1\"]", "bAQI=");
    }

    @Test
    void inANamespaceTheOffsetIsThere() {
        Fixture.Client client = fixture.client();
        client.sends("40/chat,");
        assertThat(client.receivedAsIs().get(0))
                .startsWith("40/chat,{\"sid\":\"")
                .contains("\",\"pid\":\"");
        fixture.chatNamespace.emit("hello");
        assertThat(client.receivedAsIs()).containsExactly("42/chat,[\"hello\",\"1\"]");
    }

    @Test
    void whatMayBeLostHasTheNewestOffsetWhereTheClientWouldTakeItsOwnTextForOne() {
        Joined joined = join();
        fixture.mainNamespace.emit("first");
        fixture.mainNamespace.asVolatile().emit("now", "text");
        fixture.mainNamespace.asVolatile().emit("now");
        fixture.main.last().asVolatile().emit("now", 1, "text");
        assertThat(joined.client.receivedAsIs())
                .containsExactly(
                        "42[\"first\",\"1\"]",
                        "42[\"now\",\"text\",\"1\"]",
                        "42[\"now\",\"1\"]",
                        "42[\"now\",1,\"text\",\"1\"]");
        joined.client.vanishes();
        fixture.mainNamespace.emit("missed");
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"missed\",\"2\"]", joined.connect());
    }

    @Test
    void whatMayBeLostOrIsToBeAnsweredHasNoOffset() {
        Joined joined = join();
        fixture.mainNamespace.asVolatile().emit("now", 1);
        assertThat(fixture.main.last().emitWithAck(String.class, "ask")).isNotDone();
        assertThat(fixture.mainNamespace.emitWithAck(String.class, "all")).isNotDone();
        assertThat(joined.client.receivedAsIs()).containsExactly("42[\"now\",1]", "420[\"ask\"]", "421[\"all\"]");
    }

    @Test
    void anAcknowledgementHasNoOffset() {
        Joined joined = join();
        fixture.main.onEvent = (socket, event) -> event.ack("yes");
        joined.client.sends("427[\"may I\"]");
        assertThat(joined.client.receivedAsIs()).containsExactly("437[\"yes\"]");
    }

    @Test
    void listenersForWhatIsSentDoNotSeeTheOffset() {
        Joined joined = join();
        List<String> seen = new ArrayList<>();
        fixture.main.last().onAnyOutgoing(event -> seen.add(event.name() + event.arguments()));
        fixture.mainNamespace.emit("hello", 1);
        assertThat(seen).containsExactly("hello[1]");
        assertThat(joined.client.receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]");
    }

    @Test
    void whatIsSentAtTheGateFollowsTheConnectReplyWithItsOffset() {
        fixture.main.gate = socket -> {
            socket.emit("welcome");
            return CompletableFuture.completedFuture(null);
        };
        assertThat(answerTo("40")).hasSize(2).last().isEqualTo("42[\"welcome\",\"1\"]");
    }

    @Test
    void withoutTheOptionThereIsNeitherPrivateIdNorOffset() {
        fixture = new Fixture();
        var client = fixture.client();
        client.sends("40{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\",\"offset\":\"1\"}");
        fixture.mainNamespace.emit("hello");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}", "42[\"hello\"]");
    }

    // Coming back

    @Test
    void missedEventsComeFirstAndThenTheOldIds() {
        Joined joined = join();
        fixture.mainNamespace.emit("first");
        joined.client.vanishes();
        fixture.mainNamespace.emit("second");
        fixture.mainNamespace.emit("third", (Object) new byte[] {1});
        assertThat(answerTo(joined.claim("1")))
                .containsExactly(
                        "42[\"second\",\"2\"]",
                        "451-[\"third\",{\"_placeholder\":true,\"num\":0},\"3\"]",
                        "bAQ==",
                        joined.connect());
        assertThat(fixture.main.last().recovered()).isTrue();
        assertThat(fixture.main.last().id()).isEqualTo(joined.sid);
    }

    @Test
    void whatHadBeenSentAndDidNotArriveComesAgain() {
        Joined joined = join();
        fixture.mainNamespace.emit("first");
        fixture.mainNamespace.emit("second");
        joined.client.vanishes();
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"second\",\"2\"]", joined.connect());
    }

    @Test
    void aClientThatHasReceivedNothingYetRecovers() {
        fixture.mainNamespace.emit("before");
        Joined joined = join();
        joined.client.vanishes();
        fixture.mainNamespace.emit("missed");
        assertThat(answerTo(joined.claim())).containsExactly("42[\"missed\",\"2\"]", joined.connect());
    }

    @Test
    void whatWasSentAtTheGateIsNotLostWithTheConnection() {
        fixture.main.gate = socket -> {
            socket.emit("welcome");
            return CompletableFuture.completedFuture(null);
        };
        Fixture.Client client = fixture.client();
        client.sends("40");
        Matcher reply = REPLY.matcher(client.receivedAsIs().get(0));
        assertThat(reply.matches()).isTrue();
        client.vanishes();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        assertThat(answerTo("40{\"pid\":\"" + reply.group(2) + "\"}"))
                .containsExactly("42[\"welcome\",\"1\"]", reply.group());
    }

    @Test
    void aClientThatWasIdleForLongRecoversAlthoughItsOffsetIsForgotten() {
        fixture = new Fixture(options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = join();
        fixture.main.last().emit("only");
        for (int i = 0; i < 10; i++) {
            fixture.mainNamespace.to("others").emit("noise");
        }
        joined.client.vanishes();
        fixture.main.last().emit("missed");
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"missed\",\"c\"]", joined.connect());
    }

    @Test
    void theSameInANamespaceWhereNothingHappensWhileOthersAreBusy() {
        fixture = new Fixture(options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = join();
        fixture.mainNamespace.emit("only");
        for (int i = 0; i < 10; i++) {
            fixture.chatNamespace.emit("noise");
        }
        joined.client.vanishes();
        assertThat(answerTo(joined.claim("1"))).containsExactly(joined.connect());
    }

    @Test
    void whoHasMissedMoreThanIsRememberedGetsANewSocket() {
        fixture = new Fixture(options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = join();
        joined.client.vanishes();
        for (int i = 0; i < 4; i++) {
            fixture.mainNamespace.emit("missed");
        }
        assertNew(answerTo(joined.claim()), joined);
    }

    @Test
    void whoHasMissedMoreThanCanBeSentAtOnceGetsANewSocket() {
        fixture = new Fixture(options(TWO_MINUTES).maxBufferedBytes(1_000).build());
        Joined joined = join();
        joined.client.vanishes();
        fixture.mainNamespace.emit("missed", "x".repeat(600));
        assertNew(answerTo(joined.claim()), joined);
    }

    @Test
    void eventsAreMissedByRoomAndNotByThoseLeftOut() {
        Joined joined = join();
        Socket other = other();
        fixture.main.sockets.get(0).join("a");
        joined.client.vanishes();
        fixture.mainNamespace.to("a").emit("a");
        fixture.mainNamespace.to("b").emit("b");
        fixture.mainNamespace.to("b", "a").emit("both");
        fixture.mainNamespace.except("a").emit("not a");
        fixture.mainNamespace.to().emit("nobody");
        other.broadcast().emit("from another");
        assertThat(answerTo(joined.claim()))
                .containsExactly(
                        "42[\"a\",\"1\"]", "42[\"both\",\"3\"]", "42[\"from another\",\"5\"]", joined.connect());
    }

    private Socket other() {
        join();
        return fixture.main.last();
    }

    @Test
    void eventsOfOtherNamespacesAreNotMissed() {
        Joined joined = join();
        joined.client.vanishes();
        fixture.chatNamespace.emit("elsewhere");
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void roomsAndDataAreAsTheyWere() {
        Joined joined = join();
        List<Integer> basket = new ArrayList<>(List.of(1));
        fixture.main.last().join("a", "b");
        fixture.main.last().data().put("basket", basket);
        joined.client.vanishes();
        answerTo(joined.claim());
        Socket back = fixture.main.last();
        assertThat(back.rooms()).containsExactlyInAnyOrder(joined.sid, "a", "b");
        assertThat(back.data().get("basket", List.class)).containsSame(basket);
        assertThat(back.connected()).isTrue();
        assertThat(fixture.mainNamespace.sockets()).containsExactly(back);
    }

    @Test
    void theGateOfARecoveredSocketSeesWhatItWas() {
        Joined joined = join();
        fixture.main.last().join("a");
        joined.client.vanishes();
        fixture.main.gate = socket -> {
            assertThat(socket.recovered()).isTrue();
            assertThat(socket.rooms()).containsExactlyInAnyOrder(joined.sid, "a");
            socket.emit("again");
            return CompletableFuture.completedFuture(null);
        };
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect(), "42[\"again\",\"1\"]");
    }

    @Test
    void whatIsSentWhileTheGateRunsComesOnceAndAfterTheReply() {
        Joined joined = join();
        fixture.main.last().join("a");
        joined.client.vanishes();
        fixture.mainNamespace.emit("missed");
        CompletableFuture<Void> open = new CompletableFuture<>();
        fixture.main.gate = socket -> open;
        Fixture.Client client = fixture.client();
        client.sends(joined.claim());
        fixture.mainNamespace.emit("to all");
        fixture.mainNamespace.to("a").emit("to a");
        assertThat(client.receivedAsIs()).isEmpty();
        open.complete(null);
        assertThat(client.receivedAsIs())
                .containsExactly(
                        "42[\"missed\",\"1\"]", joined.connect(), "42[\"to all\",\"2\"]", "42[\"to a\",\"3\"]");
    }

    @Test
    void aSocketRecoversAgainAndAgain() {
        Joined joined = join();
        fixture.mainNamespace.emit("one");
        joined.client.vanishes();
        fixture.mainNamespace.emit("two");
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.receivedAsIs();
        second.vanishes();
        fixture.mainNamespace.emit("three");
        assertThat(answerTo(joined.claim("2"))).containsExactly("42[\"three\",\"3\"]", joined.connect());
    }

    @Test
    void whatWasMissedAndDidNotArriveIsMissedAgain() {
        Joined joined = join();
        fixture.mainNamespace.emit("one");
        joined.client.vanishes();
        fixture.mainNamespace.emit("two");
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.vanishes();
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void aClientThatLeavesAtTheGateMayComeBackOnceMore() {
        Joined joined = join();
        fixture.mainNamespace.emit("one");
        joined.client.vanishes();
        fixture.mainNamespace.emit("two");
        fixture.main.gate = socket -> new CompletableFuture<>();
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.vanishes();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void anEmitToASocketThatIsAwayReachesItWhenItIsBack() {
        Joined joined = join();
        Socket before = fixture.main.last();
        joined.client.vanishes();
        before.emit("while away");
        Fixture.Client client = fixture.client();
        client.sends(joined.claim());
        before.emit("by the old reference");
        assertThat(client.receivedAsIs())
                .containsExactly("42[\"while away\",\"1\"]", joined.connect(), "42[\"by the old reference\",\"2\"]");
    }

    // Not coming back

    @Test
    void aSocketIsGivenBackOnce() {
        Joined joined = join();
        joined.client.vanishes();
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
        fixture.main.last().disconnect(false);
        assertNew(answerTo(joined.claim()), joined);
    }

    @Test
    void anUnknownPrivateIdGetsANewSocket() {
        Joined joined = join();
        joined.client.vanishes();
        assertNew(answerTo("40{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\"}"), joined);
        assertNew(answerTo("40{\"pid\":\"" + joined.sid + "\"}"), joined);
        assertNew(answerTo("40{\"pid\":7}"), joined);
        assertNew(answerTo("40{\"pid\":\"" + "x".repeat(500) + "\"}"), joined);
        assertNew(answerTo("40{\"pid\":\"" + joined.pid + "\",\"offset\":5}"), joined);
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void anOffsetThatWasNeverGivenGetsANewSocket() {
        for (String offset : List.of("zz", "", "-1", "1 ", "\\u0000", "1".repeat(100), "9999999999999")) {
            Joined joined = join();
            fixture.mainNamespace.emit("hello");
            joined.client.vanishes();
            assertNew(answerTo(joined.claim(offset)), joined);
        }
    }

    @Test
    void nothingFromBeforeTheSocketIsGivenOut() {
        fixture.mainNamespace.to("secret").emit("a");
        fixture.mainNamespace.to("secret").emit("b");
        Joined joined = join();
        fixture.main.last().join("secret");
        fixture.mainNamespace.to("secret").emit("c");
        joined.client.vanishes();
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"c\",\"3\"]", joined.connect());
    }

    @Test
    void afterTheTimeTheSocketIsForgotten() {
        Joined joined = join();
        joined.client.vanishes();
        fixture.timers.advance(Duration.ofMillis(119_999));
        Joined other = join();
        other.client.vanishes();
        fixture.timers.advance(Duration.ofMillis(1));
        assertNew(answerTo(joined.claim()), joined);
        assertThat(answerTo(other.claim())).containsExactly(other.connect());
    }

    @Test
    void eventsAreRememberedForAsLongAsASocketAndItsLastHeartbeat() {
        Joined joined = join();
        fixture.mainNamespace.emit("one");
        fixture.mainNamespace.emit("two");
        fixture.timers.advance(Duration.ofSeconds(20));
        joined.client.ends(CloseReason.PING_TIMEOUT);
        fixture.timers.advance(Duration.ofMillis(119_900));
        assertThat(answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void ofTooManySocketsTheOneAwayForLongestIsForgotten() {
        fixture = new Fixture(options(new RecoveryOptions(Duration.ofSeconds(10), true, 2, 10, 1_000_000))
                .build());
        Joined first = join();
        Joined second = join();
        Joined third = join();
        first.client.vanishes();
        second.client.vanishes();
        third.client.vanishes();
        assertNew(answerTo(first.claim()), first);
        assertThat(answerTo(second.claim())).containsExactly(second.connect());
        assertThat(answerTo(third.claim())).containsExactly(third.connect());
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void onlyAConnectionThatBreaksIsRecovered(CloseReason reason) {
        Joined joined = join();
        joined.client.ends(reason);
        boolean lost = reason == CloseReason.PARSE_ERROR || reason == CloseReason.SERVER_SHUTTING_DOWN;
        if (lost) {
            assertNew(answerTo(joined.claim()), joined);
        } else {
            assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
        }
    }

    @Test
    void aClientThatHasLeftIsNotRecovered() {
        Joined joined = join();
        joined.client.sends("41");
        joined.client.vanishes();
        assertNew(answerTo(joined.claim()), joined);
    }

    @Test
    void aClientThatWasSentAwayIsNotRecovered() {
        Joined one = join();
        fixture.main.last().disconnect(false);
        Joined two = join();
        fixture.main.last().disconnect(true);
        assertNew(answerTo(one.claim()), one);
        assertNew(answerTo(two.claim()), two);
    }

    @Test
    void aClientThatBrokeTheProtocolRecovers() {
        Joined joined = join();
        joined.client.sends("40");
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void aSocketOfOneNamespaceIsNotFoundInAnother() {
        Joined joined = join();
        joined.client.vanishes();
        assertThat(answerTo("40/chat,{\"pid\":\"" + joined.pid + "\"}").get(0)).doesNotContain(joined.pid);
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void aGateMayRefuseAClientThatComesBackAndThenItIsForgotten() {
        Joined joined = join();
        joined.client.vanishes();
        fixture.mainNamespace.emit("missed");
        fixture.main.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        assertThat(answerTo(joined.claim())).containsExactly("44{\"message\":\"no\"}");
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        assertNew(answerTo(joined.claim()), joined);
    }

    // Who it is

    @Test
    void middlewareIsSkippedUnlessTheOptionSaysOtherwise() {
        assertThat(middlewareCalls(TWO_MINUTES)).isEqualTo(1);
        assertThat(middlewareCalls(new RecoveryOptions(Duration.ofSeconds(10), false, 10, 10, 1_000)))
                .isEqualTo(2);
    }

    private int middlewareCalls(RecoveryOptions recovery) {
        fixture = new Fixture(options(recovery).build());
        List<Boolean> asked = new ArrayList<>();
        fixture.mainNamespace.use(socket -> {
            asked.add(socket.recovered());
            return null;
        });
        Joined joined = join();
        joined.client.vanishes();
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
        assertThat(fixture.main.takeHeard()).endsWith("connect");
        return asked.size();
    }

    private static CompletionStage<Identity> named(String name) {
        return CompletableFuture.completedFuture(new Identity(Optional.of(() -> name), Set.of(), Optional.empty()));
    }

    private void authenticateByToken() {
        fixture.main.authenticator =
                Optional.of((handshake, auth) -> auth.containsKey("as") ? named(auth.getString("as")) : null);
    }

    @Test
    void anotherCallerGetsANewSocketAndTheOldOneIsForgotten() {
        authenticateByToken();
        Joined joined = join("40{\"as\":\"grace\"}");
        joined.client.vanishes();
        assertNew(answerTo("40{\"as\":\"mallory\",\"pid\":\"" + joined.pid + "\"}"), joined);
        assertNew(answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid + "\"}"), joined);
    }

    @Test
    void theSameCallerIsRecoveredWithItsNewIdentity() {
        authenticateByToken();
        Joined joined = join("40{\"as\":\"grace\"}");
        joined.client.vanishes();
        assertThat(answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid + "\"}"))
                .containsExactly(joined.connect());
        assertThat(fixture.main.last().principal().orElseThrow().getName()).isEqualTo("grace");
    }

    @Test
    void aCallerWhoIsRefusedKeepsItsSocketForAnotherTry() {
        authenticateByToken();
        Joined joined = join("40{\"as\":\"grace\"}");
        joined.client.vanishes();
        var before = fixture.main.authenticator;
        fixture.main.authenticator = Optional.of((handshake, auth) -> {
            throw new ConnectionRefusedException("token expired", Map.of());
        });
        assertThat(answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid + "\"}")
                        .get(0))
                .startsWith("44");
        fixture.main.authenticator = before;
        assertThat(answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid + "\"}"))
                .containsExactly(joined.connect());
    }

    // A connection that is dead, and nobody has noticed

    @Test
    void aClientThatIsBackBeforeItsConnectionIsMissedTakesItsSocketOver() {
        Joined joined = join();
        Socket old = fixture.main.last();
        old.join("a");
        fixture.mainNamespace.emit("did not arrive");
        List<String> answer = answerTo(joined.claim());
        assertThat(answer).containsExactly("42[\"did not arrive\",\"1\"]", joined.connect());
        assertThat(old.connected()).isFalse();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect transport close", "connect");
        assertThat(fixture.main.last().rooms()).containsExactlyInAnyOrder(joined.sid, "a");
        assertThat(fixture.mainNamespace.sockets()).containsExactly(fixture.main.last());
    }

    @Test
    void theOtherNamespacesOfThatConnectionRecover() {
        Fixture.Client client = fixture.client();
        client.sends("40", "40/chat,");
        List<String> replies = client.receivedAsIs();
        String main = replies.get(0);
        String chat = replies.get(1);
        Fixture.Client again = fixture.client();
        again.sends("40{\"pid\":\"" + pid(main) + "\"}", "40/chat,{\"pid\":\"" + pid(chat) + "\"}");
        assertThat(again.receivedAsIs()).containsExactly(main, chat);
    }

    private static String pid(String reply) {
        return reply.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
    }

    private void authenticateNobody() {
        fixture.main.authenticator = Optional.of((handshake, auth) ->
                CompletableFuture.completedFuture(new Identity(Optional.empty(), Set.of(), Optional.empty())));
    }

    @Test
    void aClientThatNobodyKnowsTakesItsSocketOverWhenTheOldConnectionGivesNoSignOfLife() {
        authenticateNobody();
        Joined joined = join();
        Fixture.Client again = fixture.client();
        again.sends(joined.claim());
        assertThat(joined.client.receivedAsIs()).containsExactly("2");
        fixture.timers.advance(Duration.ofMillis(1_999));
        assertThat(again.receivedAsIs()).isEmpty();
        fixture.mainNamespace.emit("meanwhile");
        fixture.timers.advance(Duration.ofMillis(1));
        assertThat(again.receivedAsIs()).containsExactly("42[\"meanwhile\",\"1\"]", joined.connect());
        assertThat(fixture.main.sockets.get(0).connected()).isFalse();
    }

    @Test
    void ofAClientThatNobodyKnowsASocketThatIsThereIsNotTakenOver() {
        authenticateNobody();
        Joined joined = join();
        Fixture.Client thief = fixture.client();
        thief.sends(joined.claim());
        joined.client.sends("3");
        fixture.timers.advance(Duration.ofSeconds(2));
        assertNew(thief.receivedAsIs(), joined);
        assertThat(fixture.main.sockets.get(0).connected()).isTrue();
        joined.client.vanishes();
        assertThat(answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void aConnectionThatTurnsOutToBeDeadWhileItIsAskedIsNotWaitedFor() {
        authenticateNobody();
        Joined joined = join();
        Fixture.Client again = fixture.client();
        again.sends(joined.claim());
        joined.client.vanishes();
        assertThat(again.receivedAsIs()).containsExactly(joined.connect());
        fixture.timers.advance(Duration.ofSeconds(2));
        assertThat(fixture.main.last().connected()).isTrue();
    }

    @Test
    void byAnotherCallerALiveSocketIsNotTakenOver() {
        authenticateByToken();
        Joined joined = join("40{\"as\":\"grace\"}");
        assertNew(answerTo("40{\"as\":\"mallory\",\"pid\":\"" + joined.pid + "\"}"), joined);
        assertThat(fixture.main.sockets.get(0).connected()).isTrue();
    }

    // Endings

    @Test
    void nothingIsLeftWhenTheTimeIsOver() {
        Joined joined = join();
        fixture.main.last().join("a");
        fixture.mainNamespace.emit("hello");
        joined.client.vanishes();
        fixture.timers.advance(Duration.ofMinutes(10));
        assertThat(fixture.timers.waiting()).isZero();
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
    }

    @Test
    void aNamespaceThatClientsMadeMayEndBeforeTheyAreBack() {
        fixture.broker.register(
                "/tenant",
                name -> name.startsWith("/tenant-") ? Optional.of(name) : Optional.empty(),
                new RecordingHandler());
        Fixture.Client client = fixture.client();
        client.sends("40/tenant-1,");
        String reply = client.receivedAsIs().get(0);
        client.vanishes();
        assertThat(fixture.broker.namespace("/tenant-1")).isEmpty();
        assertThat(answerTo("40/tenant-1,{\"pid\":\"" + pid(reply) + "\"}")).containsExactly(reply);
    }
}
