// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.Emitter;
import ee.parley.redis.RedisAdapter;
import ee.parley.redis.RedisMode;
import ee.parley.tck.audit.Proves;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs that are no servers: the emitter of the reference, and ours. */
@EveryMode
class EmittersIT {
    private final Cluster cluster;
    private Party party;

    EmittersIT(Cluster cluster) {
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
    @Proves("CLU-4-1")
    void ofTheReferenceReachesAllNodes() {
        assumeTrue(cluster.mode == Mode.CLASSIC, "skipped: the emitter of the reference knows the classic format only");
        Member program = cluster.members().get(2);
        JsonValue payload = party.fresh("from the program");
        program.run("emitter-emit", Whom.in(party.red).except(party.blue).json(), payload);
        assertReached(payload, party.a);
        program.run("emitter-join", Whom.in(party.d.id()).json(), Values.array("later"));
        Await.until("D has joined", () -> count("later") == 1);
        program.run("emitter-leave", Whom.in(party.d.id()).json(), Values.array("later"));
        Await.until("D has left", () -> count("later") == 0);
        program.run("emitter-throw-out", Whom.in(party.blue).json(), Values.of(false));
        assertThat(party.b.end() + party.c.end()).isEqualTo("namespacenamespace");
    }

    @Test
    @Proves("CLU-4-2")
    void ofOursReachesAllNodes() {
        try (Emitter program =
                Emitter.connect(RedisAdapter.builder(cluster.url()).mode(RedisMode.valueOf(cluster.mode.name())))) {
            Emitter emitter = program.of("/cluster");
            emitter.to(party.red).except(party.blue).emit("msg", "in red");
            assertReached(Values.of("in red"), party.a);
            emitter.emit("msg", "to all");
            assertReached(Values.of("to all"), party.a, party.b, party.c, party.d);
            emitter.to(party.blue).emit("msg", new byte[] {1, 2});
            assertThat(party.b.next().attachments().get(0)).isEqualTo(new byte[] {1, 2});
            assertThat(party.c.next().attachments().get(0)).isEqualTo(new byte[] {1, 2});
            emitter.in(party.d.id()).socketsJoin("later");
            Await.until("D has joined", () -> count("later") == 1);
            emitter.in(party.d.id()).socketsLeave("later");
            Await.until("D has left", () -> count("later") == 0);
            String said = "said by a program " + party.d.id();
            emitter.serverSideEmit("said", said);
            for (Member member : cluster.members()) {
                Await.until(
                        member + " hears it",
                        () -> member.run("heard").asJsonArray().contains(Values.of(said)));
            }
            emitter.in(party.blue).disconnectSockets(false);
            assertThat(party.b.end() + party.c.end()).isEqualTo("namespacenamespace");
        }
    }

    /** How many sockets of all nodes are in a room. */
    private int count(String room) {
        return cluster.members()
                .get(0)
                .run("fetch", Whom.in(room).json())
                .asJsonArray()
                .size();
    }

    /** Each receives it once, and nobody else. */
    private void assertReached(JsonValue payload, Visitor... reached) {
        for (Visitor visitor : reached) {
            assertThat(visitor.message()).isEqualTo(payload);
        }
        party.assertReached(cluster.members().get(0), payload);
    }
}
