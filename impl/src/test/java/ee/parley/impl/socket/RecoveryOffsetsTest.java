// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.RecoveryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What recovery adds to the wire: private ids and offsets. */
class RecoveryOffsetsTest {
    private Fixture fixture =
            new Fixture(Joined.options(RecoveryOptions.defaults()).build());

    @Test
    void theConnectReplyHasAPrivateIdThatIsNotThePublicOne() {
        Joined joined = Joined.to(fixture);
        assertThat(joined.pid()).isNotEqualTo(joined.sid());
        assertThat(fixture.main.last().id()).isEqualTo(joined.sid());
        assertThat(fixture.main.last().recovered()).isFalse();
    }

    @Test
    void anEventHasItsOffsetAsALastArgumentTheSameForAll() {
        Joined ada = Joined.to(fixture);
        Joined ben = Joined.to(fixture);
        fixture.mainNamespace.emit("hello", 1);
        fixture.mainNamespace.to(ben.sid()).emit("you");
        fixture.main.sockets.get(0).emit("me", "x");
        assertThat(ada.client().receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]", "42[\"me\",\"x\",\"3\"]");
        assertThat(ben.client().receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]", "42[\"you\",\"2\"]");
    }

    @Test
    void theOffsetOfABinaryEventIsInItsText() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("bin", (Object) new byte[] {1, 2});
        assertThat(joined.client().receivedAsIs())
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
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.emit("first");
        fixture.mainNamespace.asVolatile().emit("now", "text");
        fixture.mainNamespace.asVolatile().emit("now");
        fixture.main.last().asVolatile().emit("now", 1, "text");
        assertThat(joined.client().receivedAsIs())
                .containsExactly(
                        "42[\"first\",\"1\"]",
                        "42[\"now\",\"text\",\"1\"]",
                        "42[\"now\",\"1\"]",
                        "42[\"now\",1,\"text\",\"1\"]");
        joined.client().vanishes();
        fixture.mainNamespace.emit("missed");
        assertThat(fixture.answerTo(joined.claim("1"))).containsExactly("42[\"missed\",\"2\"]", joined.connect());
    }

    @Test
    void whatMayBeLostOrIsToBeAnsweredHasNoOffset() {
        Joined joined = Joined.to(fixture);
        fixture.mainNamespace.asVolatile().emit("now", 1);
        assertThat(fixture.main.last().emitWithAck(String.class, "ask")).isNotDone();
        assertThat(fixture.mainNamespace.emitWithAck(String.class, "all")).isNotDone();
        assertThat(joined.client().receivedAsIs()).containsExactly("42[\"now\",1]", "420[\"ask\"]", "421[\"all\"]");
    }

    @Test
    void anAcknowledgementHasNoOffset() {
        Joined joined = Joined.to(fixture);
        fixture.main.onEvent = (socket, event) -> event.ack("yes");
        joined.client().sends("427[\"may I\"]");
        assertThat(joined.client().receivedAsIs()).containsExactly("437[\"yes\"]");
    }

    @Test
    void listenersForWhatIsSentDoNotSeeTheOffset() {
        Joined joined = Joined.to(fixture);
        List<String> seen = new ArrayList<>();
        fixture.main.last().onAnyOutgoing(event -> seen.add(event.name() + event.arguments()));
        fixture.mainNamespace.emit("hello", 1);
        assertThat(seen).containsExactly("hello[1]");
        assertThat(joined.client().receivedAsIs()).containsExactly("42[\"hello\",1,\"1\"]");
    }

    @Test
    void whatIsSentAtTheGateFollowsTheConnectReplyWithItsOffset() {
        fixture.main.gate = socket -> {
            socket.emit("welcome");
            return CompletableFuture.completedFuture(null);
        };
        assertThat(fixture.answerTo("40")).hasSize(2).last().isEqualTo("42[\"welcome\",\"1\"]");
    }

    @Test
    void withoutTheOptionThereIsNeitherPrivateIdNorOffset() {
        fixture = new Fixture();
        var client = fixture.client();
        client.sends("40{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\",\"offset\":\"1\"}");
        fixture.mainNamespace.emit("hello");
        assertThat(client.received()).containsExactly("40{\"sid\":\"ID\"}", "42[\"hello\"]");
    }
}
