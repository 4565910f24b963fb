// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node learns about the sockets of others, and does with them. */
@EveryMode
class QueriesIT {
    private final Cluster cluster;
    private Party party;

    QueriesIT(Cluster cluster) {
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
    @Proves("CLU-3-1")
    void findSocketsOfAllNodes() {
        for (Member from : cluster.members()) {
            assertThat(from.ids(Whom.in(party.red))).isEqualTo(Visitor.ids(party.a, party.c));
            assertThat(from.ids(Whom.in(party.red, party.blue))).isEqualTo(Visitor.ids(party.a, party.b, party.c));
            assertThat(from.ids(Whom.in(party.red, party.blue).except(party.red)))
                    .isEqualTo(Visitor.ids(party.b));
            assertThat(from.ids(Whom.everybody())).isEqualTo(Visitor.ids(party.a, party.b, party.c, party.d));
            assertThat(from.ids(Whom.in("nobody"))).isEmpty();
        }
    }

    @Test
    @Proves("CLU-3-2")
    void findSocketsOfThisNodeWhenTheyAreToBeLocal() {
        assertThat(cluster.members().get(0).ids(Whom.everybody().onThisNode()))
                .isEqualTo(Visitor.ids(party.a, party.d));
        assertThat(cluster.members().get(2).ids(Whom.everybody().onThisNode())).isEqualTo(Visitor.ids(party.c));
    }

    @Test
    @Proves("CLU-3-3")
    void tellWhatASocketIs() {
        JsonObject data = Values.parse(
                        "{\"name\":\"Ada\",\"age\":36,\"_admin\":{\"clientId\":\"abc\",\"transport\":\"websocket\"}}")
                .asJsonObject();
        for (Member where : cluster.members()) {
            String room = "room-" + UUID.randomUUID();
            try (Visitor visitor = where.enter(data, room, "other")) {
                for (Member from : cluster.members()) {
                    JsonObject found = from.run("fetch", Whom.in(room).json())
                            .asJsonArray()
                            .getJsonObject(0);
                    assertThat(found.getString("id")).isEqualTo(visitor.id());
                    assertThat(found.getJsonArray("rooms")).isEqualTo(Values.array("other", room));
                    assertThat(found.getJsonObject("data")).isEqualTo(data);
                    assertHandshake(found.getJsonObject("handshake"), data, room);
                }
            }
        }
    }

    private static void assertHandshake(JsonObject handshake, JsonObject data, String room) {
        assertThat(handshake.getJsonObject("headers").getString("user-agent")).startsWith("Java-http-client/");
        assertThat(handshake.getJsonObject("query").getString("transport")).isEqualTo("websocket");
        assertThat(handshake.getJsonObject("query").getString("visit")).isEqualTo("1");
        assertThat(handshake.getJsonObject("auth").getJsonObject("data")).isEqualTo(data);
        assertThat(handshake.getJsonObject("auth").getJsonArray("rooms")).isEqualTo(Values.array(room, "other"));
        assertThat(handshake.getString("address")).endsWith("127.0.0.1");
        assertThat(handshake.getString("url")).contains("/socket.io/?EIO=4&transport=websocket");
        assertThat(handshake.getBoolean("secure")).isFalse();
        assertThat(handshake.getBoolean("xdomain")).isFalse();
        assertThat(handshake.getJsonNumber("issued").longValueExact()).isGreaterThan(1_700_000_000_000L);
    }

    @Test
    @Proves("CLU-3-4")
    void makeSocketsJoinAndLeave() {
        for (Member from : cluster.members()) {
            String room = "room-" + UUID.randomUUID();
            from.run("join", Whom.in(party.red, party.d.id()).json(), Values.array(room, room + "2"));
            cluster.awaitFound(Whom.in(room), party.a, party.c, party.d);
            cluster.awaitFound(Whom.in(room + "2"), party.a, party.c, party.d);
            from.run("leave", Whom.in(room).except(party.a.id()).json(), Values.array(room));
            cluster.awaitFound(Whom.in(room), party.a);
        }
    }

    @Test
    @Proves("CLU-3-5")
    void makeSocketsLeaveTheNamespace() {
        for (Member from : cluster.members()) {
            try (Party other = new Party(cluster)) {
                from.run("throw-out", Whom.in(other.red).json(), Values.of(false));
                assertThat(other.a.end()).isEqualTo("namespace");
                assertThat(other.c.end()).isEqualTo("namespace");
                cluster.awaitFound(Whom.in(other.red));
                cluster.awaitFound(Whom.in(other.blue), other.b);
            }
        }
    }

    @Test
    @Proves("CLU-3-6")
    void closeConnections() {
        for (Member from : cluster.members()) {
            try (Party other = new Party(cluster)) {
                from.run("throw-out", Whom.in(other.blue).json(), Values.of(true));
                other.b.awaitClose();
                other.c.awaitClose();
                assertThat(other.a.hasEnded()).isFalse();
            }
        }
    }

    @Test
    @Proves("CLU-3-7")
    void letASocketElsewhereBeSpokenTo() {
        for (Member from : cluster.members()) {
            for (Visitor visitor : party.all()) {
                JsonValue payload = party.fresh("to one");
                from.run("send-one", Values.of(visitor.id()), payload);
                assertThat(visitor.message()).isEqualTo(payload);

                var answer = from.control().asked("ask-one", Values.of(visitor.id()), Values.of("you?"));
                Visitor.Event question = visitor.next();
                assertThat(question.arguments()).isEqualTo(Values.array("question", "you?"));
                visitor.answer(question, Values.of("me"));
                assertThat(answer.join()).isEqualTo(Values.of("me"));
            }
        }
    }
}
