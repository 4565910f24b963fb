// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a broadcast reaches, from whichever node it comes. */
@EveryMode
class BroadcastIT {
    private final Cluster cluster;
    private Party party;

    BroadcastIT(Cluster cluster) {
        this.cluster = cluster.up();
    }

    @BeforeEach
    void enter() {
        party = new Party(cluster);
    }

    @AfterEach
    void leave() {
        party.close();
    }

    @Test
    @Proves("CLU-1-1")
    void reachesARoomOnEachNode() {
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.in(party.red), party.a, party.c);
        }
    }

    @Test
    @Proves("CLU-1-2")
    void reachesSeveralRoomsEachSocketOnce() {
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.in(party.red, party.blue), party.a, party.b, party.c);
        }
    }

    @Test
    @Proves("CLU-1-3")
    void reachesEverybody() {
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.everybody(), party.a, party.b, party.c, party.d);
        }
    }

    @Test
    @Proves("CLU-1-4")
    void reachesOneSocketByItsId() {
        for (Member from : cluster.members()) {
            for (Visitor visitor : party.all()) {
                party.assertReaches(from, Whom.in(visitor.id()), visitor);
            }
        }
    }

    @Test
    @Proves("CLU-1-5")
    void leavesOutRoomsAndSockets() {
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.in(party.red).except(party.blue), party.a);
            party.assertReaches(from, Whom.everybody().except(party.red), party.b, party.d);
            party.assertReaches(from, Whom.in(party.blue).except(party.b.id()), party.c);
        }
    }

    @Test
    @Proves("CLU-1-6")
    void staysOnItsNodeWhenItIsToBeLocal() {
        List<Member> members = cluster.members();
        party.assertReaches(members.get(0), Whom.in(party.red).onThisNode(), party.a);
        party.assertReaches(members.get(1), Whom.everybody().onThisNode(), party.b);
        party.assertReaches(members.get(2), Whom.everybody().onThisNode(), party.c);
    }

    @Test
    @Proves("CLU-1-7")
    void reachesWhoCanTakeItWhenItIsVolatile() {
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.in(party.red, party.blue).asVolatile(), party.a, party.b, party.c);
        }
    }

    @Test
    @Proves("CLU-1-8")
    void ofAClientReachesAllButThatClient() {
        JsonValue payload = party.fresh("from C");
        party.c.ask("to-others", Values.array(party.red, party.blue), payload);
        party.assertReached(cluster.members().get(2), payload, party.a, party.b);
    }

    @Test
    @Proves("CLU-1-9")
    void carriesBytes() {
        byte[] bytes = {0, 1, 2, (byte) 0xff, '"', '{'};
        for (Member from : cluster.members()) {
            from.control().emit("emit", Whom.in(party.red, party.blue).json(), bytes);
            for (Visitor visitor : List.of(party.a, party.b, party.c)) {
                Visitor.Event event = visitor.next();
                assertThat(event.name()).isEqualTo("msg");
                assertThat(event.attachments()).hasSize(1);
                assertThat(event.attachments().get(0)).isEqualTo(bytes);
            }
        }
    }

    @Test
    @Proves("CLU-1-10")
    void carriesEachKindOfValue() {
        JsonValue value =
                Values.parse("{\"text\":\"\\u20ac \\ud83d\\ude00 \\u0000\",\"whole\":-7,\"large\":9007199254740991,"
                        + "\"fraction\":0.1,\"nothing\":null,\"yes\":true,\"list\":[[],{},\"\"]}");
        for (Member from : cluster.members()) {
            from.emit(Whom.in(party.red, party.blue), value);
            party.assertReached(from, value, party.a, party.b, party.c);
        }
    }

    @Test
    @Proves("CLU-1-11")
    void keepsItsOrder() {
        for (Member from : cluster.members()) {
            for (int i = 0; i < 200; i++) {
                from.control().emit("emit", Whom.in(party.red).json(), Values.of(i));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(party.a.message()).isEqualTo(Values.of(i));
                assertThat(party.c.message()).isEqualTo(Values.of(i));
            }
        }
    }

    @Test
    @Proves("CLU-2-1")
    void isAnsweredByAll() {
        for (Member from : cluster.members()) {
            var answers = from.control()
                    .asked("ask", Whom.in(party.red, party.blue).json(), Values.of(5000), Values.of("who?"));
            for (Visitor visitor : List.of(party.a, party.b, party.c)) {
                Visitor.Event question = visitor.next();
                assertThat(question.arguments()).isEqualTo(Values.array("question", "who?"));
                visitor.answer(question, Values.of(visitor.id()));
            }
            assertThat(answers.join()).isEqualTo(answers(false, party.a, party.b, party.c));
        }
    }

    @Test
    @Proves("CLU-2-2")
    void isAnsweredByThoseWhoDoInTime() {
        for (Member from : cluster.members()) {
            var answers = from.control().asked("ask", Whom.in(party.red).json(), Values.of(500), Values.of("who?"));
            Visitor.Event question = party.c.next();
            party.c.answer(question, Values.of(party.c.id()));
            assertThat(answers.join()).isEqualTo(answers(true, party.c));
            assertThat(party.a.next().name()).isEqualTo("question");
        }
    }

    @Test
    @Proves("CLU-2-3")
    void isAnsweredByNobodyWhereNobodyIs() {
        for (Member from : cluster.members()) {
            assertThat(from.run("ask", Whom.in("nobody").json(), Values.of(5000), Values.of("who?")))
                    .isEqualTo(answers(false));
        }
    }

    private static JsonObject answers(boolean timedOut, Visitor... answered) {
        return Values.answers(Stream.of(answered).map(Visitor::id).sorted().toList(), timedOut);
    }
}
