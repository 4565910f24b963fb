// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that lose their connection and come back, while another one stays. */
@EveryTarget
@Tag("wire")
class RecoveryIT {
    private final Target target;
    private final String room = "room-" + Probe.fresh();
    private Returner client;
    private Returner other;

    RecoveryIT(Target target) {
        this.target = target;
    }

    @BeforeEach
    void enter() {
        client = new Returner(target, "");
        other = new Returner(target, "");
        client.call("[\"join\",\"" + room + "\"]", "[]");
    }

    @AfterEach
    void leave() {
        client.close();
        other.close();
    }

    private void say(String payload) {
        other.call("[\"to\",[\"" + room + "\"]," + payload + "]", "[]");
    }

    @Test
    @Proves("REF-15-1")
    void theReplyHasAPrivateIdOfItsOwn() {
        assertThat(client.pid).isNotEqualTo(client.sid).isNotEqualTo(other.pid);
    }

    @Test
    @Proves("REF-15-2")
    void anEventHasItsOffset() {
        say("1");
        client.expectMessage("1");
        String first = client.offset;
        say("\"two\"");
        client.expectMessage("\"two\"");
        assertThat(client.offset).isNotEqualTo(first);
    }

    @Test
    @Proves("REF-15-2")
    void aBinaryEventHasItsOffset() {
        other.sendBytes("[\"to-bytes\",[\"" + room + "\"],{\"_placeholder\":true,\"num\":0}]", new byte[] {7});
        assertThat(client.next()).matches("451-/rooms,\\[\"msg\",\\{\"_placeholder\":true,\"num\":0},\"[^\"]+\"]");
        assertThat(client.bytes()).containsExactly(7);
    }

    @Test
    @Proves("REF-15-3")
    void anAnswerHasNoOffset() {
        client.call("[\"rooms\"]", "[[\"" + room + "\"]]");
    }

    @Test
    @Proves({"REF-15-4", "REF-15-5"})
    void missedEventsComeFirstAndThenTheOldIdsInTheOldRooms() {
        say("1");
        client.expectMessage("1");
        client.lose();
        say("2");
        other.call("[\"to\",[\"elsewhere\"],3]", "[]");
        say("4");
        try (Returner back = new Returner(target, client.claim(), "2", "4")) {
            assertThat(back.sid).isEqualTo(client.sid);
            assertThat(back.pid).isEqualTo(client.pid);
            back.call("[\"rooms\"]", "[[\"" + room + "\"]]");
            say("5");
            back.expectMessage("5");
        }
    }

    @Test
    @Proves("REF-15-5")
    void dataIsAsItWas() {
        client.call("[\"remember\",\"this\"]", "[]");
        say("1");
        client.expectMessage("1");
        client.lose();
        try (Returner back = new Returner(target, client.claim())) {
            back.call("[\"remembered\",\"" + client.sid + "\"]", "[\"this\"]");
        }
    }

    @Test
    @Proves("REF-15-6")
    void aClientThatHasLeftIsNewWhenItComesBack() {
        say("1");
        client.expectMessage("1");
        client.leave();
        client.lose();
        assertNew(client.claim());
    }

    @Test
    @Proves("REF-15-7")
    void aPrivateIdThatNobodyHasMakesANewSocket() {
        say("1");
        client.expectMessage("1");
        client.lose();
        assertNew("{\"pid\":\"" + client.sid + "\",\"offset\":\"" + client.offset + "\"}");
    }

    @Test
    @Proves("REF-15-7")
    void anOffsetThatNoEventHadMakesANewSocket() {
        client.lose();
        assertNew("{\"pid\":\"" + client.pid + "\",\"offset\":\"never\"}");
    }

    @Test
    @DiffersFromReference("gives it back again and again")
    @Proves("REF-15-8")
    void aSocketIsGivenBackOnce() {
        say("1");
        client.expectMessage("1");
        client.lose();
        try (Returner back = new Returner(target, client.claim())) {
            assertThat(back.sid).isEqualTo(client.sid);
            back.leave();
            back.lose();
        }
        assertNew(client.claim());
    }

    @Test
    @DiffersFromReference("makes a new one")
    @Proves("REF-15-9")
    void aClientThatHasReceivedNothingYetRecovers() {
        client.lose();
        say("1");
        try (Returner back = new Returner(target, "{\"pid\":\"" + client.pid + "\"}", "1")) {
            assertThat(back.sid).isEqualTo(client.sid);
        }
    }

    private void assertNew(String connect) {
        try (Returner stranger = new Returner(target, connect)) {
            assertThat(stranger.sid).isNotEqualTo(client.sid);
            assertThat(stranger.pid).isNotEqualTo(client.pid);
        }
    }
}
