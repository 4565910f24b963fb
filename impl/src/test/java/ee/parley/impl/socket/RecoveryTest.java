// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.RecoveryOptions;
import ee.parley.RemoteSocket;
import ee.parley.Socket;
import ee.parley.impl.engine.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who comes back, what has been missed, and who is somebody new. */
class RecoveryTest {
    private Fixture fixture =
            new Fixture(Joined.options(RecoveryOptions.defaults()).build());

    @Test
    void missedEventsComeFirstAndThenTheOldIds() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("first");
        joined.client().vanishes();
        fixture.mainNamespace.emit("second");
        fixture.mainNamespace.emit("third", (Object) new byte[] {1});
        assertThat(fixture.answerTo(joined.claim("1")))
                .containsExactly(
                        "42[\"second\",\"2\"]",
                        "451-[\"third\",{\"_placeholder\":true,\"num\":0},\"3\"]",
                        "bAQ==",
                        joined.connect());
        assertThat(fixture.main.last().recovered()).isTrue();
        assertThat(fixture.main.last().id()).isEqualTo(joined.sid());
    }

    @Test
    void whatHadBeenSentAndDidNotArriveComesAgain() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("first");
        fixture.mainNamespace.emit("second");
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"second\",\"2\"]", joined.connect());
    }

    @Test
    void aClientThatHasReceivedNothingYetRecovers() {
        fixture.mainNamespace.emit("before");
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        fixture.mainNamespace.emit("missed");
        assertThat(fixture.answerTo(joined.claim())).containsExactly("42[\"missed\",\"2\"]", joined.connect());
    }

    @Test
    void whatWasSentAtTheGateIsNotLostWithTheConnection() {
        fixture.main.gate = socket -> {
            socket.emit("welcome");
            return CompletableFuture.completedFuture(null);
        };
        Fixture.Client client = fixture.client();
        client.sends("40");
        String reply = client.receivedAsIs().get(0);
        client.vanishes();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        assertThat(fixture.answerTo("40{\"pid\":\"" + Joined.pid(reply) + "\"}"))
                .containsExactly("42[\"welcome\",\"1\"]", reply);
    }

    @Test
    void aClientThatWasIdleForLongRecoversAlthoughItsOffsetIsForgotten() {
        fixture = new Fixture(Joined.options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = Joined.to(fixture);
        fixture.main.last().emit("only");
        for (int i = 0; i < 10; i++) {
            fixture.mainNamespace.to("others").emit("noise");
        }
        joined.client().vanishes();
        fixture.main.last().emit("missed");
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"missed\",\"c\"]", joined.connect());
    }

    @Test
    void theSameInANamespaceWhereNothingHappensWhileOthersAreBusy() {
        fixture = new Fixture(Joined.options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("only");
        for (int i = 0; i < 10; i++) {
            fixture.chatNamespace.emit("noise");
        }
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly(joined.connect());
    }

    @Test
    void whoHasMissedMoreThanIsRememberedGetsANewSocket() {
        fixture = new Fixture(Joined.options(new RecoveryOptions(Duration.ofSeconds(10), true, 10, 3, 1_000_000))
                .build());
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        for (int i = 0; i < 4; i++) {
            fixture.mainNamespace.emit("missed");
        }
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
    }

    @Test
    void whoHasMissedMoreThanCanBeSentAtOnceGetsANewSocket() {
        fixture = new Fixture(Joined.options(RecoveryOptions.defaults())
                .maxBufferedBytes(1_000)
                .build());
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        fixture.mainNamespace.emit("missed", "x".repeat(600));
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
    }

    @Test
    void eventsAreMissedByRoomAndNotByThoseLeftOut() {
        Joined joined = Joined.to(fixture);
        Socket other = other();
        fixture.main.sockets.get(0).join("a");
        joined.client().vanishes();
        fixture.mainNamespace.to("a").emit("a");
        fixture.mainNamespace.to("b").emit("b");
        fixture.mainNamespace.to("b", "a").emit("both");
        fixture.mainNamespace.except("a").emit("not a");
        fixture.mainNamespace.to().emit("nobody");
        other.broadcast().emit("from another");
        assertThat(fixture.answerTo(joined.claim()))
                .containsExactly(
                        "42[\"a\",\"1\"]", "42[\"both\",\"3\"]", "42[\"from another\",\"5\"]", joined.connect());
    }

    private Socket other() {
        Joined.to(fixture);
        return fixture.main.last();
    }

    @Test
    void eventsOfOtherNamespacesAreNotMissed() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        fixture.chatNamespace.emit("elsewhere");
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void roomsAndDataAreAsTheyWere() {
        Joined joined = Joined.to(fixture);
        List<Integer> basket = new ArrayList<>(List.of(1));
        fixture.main.last().join("a", "b");
        fixture.main.last().data().put("basket", basket);
        joined.client().vanishes();
        fixture.answerTo(joined.claim());
        Socket back = fixture.main.last();
        assertThat(back.rooms()).containsExactlyInAnyOrder(joined.sid(), "a", "b");
        assertThat(back.data().get("basket", List.class)).containsSame(basket);
        assertThat(back.connected()).isTrue();
        assertThat(fixture.mainNamespace.sockets()).containsExactly(back);
    }

    @Test
    void theGateOfARecoveredSocketSeesWhatItWas() {
        Joined joined = Joined.to(fixture);
        fixture.main.last().join("a");
        joined.client().vanishes();
        fixture.main.gate = socket -> {
            assertThat(socket.recovered()).isTrue();
            assertThat(socket.rooms()).containsExactlyInAnyOrder(joined.sid(), "a");
            socket.emit("again");
            return CompletableFuture.completedFuture(null);
        };
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect(), "42[\"again\",\"1\"]");
    }

    @Test
    void whatIsSentWhileTheGateRunsComesOnceAndAfterTheReply() {
        Joined joined = Joined.to(fixture);
        fixture.main.last().join("a");
        joined.client().vanishes();
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
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("one");
        joined.client().vanishes();
        fixture.mainNamespace.emit("two");
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.receivedAsIs();
        second.vanishes();
        fixture.mainNamespace.emit("three");
        assertThat(fixture.answerTo(joined.claim("2"))).containsExactly("42[\"three\",\"3\"]", joined.connect());
    }

    @Test
    void whatWasMissedAndDidNotArriveIsMissedAgain() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("one");
        joined.client().vanishes();
        fixture.mainNamespace.emit("two");
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.vanishes();
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void aClientThatLeavesAtTheGateMayComeBackOnceMore() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("one");
        joined.client().vanishes();
        fixture.mainNamespace.emit("two");
        fixture.main.gate = socket -> new CompletableFuture<>();
        Fixture.Client second = fixture.client();
        second.sends(joined.claim("1"));
        second.vanishes();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void anEmitToASocketThatIsAwayReachesItWhenItIsBack() {
        Joined joined = Joined.to(fixture);
        Socket before = fixture.main.last();
        joined.client().vanishes();
        before.emit("while away");
        Fixture.Client client = fixture.client();
        client.sends(joined.claim());
        before.emit("by the old reference");
        assertThat(client.receivedAsIs())
                .containsExactly("42[\"while away\",\"1\"]", joined.connect(), "42[\"by the old reference\",\"2\"]");
    }

    @Test
    void aBroadcastByTheOldReferenceDoesNotReachTheSocketThatIsBack() {
        Joined joined = Joined.to(fixture);
        Socket before = fixture.main.last();
        joined.client().vanishes();
        Fixture.Client client = fixture.client();
        client.sends(joined.claim());
        Joined other = Joined.to(fixture);
        client.receivedAsIs();
        before.broadcast().emit("news");
        before.broadcast().asVolatile().emit("news");
        assertThat(client.receivedAsIs()).isEmpty();
        assertThat(other.client().receivedAsIs()).containsExactly("42[\"news\",\"1\"]", "42[\"news\",\"1\"]");
        assertThat(before.broadcast().fetchSockets().toCompletableFuture().join())
                .extracting(RemoteSocket::id)
                .containsExactly(other.sid());
    }

    @Test
    void aSocketIsGivenBackOnce() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
        fixture.main.last().disconnect(false);
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
    }

    @Test
    void anUnknownPrivateIdGetsANewSocket() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        joined.assertReplacedBy(fixture.answerTo("40{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\"}"));
        joined.assertReplacedBy(fixture.answerTo("40{\"pid\":\"" + joined.sid() + "\"}"));
        joined.assertReplacedBy(fixture.answerTo("40{\"pid\":7}"));
        joined.assertReplacedBy(fixture.answerTo("40{\"pid\":\"" + "x".repeat(500) + "\"}"));
        joined.assertReplacedBy(fixture.answerTo("40{\"pid\":\"" + joined.pid() + "\",\"offset\":5}"));
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void anOffsetThatWasNeverGivenGetsANewSocket() {
        for (String offset : List.of("zz", "", "-1", "1 ", "\\u0000", "1".repeat(100), "9999999999999")) {
            Joined joined = Joined.to(fixture);
            fixture.mainNamespace.emit("hello");
            joined.client().vanishes();
            joined.assertReplacedBy(fixture.answerTo(joined.claim(offset)));
        }
    }

    @Test
    void nothingFromBeforeTheSocketIsGivenOut() {
        fixture.mainNamespace.to("secret").emit("a");
        fixture.mainNamespace.to("secret").emit("b");
        Joined joined = Joined.to(fixture);
        fixture.main.last().join("secret");
        fixture.mainNamespace.to("secret").emit("c");
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"c\",\"3\"]", joined.connect());
    }

    @Test
    void afterTheTimeTheSocketIsForgotten() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        fixture.timers.advance(Duration.ofMillis(119_999));
        Joined other = Joined.to(fixture);
        other.client().vanishes();
        fixture.timers.advance(Duration.ofMillis(1));
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
        assertThat(fixture.answerTo(other.claim())).containsExactly(other.connect());
    }

    @Test
    void eventsAreRememberedForAsLongAsASocketAndItsLastHeartbeat() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("one");
        fixture.mainNamespace.emit("two");
        fixture.timers.advance(Duration.ofSeconds(20));
        joined.client().ends(CloseReason.PING_TIMEOUT);
        fixture.timers.advance(Duration.ofMillis(119_900));
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"two\",\"2\"]", joined.connect());
    }

    @Test
    void ofTooManySocketsTheOneAwayForLongestIsForgotten() {
        fixture = new Fixture(Joined.options(new RecoveryOptions(Duration.ofSeconds(10), true, 2, 10, 1_000_000))
                .build());
        Joined first = Joined.to(fixture);
        Joined second = Joined.to(fixture);
        Joined third = Joined.to(fixture);
        first.client().vanishes();
        second.client().vanishes();
        third.client().vanishes();
        first.assertReplacedBy(fixture.answerTo(first.claim()));
        assertThat(fixture.answerTo(second.claim())).containsExactly(second.connect());
        assertThat(fixture.answerTo(third.claim())).containsExactly(third.connect());
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void onlyAConnectionThatBreaksIsRecovered(CloseReason reason) {
        Joined joined = Joined.to(fixture);
        joined.client().ends(reason);
        boolean lost = reason == CloseReason.PARSE_ERROR || reason == CloseReason.SERVER_SHUTTING_DOWN;
        if (lost) {
            joined.assertReplacedBy(fixture.answerTo(joined.claim()));
        } else {
            assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
        }
    }

    @Test
    void aClientThatHasLeftIsNotRecovered() {
        Joined joined = Joined.to(fixture);
        joined.client().sends("41");
        joined.client().vanishes();
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
    }

    @Test
    void aClientThatWasSentAwayIsNotRecovered() {
        Joined one = Joined.to(fixture);
        fixture.main.last().disconnect(false);
        Joined two = Joined.to(fixture);
        fixture.main.last().disconnect(true);
        one.assertReplacedBy(fixture.answerTo(one.claim()));
        two.assertReplacedBy(fixture.answerTo(two.claim()));
    }

    @Test
    void aClientThatBrokeTheProtocolRecovers() {
        Joined joined = Joined.to(fixture);
        joined.client().sends("40");
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void aSocketOfOneNamespaceIsNotFoundInAnother() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        assertThat(fixture.answerTo("40/chat,{\"pid\":\"" + joined.pid() + "\"}")
                        .get(0))
                .doesNotContain(joined.pid());
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
    }

    @Test
    void aGateMayRefuseAClientThatComesBackAndThenItIsForgotten() {
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        fixture.mainNamespace.emit("missed");
        fixture.main.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        assertThat(fixture.answerTo(joined.claim())).containsExactly("44{\"message\":\"no\"}");
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
        fixture.main.gate = socket -> CompletableFuture.completedFuture(null);
        joined.assertReplacedBy(fixture.answerTo(joined.claim()));
    }

    @Test
    void nothingIsLeftWhenTheTimeIsOver() {
        Joined joined = Joined.to(fixture);
        fixture.main.last().join("a");
        fixture.mainNamespace.emit("hello");
        joined.client().vanishes();
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
        assertThat(fixture.answerTo("40/tenant-1,{\"pid\":\"" + Joined.pid(reply) + "\"}"))
                .containsExactly(reply);
    }
}
