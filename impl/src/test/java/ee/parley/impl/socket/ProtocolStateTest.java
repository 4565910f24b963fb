// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.DisconnectReason;
import ee.parley.ServerOptions;
import ee.parley.impl.engine.CloseReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolStateTest {
    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40",
                "40{}",
                "42/chat,[\"x\"]",
                "43/chat,1[]",
                "41/chat,",
                "44{\"message\":\"x\"}",
                "42[\"connect\"]",
                "42{}",
                "40[]",
                "4",
                "49",
                "450-[\"x\"]",
                "4511-[\"x\"]"
            })
    void aClientThatBreaksTheProtocolIsClosedAndItsSocketsHearForcedClose(String frame) {
        var client = fixture.joined();
        var other = fixture.joined();
        client.sends(frame);
        assertThat(client.isClosed()).isTrue();
        assertThat(client.received()).isEmpty();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect forced close");
        assertThat(other.isClosed()).isFalse();
        assertThat(fixture.mainNamespace.sockets()).containsExactly(fixture.main.last());
    }

    @Test
    void whatFollowsAViolationIsIgnored() {
        var client = fixture.joined();
        client.sends("44{}", "42[\"x\"]", "40/chat,");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect forced close");
        assertThat(fixture.chat.takeHeard()).isEmpty();
    }

    @Test
    void socketsDoNotWaitForAConnectionThatStillHasToWrite() {
        var client = fixture.joined();
        client.transport().block();
        fixture.main.last().emit("unwritten");
        client.sends("44{}");
        assertThat(client.isClosed()).isFalse();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect forced close");
        client.transport().unblock();
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    @Test
    void aSecondConnectWhileTheGateDecidesIsAViolation() {
        fixture.main.gate = socket -> new java.util.concurrent.CompletableFuture<>();
        var client = fixture.client();
        client.sends("40", "40");
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.main.takeHeard()).containsExactly("connect");
    }

    @Test
    void textBetweenAttachmentsIsAViolation() {
        var client = fixture.joined();
        client.sends("451-[\"x\",{\"_placeholder\":true,\"num\":0}]", "42[\"y\"]");
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect forced close");
    }

    @Test
    void bytesWithoutAHeaderAreAViolation() {
        var client = fixture.joined();
        client.sendsBytes(1, 2);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void anAttachmentThatDoesNotComeInTimeIsAViolation() {
        var client = fixture.joined();
        client.sends("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        alive(client, 44);
        client.sendsBytes(1);
        alive(client, 44);
        assertThat(client.isClosed()).isFalse();
        alive(client, 2);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void aCompletePacketLeavesNoTimerBehind() {
        var client = fixture.joined();
        int before = fixture.timers.waiting();
        client.sends("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes(1);
        assertThat(fixture.timers.waiting()).isEqualTo(before);
        assertThat(fixture.main.takeHeard()).containsExactly("event x[{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void moreAttachmentsThanAllowedAreAViolation() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxAttachments(1).build());
        var client = narrow.joined();
        client.sends("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void moreBytesInAttachmentsThanAllowedAreAViolation() {
        Fixture narrow = new Fixture(
                ServerOptions.builder().maxAttachments(1).maxHttpBufferSize(4).build());
        var client = narrow.joined();
        client.sends("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes(1, 2, 3, 4, 5);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void deeperJsonThanAllowedIsAViolation() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxDepth(2).build());
        var client = narrow.joined();
        client.sends("42[\"x\",[]]");
        assertThat(client.isClosed()).isFalse();
        client.sends("42[\"x\",[[]]]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void theConnectionOutlivesItsLastNamespaceAndMayJoinAgain() {
        var client = fixture.joined();
        client.sends("41");
        assertThat(client.isClosed()).isFalse();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect client namespace disconnect");
        client.sends("40");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}");
        assertThat(fixture.main.sockets.get(0)).isNotEqualTo(fixture.main.sockets.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "41", "431[]"})
    void afterItsOwnDisconnectAClientHasNothingMoreToSay(String frame) {
        var client = fixture.joined();
        client.sends("41", frame);
        assertThat(client.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "41", "431[]", "421[\"x\"]"})
    void whatCrossesWithADisconnectOfTheServerIsIgnored(String frame) {
        var client = fixture.joined();
        fixture.main.last().disconnect(false);
        client.sends(frame);
        assertThat(client.isClosed()).isFalse();
        assertThat(client.received()).containsExactly("41");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect server namespace disconnect");
    }

    @Test
    void aClientThatWasSentAwayMayJoinAgain() {
        var client = fixture.joined();
        fixture.main.last().disconnect(false);
        client.sends("40");
        assertThat(client.received()).containsExactly("41", "40{\"sid\":\"ID\"}");
    }

    @Test
    void disconnectNamesItsNamespace() {
        var client = fixture.client();
        client.sends("40/chat,");
        client.received();
        fixture.chat.last().disconnect(false);
        assertThat(client.received()).containsExactly("41/chat,");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void disconnectWithCloseLeavesAllNamespacesAndClosesTheConnection() {
        var client = fixture.client();
        client.sends("40", "40/chat,");
        client.received();
        fixture.chat.last().disconnect(true);
        assertThat(client.received()).containsExactly("41", "41/chat,");
        assertThat(client.isClosed()).isTrue();
        assertThat(fixture.main.takeHeard()).containsExactly("connect", "disconnect server namespace disconnect");
        assertThat(fixture.chat.takeHeard()).containsExactly("connect", "disconnect server namespace disconnect");
    }

    @Test
    void aSocketLeavesOnce() {
        var client = fixture.joined();
        fixture.main.last().disconnect(false);
        fixture.main.last().disconnect(false);
        client.vanishes();
        assertThat(client.received()).containsExactly("41");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect server namespace disconnect");
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void theEndOfTheConnectionIsTheReasonForEachSocket(CloseReason reason) {
        var client = fixture.client();
        client.sends("40", "40/chat,");
        client.ends(reason);
        assertThat(fixture.main.takeHeard()).containsExactly("connect", "disconnect " + reason);
        assertThat(fixture.chat.takeHeard()).containsExactly("connect", "disconnect " + reason);
    }

    @ParameterizedTest
    @CsvSource({"2", "x"})
    void whatTheEngineFindsWrongHasTheEnginesReason(String frame) {
        var client = fixture.joined();
        client.sends(frame);
        assertThat(fixture.main.takeHeard())
                .containsExactly("disconnect " + (frame.equals("2") ? "transport error" : "parse error"));
    }

    @Test
    void aMissingPongIsAPingTimeout() {
        fixture.joined();
        fixture.timers.advance(Duration.ofSeconds(46));
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect ping timeout");
    }

    @Test
    void theDisconnectHandlerSeesASocketThatIsNotConnectedAndInNoRoom() {
        var client = fixture.joined();
        fixture.main.last().join("lobby");
        fixture.main.onDisconnect = (socket, reason) -> {
            assertThat(socket.connected()).isFalse();
            assertThat(socket.rooms()).isEmpty();
            assertThat(reason).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
            socket.join("lobby");
            assertThat(socket.rooms()).isEmpty();
            socket.emit("nobody");
        };
        client.vanishes();
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect transport close");
        assertThat(fixture.mainNamespace.rooms().count()).isZero();
        assertThat(fixture.mainNamespace.sockets()).isEmpty();
    }

    @Test
    void theDisconnectHandlerRunsAfterTheHandlersOfAllEventsThatArrivedBefore() {
        var client = fixture.joined();
        fixture.executor.hold();
        client.sends("42[\"a\"]", "42[\"b\"]", "41");
        assertThat(fixture.main.last().connected()).isFalse();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard())
                .containsExactly("event a[]", "event b[]", "disconnect client namespace disconnect");
    }

    @Test
    void eventsThatWaitWhenTheServerSendsTheSocketAwayOrArriveAfterThatAreDropped() {
        fixture.main.dispatch = Map.of("aside", Dispatch.CONCURRENT);
        fixture.main.onEvent = (socket, event) -> {
            if (event.name().equals("last")) {
                socket.disconnect(false);
            }
        };
        var client = fixture.joined();
        fixture.executor.hold();
        client.sends("42[\"last\"]", "42[\"waits\"]", "42[\"aside\"]");
        fixture.executor.turn();
        client.sends("42[\"late\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("event last[]", "disconnect server namespace disconnect");
    }

    @Test
    void eventsThatWaitWhenTheConnectionBreaksAreHandled() {
        var client = fixture.joined();
        fixture.executor.hold();
        client.sends("42[\"a\"]");
        client.vanishes();
        fixture.executor.turn();
        assertThat(fixture.main.takeHeard()).containsExactly("event a[]", "disconnect transport close");
    }

    @Test
    void aDisconnectHandlerThatFailsHarmsNobody() {
        var client = fixture.joined();
        var other = fixture.joined();
        fixture.main.onDisconnect = (socket, reason) -> {
            throw new IllegalStateException("broken");
        };
        client.vanishes();
        other.sends("42[\"x\"]");
        assertThat(fixture.main.takeHeard()).containsExactly("disconnect transport close", "event x[]");
    }

    @Test
    void theNumberOfConnectionsIsKept() {
        assertThat(fixture.broker.clientsCount()).isZero();
        var client = fixture.client();
        fixture.joined();
        assertThat(fixture.broker.clientsCount()).isEqualTo(2);
        client.vanishes();
        assertThat(fixture.broker.clientsCount()).isEqualTo(1);
    }

    @Test
    void anEventOrAnAckThatSaysNothingIsIgnored() {
        var client = fixture.joined();
        client.sends("42", "42123", "43[\"x\"]", "4377");
        assertThat(client.isClosed()).isFalse();
        assertThat(fixture.main.takeHeard()).isEmpty();
    }

    private void alive(Fixture.Client client, int seconds) {
        for (int i = 0; i < seconds; i++) {
            fixture.timers.advance(Duration.ofSeconds(1));
            client.sends("3");
        }
    }
}
