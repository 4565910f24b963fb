// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private final Fixture fixture = new Fixture();
    private final RecordingSurroundings surroundings = fixture.surroundings;

    @Test
    void theyHearEachSocketFromBeginningToEnd() {
        surroundings.hearsAll = true;
        Fixture.Client client = fixture.client();
        fixture.main.gate = socket -> {
            assertThat(surroundings.takeHeard()).contains("begins").doesNotContain("connected");
            return CompletableFuture.completedFuture(null);
        };
        client.sends("40");
        fixture.main.last().join("room");
        String id = fixture.main.last().id();
        assertThat(surroundings.takeHeard()).containsExactly("connected", "CREATED room", "JOINED room");
        client.sends("41");
        assertThat(surroundings.takeHeard())
                .containsSubsequence("disconnected client namespace disconnect", "ended")
                .contains("LEFT room", "DELETED room", "LEFT " + id);
    }

    @Test
    void nobodyIsToldWhoDoesNotWantToHear() {
        fixture.joined().sends("41");
        assertThat(surroundings.takeHeard())
                .containsExactly("begins", "disconnected client namespace disconnect", "ended");
    }

    @Test
    void theEndComesAfterTheHandlersOwn() {
        Fixture.Client client = fixture.joined();
        surroundings.takeHeard();
        fixture.main.onDisconnect =
                (socket, reason) -> assertThat(surroundings.takeHeard()).isEmpty();
        client.sends("41");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect client namespace disconnect");
        assertThat(surroundings.takeHeard()).containsExactly("disconnected client namespace disconnect", "ended");
    }

    @Test
    void aRefusedSocketEndsWithoutADisconnect() {
        fixture.main.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        fixture.client().sends("40");
        assertThat(surroundings.takeHeard()).containsExactly("begins", "ended");
    }

    @Test
    void whoeverLeavesWhileItsGateIsPendingEndsAtOnce() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        fixture.main.gate = socket -> never;
        Fixture.Client client = fixture.client();
        client.sends("40");
        client.vanishes();
        assertThat(surroundings.takeHeard()).containsExactly("begins", "ended");
        never.complete(null);
        assertThat(surroundings.takeHeard()).isEmpty();
    }

    @Test
    void whoeverLeavesWhileItsGateRunsEndsAfterIt() {
        Fixture.Client client = fixture.client();
        List<String> duringTheGate = new ArrayList<>();
        fixture.main.gate = socket -> {
            client.vanishes();
            duringTheGate.addAll(surroundings.takeHeard());
            return CompletableFuture.completedFuture(null);
        };
        client.sends("40");
        assertThat(duringTheGate).containsExactly("begins");
        assertThat(surroundings.takeHeard()).containsExactly("ended");
    }

    @Test
    void nothingIsCalledForASocketThatLeftBeforeItsTurn() {
        fixture.executor.hold();
        Fixture.Client client = fixture.client();
        client.sends("40");
        client.vanishes();
        fixture.executor.turn();
        assertThat(surroundings.takeHeard()).containsExactly("ended");
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void middlewareIsNotAskedForASocketThatLeftWhileTheOneBeforeWasPending() {
        CompletableFuture<Void> pending = new CompletableFuture<>();
        List<Socket> asked = new ArrayList<>();
        fixture.mainNamespace.use(socket -> pending);
        fixture.mainNamespace.use(socket -> {
            asked.add(socket);
            return null;
        });
        Fixture.Client client = fixture.client();
        client.sends("40");
        client.vanishes();
        pending.complete(null);
        assertThat(asked).isEmpty();
        assertThat(fixture.main.takeHeard()).isEmpty();
        assertThat(surroundings.takeHeard()).containsExactly("begins", "ended");
    }
}
