// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whom a broadcast reaches: A is in the red room, B in the blue one, C in both, D in none. */
@EveryTarget
@Tag("wire")
class RoomsIT {
    private final Target target;
    private final String red = "red-" + Probe.fresh();
    private final String blue = "blue-" + Probe.fresh();

    private Member a;
    private Member b;
    private Member c;
    private Member d;

    RoomsIT(Target target) {
        this.target = target;
    }

    @BeforeEach
    void enter() {
        a = new Member(target, red);
        b = new Member(target, blue);
        c = new Member(target, red, blue);
        d = new Member(target);
    }

    @AfterEach
    void leave() {
        Stream.of(a, b, c, d).forEach(Member::close);
    }

    private static String names(String... names) {
        return Stream.of(names).sorted().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
    }

    private void assertReaches(Member... reached) {
        for (Member member : Stream.of(a, b, c, d).toList()) {
            if (Stream.of(reached).anyMatch(one -> one == member)) {
                member.expectMessage("1");
            }
            member.assertNothingArrived();
        }
    }

    /** Emits from A, which awaits no acknowledgement, as what reaches A itself comes first. */
    private void emit(String event) {
        a.socket.send("42/rooms," + event);
    }

    @Test
    @Proves("API-7-1")
    void aRoom() {
        d.call("[\"to\",[\"" + red + "\"],1]", "[]");
        assertReaches(a, c);
    }

    @Test
    @Proves("API-7-1")
    void theSenderToo() {
        emit("[\"to\",[\"" + red + "\"],1]");
        assertReaches(a, c);
    }

    @Test
    @Proves("API-7-2")
    void severalRoomsEachSocketOnce() {
        d.call("[\"to\",[\"" + red + "\",\"" + blue + "\"],1]", "[]");
        assertReaches(a, b, c);
    }

    @Test
    @Proves("API-7-3")
    void aRoomThatNobodyIsIn() {
        a.call("[\"to\",[\"nobody-" + red + "\"],1]", "[]");
        assertReaches();
    }

    @Test
    @DiffersFromReference("reaches everybody")
    @Proves("API-7-4")
    void noRoomAtAll() {
        a.call("[\"to\",[],1]", "[]");
        assertReaches();
    }

    @Test
    @Proves("API-1-2")
    void oneSocketByItsId() {
        d.call("[\"to\",[\"" + b.id + "\"],1]", "[]");
        assertReaches(b);
    }

    @Test
    @Proves("API-7-6")
    void aRoomButTheSender() {
        a.call("[\"to-others\",[\"" + red + "\"],1]", "[]");
        assertReaches(c);
    }

    @Test
    @Proves({"API-7-2", "API-7-6"})
    void severalRoomsButTheSender() {
        c.call("[\"to-others\",[\"" + red + "\",\"" + blue + "\"],1]", "[]");
        assertReaches(a, b);
    }

    @Test
    @Proves("API-7-5")
    void everybodyOfTheNamespaceAndNobodyElse() {
        try (WebSocket elsewhere = WebSocket.open(target, Variant.DEFAULTS)) {
            elsewhere.join("/echo");
            emit("[\"all\",1]");
            assertReaches(a, b, c, d);
            elsewhere.assertAlive();
        }
    }

    @Test
    @Proves("API-7-6")
    void everybodyButTheSender() {
        a.call("[\"broadcast\",1]", "[]");
        assertReaches(b, c, d);
    }

    @Test
    @Proves("API-7-7")
    void aRoomWithoutAnother() {
        d.call("[\"to-except\",[\"" + red + "\"],[\"" + blue + "\"],1]", "[]");
        assertReaches(a);
    }

    @Test
    @Proves("API-7-7")
    void aRoomWithoutOneSocket() {
        d.call("[\"to-except\",[\"" + red + "\"],[\"" + a.id + "\"],1]", "[]");
        assertReaches(c);
    }

    @Test
    @Proves("API-7-7")
    void anExceptionWinsOverARoom() {
        d.call("[\"to-except\",[\"" + red + "\",\"" + blue + "\"],[\"" + red + "\"],1]", "[]");
        assertReaches(b);
    }

    @Test
    @Proves("API-7-7")
    void everybodyWithoutARoom() {
        b.call("[\"all-except\",[\"" + blue + "\"],1]", "[]");
        assertReaches(a, d);
    }

    @Test
    @Proves("API-7-7")
    void everybodyWithoutSeveralRooms() {
        a.call("[\"all-except\",[\"" + red + "\",\"" + blue + "\"],1]", "[]");
        assertReaches(d);
    }

    @Test
    @Proves({"API-7-6", "API-7-7"})
    void everybodyWithoutARoomAndTheSender() {
        a.call("[\"others-except\",[\"" + blue + "\"],1]", "[]");
        assertReaches(d);
    }

    @Test
    @Proves("API-7-9")
    void aRoomOneHasLeft() {
        c.call("[\"leave\",\"" + red + "\"]", "[]");
        d.call("[\"to\",[\"" + red + "\"],1]", "[]");
        assertReaches(a);
    }

    @Test
    @Proves("API-7-9")
    void aRoomOfASocketThatIsGone() {
        String marker = d.id;
        d.socket.send("41/rooms,");
        d.socket.join("/echo");
        a.call("[\"to\",[\"" + marker + "\"],1]", "[]");
        d.socket.assertAlive();
        a.call("[\"fetch\",[\"" + marker + "\"]]", "[[]]");
    }

    @Test
    @Proves({"API-1-3", "API-1-4"})
    void aSocketKnowsItsRooms() {
        a.call("[\"rooms\"]", "[" + names(red) + "]");
        c.call("[\"rooms\"]", "[" + names(red, blue) + "]");
        d.call("[\"rooms\"]", "[[]]");
        d.call("[\"join\",\"" + red + "\",\"" + blue + "\"]", "[]");
        d.call("[\"rooms\"]", "[" + names(red, blue) + "]");
        d.call("[\"join\",\"" + red + "\"]", "[]");
        d.call("[\"leave\",\"" + red + "\"]", "[]");
        d.call("[\"leave\",\"never joined\"]", "[]");
        d.call("[\"rooms\"]", "[" + names(blue) + "]");
    }

    @Test
    @Proves("API-7-8")
    void aRoomIsOfItsNamespace() {
        try (WebSocket elsewhere = WebSocket.open(target, Variant.DEFAULTS)) {
            elsewhere.join("/");
            elsewhere.send("420[\"join\",\"" + red + "\"]");
            elsewhere.expect("430[]");
            d.call("[\"to\",[\"" + red + "\"],1]", "[]");
            assertReaches(a, c);
            elsewhere.send("421[\"echo\",1]");
            elsewhere.expect("431[1]");
        }
    }

    @Test
    @Proves("API-10-1")
    void socketsAreFoundByRoom() {
        d.call("[\"fetch\",[\"" + red + "\"]]", "[" + names(a.id, c.id) + "]");
        d.call("[\"fetch\",[\"" + red + "\",\"" + blue + "\"]]", "[" + names(a.id, b.id, c.id) + "]");
        d.call("[\"fetch\",[\"" + b.id + "\"]]", "[" + names(b.id) + "]");
        d.call("[\"fetch\",[\"nobody-" + red + "\"]]", "[[]]");
    }

    @Test
    @Proves("API-1-7")
    void whatIsRememberedOfASocketIsFoundWithIt() {
        b.call("[\"remember\",\"likes tea\"]", "[]");
        a.call("[\"remembered\",\"" + b.id + "\"]", "[\"likes tea\"]");
    }

    @Test
    @Proves("API-10-2")
    void socketsAreMadeToJoinAndLeave() {
        d.call("[\"sockets-join\",[\"" + red + "\"],[\"green-" + red + "\"]]", "[]");
        d.call("[\"fetch\",[\"green-" + red + "\"]]", "[" + names(a.id, c.id) + "]");
        d.call("[\"sockets-leave\",[\"" + blue + "\"],[\"green-" + red + "\"]]", "[]");
        d.call("[\"fetch\",[\"green-" + red + "\"]]", "[" + names(a.id) + "]");
    }

    @Test
    @Proves("API-10-3")
    void socketsAreMadeToLeaveTheNamespace() {
        a.socket.join("/echo");
        d.call("[\"disconnect-sockets\",[\"" + red + "\"],false]", "[]");
        a.socket.expect("41/rooms,");
        c.socket.expect("41/rooms,");
        a.socket.assertAlive();
        d.call("[\"fetch\",[\"" + red + "\"]]", "[[]]");
        b.assertNothingArrived();
    }

    @Test
    @Proves("API-10-4")
    void socketsAreClosed() {
        d.call("[\"disconnect-sockets\",[\"" + red + "\"],true]", "[]");
        a.socket.expect("41/rooms,");
        a.socket.awaitEnd();
        c.socket.expect("41/rooms,");
        c.socket.awaitEnd();
        b.assertNothingArrived();
    }

    @Test
    @Proves("API-9-1")
    void everyAnswerIsCollected() {
        d.socket.send("42/rooms,0[\"ask\",[\"" + red + "\",\"" + blue + "\"],5000,\"who?\"]");
        a.answer(a.question("\"who?\""), "\"a\"");
        b.answer(b.question("\"who?\""), "\"b\",\"more\"");
        c.answer(c.question("\"who?\""), "\"c\"");
        d.socket.expect("43/rooms,0[{\"answers\":[\"a\",\"b\",\"c\"],\"timedOut\":false}]");
    }

    @Test
    @Proves("API-9-4")
    void anAnswerThatComesTwiceCountsOnce() {
        d.socket.send("42/rooms,0[\"ask\",[\"" + red + "\"],5000,\"who?\"]");
        String ackId = a.question("\"who?\"");
        a.answer(ackId, "\"a\"");
        a.answer(ackId, "\"a again\"");
        a.assertNothingArrived();
        c.answer(c.question("\"who?\""), "\"c\"");
        d.socket.expect("43/rooms,0[{\"answers\":[\"a\",\"c\"],\"timedOut\":false}]");
    }

    @Test
    @Proves("API-9-3")
    void whatHasBeenAnsweredInTimeIsKept() {
        d.socket.send("42/rooms,0[\"ask\",[\"" + red + "\"],200,\"who?\"]");
        a.answer(a.question("\"who?\""), "\"a\"");
        String late = c.question("\"who?\"");
        d.socket.expect("43/rooms,0[{\"answers\":[\"a\"],\"timedOut\":true}]");
        c.answer(late, "\"c\"");
        c.assertNothingArrived();
    }

    @Test
    @Proves("API-9-2")
    void nobodyAskedIsNobodyAwaited() {
        d.call("[\"ask\",[\"nobody-" + red + "\"],5000,\"who?\"]", "[{\"answers\":[],\"timedOut\":false}]");
    }

    @Test
    @DiffersFromReference("waits for it until the timeout")
    @Proves("API-9-5")
    void aSocketThatLeavesIsNoLongerAwaited() {
        d.socket.send("42/rooms,0[\"ask\",[\"" + red + "\"],9000,\"who?\"]");
        a.answer(a.question("\"who?\""), "\"a\"");
        c.question("\"who?\"");
        c.close();
        d.socket.expect("43/rooms,0[{\"answers\":[\"a\"],\"timedOut\":false}]");
    }

    @Test
    @Proves("API-9-6")
    void oneSocketIsAsked() {
        d.socket.send("42/rooms,0[\"ask-one\",\"" + b.id + "\",5000,\"you?\"]");
        b.answer(b.question("\"you?\""), "\"me\"");
        d.socket.expect("43/rooms,0[\"me\"]");
    }

    @Test
    @Proves({"API-6-3", "API-9-6"})
    void oneSocketIsAskedInVain() {
        d.socket.send("42/rooms,0[\"ask-one\",\"" + b.id + "\",200,\"you?\"]");
        b.question("\"you?\"");
        d.socket.expect("43/rooms,0[\"operation has timed out\"]");
    }

    @Test
    @Proves("API-8-1")
    void aVolatileEventReachesWhoCanTakeIt() {
        d.call("[\"others-volatile\",[\"" + red + "\"],1]", "[]");
        assertReaches(a, c);
    }

    @Test
    @Proves("API-8-2")
    void aVolatileEventIsLostOnAClientThatDoesNotPoll() {
        Polling deaf = Polling.open(target, Variant.DEFAULTS);
        deaf.join("/rooms");
        deaf.send("42/rooms,0[\"join\",\"" + red + "\"]");
        deaf.expect("43/rooms,0[]");

        d.call("[\"others-volatile\",[\"" + red + "\"],1]", "[]");
        d.call("[\"to\",[\"" + red + "\"],2]", "[]");

        deaf.expectPoll("42/rooms,[\"msg\",2]");
        assertThat(deaf.post("1").body()).isEqualTo("ok");
    }

    @Test
    @Proves("API-7-10")
    void broadcastsOfOneClientKeepTheirOrderOverEachTransport() {
        Polling polling = Polling.open(target, Variant.DEFAULTS);
        polling.join("/rooms");
        polling.send("42/rooms,0[\"join\",\"" + red + "\"]");
        polling.expect("43/rooms,0[]");
        for (int i = 0; i < 200; i++) {
            d.socket.send("42/rooms,[\"to\",[\"" + red + "\"]," + i + "]");
        }
        for (int i = 0; i < 200; i++) {
            a.expectMessage(String.valueOf(i));
            polling.expect("42/rooms,[\"msg\"," + i + "]");
        }
    }
}
