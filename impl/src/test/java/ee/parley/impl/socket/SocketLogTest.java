// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.EventException;
import ee.parley.impl.LogRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketLogTest {
    private final Fixture fixture = new Fixture();

    @BeforeEach
    void clear() {
        LogRecords.clear();
    }

    @Test
    void aHandlerThatFailsIsLoggedOnceWithNamespaceEventAndSocket() {
        fixture.main.onEvent = (socket, event) -> {
            throw new IllegalStateException("broken");
        };
        var client = fixture.joined();
        client.sends("420[\"q\"]");
        assertThat(LogRecords.of("PARLEY3005"))
                .containsExactly("ERROR PARLEY3005 The handler of event \"q\" of / failed for socket "
                        + fixture.main.last().id() + " (IllegalStateException)");
    }

    @Test
    void aHandlerThatFailsAfterItsAnswerIsLogged() {
        fixture.main.onEvent = (socket, event) -> {
            event.ack();
            throw new IllegalStateException("broken");
        };
        fixture.joined().sends("420[\"q\"]");
        assertThat(LogRecords.of("PARLEY3005")).hasSize(1);
    }

    @Test
    void anEventExceptionIsNotLogged() {
        fixture.main.onEvent = (socket, event) -> {
            throw new EventException("NOT_FOUND", "no");
        };
        fixture.joined().sends("420[\"q\"]");
        assertThat(LogRecords.of("PARLEY3005")).isEmpty();
    }

    @Test
    void aGateThatFailsIsLoggedAndARefusalIsNot() {
        fixture.main.gate = socket -> {
            throw new IllegalStateException("broken");
        };
        fixture.client().sends("40");
        fixture.chat.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        fixture.client().sends("40/chat,");
        assertThat(LogRecords.of("PARLEY3004"))
                .containsExactly("ERROR PARLEY3004 The gate of / failed for socket "
                        + fixture.main.last().id() + " (IllegalStateException)");
    }

    @Test
    void aDisconnectHandlerThatFailsIsLogged() {
        fixture.main.onDisconnect = (socket, reason) -> {
            throw new IllegalStateException("broken");
        };
        fixture.joined().vanishes();
        assertThat(LogRecords.of("PARLEY3006")).hasSize(1).allMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void whatAClientCanProvokeIsOnlyForDebugging() {
        var client = fixture.joined();
        client.sends("40/nope,", "44{}");
        assertThat(LogRecords.of("PARLEY3001"))
                .containsExactly(
                        "DEBUG PARLEY3001 Session " + client.session.id() + " closed: a client sends no connect error");
        assertThat(LogRecords.of("PARLEY3002")).hasSize(1).allMatch(line -> line.startsWith("DEBUG"));
        assertThat(LogRecords.of("PARLEY3003")).hasSize(1).allMatch(line -> line.startsWith("DEBUG"));
    }

    @Test
    void theIdOfASessionIsASecretAndNotLogged() {
        var client = fixture.joined();
        client.sends("44{}");
        assertThat(LogRecords.of("PARLEY3001").toString())
                .doesNotContain(client.session.id().value());
    }
}
