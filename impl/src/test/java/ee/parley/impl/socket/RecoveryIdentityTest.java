// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.Identity;
import ee.parley.RecoveryOptions;
import ee.parley.Socket;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whose socket is given back to whom, be it that its connection has not been missed yet. */
class RecoveryIdentityTest {
    private Fixture fixture =
            new Fixture(Joined.options(RecoveryOptions.defaults()).build());

    @Test
    void middlewareIsSkippedUnlessTheOptionSaysOtherwise() {
        assertThat(middlewareCalls(RecoveryOptions.defaults())).isEqualTo(1);
        assertThat(middlewareCalls(new RecoveryOptions(Duration.ofSeconds(10), false, 10, 10, 1_000)))
                .isEqualTo(2);
    }

    private int middlewareCalls(RecoveryOptions recovery) {
        fixture = new Fixture(Joined.options(recovery).build());
        List<Boolean> asked = new ArrayList<>();
        fixture.mainNamespace.use(socket -> {
            asked.add(socket.recovered());
            return null;
        });
        Joined joined = Joined.to(fixture);
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
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
        Joined joined = Joined.to(fixture, "40{\"as\":\"grace\"}");
        joined.client().vanishes();
        joined.assertReplacedBy(fixture.answerTo("40{\"as\":\"mallory\",\"pid\":\"" + joined.pid() + "\"}"));
        joined.assertReplacedBy(fixture.answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid() + "\"}"));
    }

    @Test
    void theSameCallerIsRecoveredWithItsNewIdentity() {
        authenticateByToken();
        Joined joined = Joined.to(fixture, "40{\"as\":\"grace\"}");
        joined.client().vanishes();
        assertThat(fixture.answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid() + "\"}"))
                .containsExactly(joined.connect());
        assertThat(fixture.main.last().principal().orElseThrow().getName()).isEqualTo("grace");
    }

    @Test
    void aCallerWhoIsRefusedKeepsItsSocketForAnotherTry() {
        authenticateByToken();
        Joined joined = Joined.to(fixture, "40{\"as\":\"grace\"}");
        joined.client().vanishes();
        var before = fixture.main.authenticator;
        fixture.main.authenticator = Optional.of((handshake, auth) -> {
            throw new ConnectionRefusedException("token expired", Map.of());
        });
        assertThat(fixture.answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid() + "\"}")
                        .get(0))
                .startsWith("44");
        fixture.main.authenticator = before;
        assertThat(fixture.answerTo("40{\"as\":\"grace\",\"pid\":\"" + joined.pid() + "\"}"))
                .containsExactly(joined.connect());
    }

    @Test
    void aClientThatIsBackBeforeItsConnectionIsMissedTakesItsSocketOver() {
        Joined joined = Joined.to(fixture);
        Socket old = fixture.main.last();
        old.join("a");
        fixture.mainNamespace.emit("did not arrive");
        List<String> answer = fixture.answerTo(joined.claim());
        assertThat(answer).containsExactly("42[\"did not arrive\",\"1\"]", joined.connect());
        assertThat(old.connected()).isFalse();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect transport close", "connect");
        assertThat(fixture.main.last().rooms()).containsExactlyInAnyOrder(joined.sid(), "a");
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
        again.sends("40{\"pid\":\"" + Joined.pid(main) + "\"}", "40/chat,{\"pid\":\"" + Joined.pid(chat) + "\"}");
        assertThat(again.receivedAsIs()).containsExactly(main, chat);
    }

    private void authenticateNobody() {
        fixture.main.authenticator = Optional.of((handshake, auth) ->
                CompletableFuture.completedFuture(new Identity(Optional.empty(), Set.of(), Optional.empty())));
    }

    @Test
    void aClientThatNobodyKnowsTakesItsSocketOverWhenTheOldConnectionGivesNoSignOfLife() {
        authenticateNobody();
        Joined joined = Joined.to(fixture);
        Fixture.Client again = fixture.client();
        again.sends(joined.claim());
        assertThat(joined.client().receivedAsIs()).containsExactly("2");
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
        Joined joined = Joined.to(fixture);
        Fixture.Client thief = fixture.client();
        thief.sends(joined.claim());
        joined.client().sends("3");
        fixture.timers.advance(Duration.ofSeconds(2));
        joined.assertReplacedBy(thief.receivedAsIs());
        assertThat(fixture.main.sockets.get(0).connected()).isTrue();
        joined.client().vanishes();
        assertThat(fixture.answerTo(joined.claim())).containsExactly(joined.connect());
    }

    /** Else whoever keeps a connection could fill the memory with what is sent along with claims to it. */
    @Test
    void aClaimThatIsRefusedIsNotKeptUntilTheSocketThatIsThereLeaves() {
        authenticateNobody();
        Joined joined = Joined.to(fixture);
        WeakReference<Socket> claiming = new WeakReference<>(claimingInVain(joined));
        assertThat(fixture.main.sockets).hasSize(1);
        assertThat(collected(claiming)).isTrue();
    }

    private Socket claimingInVain(Joined joined) {
        Fixture.Client thief = fixture.client();
        thief.sends(joined.claim());
        joined.client().sends("3");
        fixture.timers.advance(Duration.ofSeconds(2));
        thief.vanishes();
        return fixture.main.sockets.remove(1);
    }

    private static boolean collected(WeakReference<?> reference) {
        for (int i = 0; i < 10 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void aConnectionThatTurnsOutToBeDeadWhileItIsAskedIsNotWaitedFor() {
        authenticateNobody();
        Joined joined = Joined.to(fixture);
        Fixture.Client again = fixture.client();
        again.sends(joined.claim());
        joined.client().vanishes();
        assertThat(again.receivedAsIs()).containsExactly(joined.connect());
        fixture.timers.advance(Duration.ofSeconds(2));
        assertThat(fixture.main.last().connected()).isTrue();
    }

    @Test
    void byAnotherCallerALiveSocketIsNotTakenOver() {
        authenticateByToken();
        Joined joined = Joined.to(fixture, "40{\"as\":\"grace\"}");
        joined.assertReplacedBy(fixture.answerTo("40{\"as\":\"mallory\",\"pid\":\"" + joined.pid() + "\"}"));
        assertThat(fixture.main.sockets.get(0).connected()).isTrue();
    }
}
