// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Identity;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IdentificationTest {
    private static final JsonObject NOTHING = Json.createObjectBuilder().build();

    private final Fixture fixture = new Fixture();

    private static Identity ada() {
        return Identity.of("ada", Set.of("clerk"));
    }

    private static Identity adaFor(Duration time) {
        return ada().until(Instant.now().plus(time));
    }

    private void everybodyIs(Identity identity) {
        fixture.main.authenticator = Optional.of((handshake, auth) -> CompletableFuture.completedFuture(identity));
    }

    @Test
    void withoutAnAuthenticatorASocketIsWhomTheContainerKnows() {
        fixture.joined();
        Socket socket = fixture.main.last();
        assertThat(socket.principal()).map(Principal::getName).contains("ada");
        assertThat(socket.isUserInRole("clerk")).isTrue();
        assertThat(socket.isUserInRole("manager")).isFalse();
        assertThat(socket.isUserInRole("**")).isTrue();
    }

    @Test
    void viewsOfASocketAreTheSameCaller() {
        everybodyIs(Identity.of("grace", Set.of("manager")));
        fixture.joined();
        Socket view = fixture.main.last().asVolatile();
        assertThat(view.principal()).map(Principal::getName).contains("grace");
        assertThat(view.isUserInRole("manager")).isTrue();
    }

    @Test
    void whenItsTimeIsOverASocketLeavesAndItsClientIsTold() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        Fixture.Client client = fixture.joined();
        fixture.timers.advance(Duration.ofSeconds(9));
        assertThat(client.received()).isEmpty();
        fixture.timers.advance(Duration.ofSeconds(2));
        assertThat(client.received()).containsExactly("41");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect identity expired");
    }

    @Test
    void whenItsTimeIsOverWhatASocketHasWaitingIsDropped() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        Fixture.Client client = fixture.joined();
        fixture.executor.hold();
        client.sends("42[\"waits\"]");
        fixture.timers.advance(Duration.ofSeconds(11));
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect identity expired");
    }

    @Test
    void otherNamespacesOfTheConnectionStay() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        Fixture.Client client = fixture.joined();
        client.sends("40/chat,");
        client.received();
        fixture.timers.advance(Duration.ofSeconds(11));
        assertThat(client.received()).containsExactly("41");
        assertThat(fixture.chat.last().connected()).isTrue();
    }

    @Test
    void authenticatingAgainPutsTheEndOff() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        Fixture.Client client = fixture.joined();
        fixture.timers.advance(Duration.ofSeconds(9));
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        assertThat(fixture.main.last().authenticate(NOTHING)).isCompleted();
        fixture.timers.advance(Duration.ofSeconds(9));
        assertThat(client.received()).isEmpty();
        fixture.timers.advance(Duration.ofSeconds(2));
        assertThat(client.received()).containsExactly("41");
    }

    @Test
    void authenticatingAgainMayTakeTheEndAway() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        fixture.joined();
        everybodyIs(ada());
        assertThat(fixture.main.last().authenticate(NOTHING)).isCompleted();
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void ofTwoWhoAuthenticateASocketAtOnceTheOneWhoseIdentityItHasGivesTheEnd() {
        Fixture.Client client = fixture.joined();
        Socket socket = fixture.main.last();
        fixture.timers.uponScheduled = () -> {
            everybodyIs(adaFor(Duration.ofSeconds(10)));
            assertThat(socket.authenticate(NOTHING)).isCompleted();
        };
        everybodyIs(adaFor(Duration.ofSeconds(5)));
        assertThat(socket.authenticate(NOTHING)).isCompleted();
        assertThat(fixture.timersOfSockets()).isOne();
        fixture.timers.advance(Duration.ofSeconds(9));
        assertThat(client.received()).isEmpty();
        fixture.timers.advance(Duration.ofSeconds(2));
        assertThat(client.received()).containsExactly("41");
    }

    @Test
    void whoIsExpiredAlreadyIsNotAdmitted() {
        everybodyIs(adaFor(Duration.ofSeconds(-1)));
        Fixture.Client client = fixture.client();
        client.sends("40");
        assertThat(client.received()).containsExactly("44{\"message\":\"Identity expired\"}");
    }

    @Test
    void aSocketThatLeavesLeavesNoTimerBehind() {
        everybodyIs(adaFor(Duration.ofSeconds(10)));
        Fixture.Client client = fixture.joined();
        client.sends("40/chat,", "41");
        assertThat(fixture.timersOfSockets()).isZero();
    }

    @Test
    void anEndThatIsFarAheadIsLookedAtAgain() {
        Fixture patient = new Fixture(
                ServerOptions.builder().pingInterval(Duration.ofDays(10)).build());
        patient.main.authenticator =
                Optional.of((handshake, auth) -> CompletableFuture.completedFuture(adaFor(Duration.ofHours(30))));
        Fixture.Client client = patient.joined();
        patient.timers.advance(Duration.ofHours(25));
        assertThat(client.received()).isEmpty();
        assertThat(patient.timersOfSockets()).isOne();
    }
}
