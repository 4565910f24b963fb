// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** The reference's Admin UI, on one more node, which it instruments; the others know nothing of it. */
@EveryMode
class AdminIT {
    private static final JsonValue NAMESPACE = Values.of("/cluster");

    private final Cluster cluster;
    private final String room = "room-" + UUID.randomUUID();
    private static Member instrumented;
    private Party party;

    AdminIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeParameterizedClassInvocation
    static void join(Cluster cluster) {
        cluster.up();
        instrumented =
                ReferenceServer.joinInstrumented(cluster.mode, cluster.redis().uri());
        instrumented.awaitAnsweredBy(cluster.members().size());
    }

    @AfterParameterizedClassInvocation
    static void part() {
        instrumented.close();
    }

    @BeforeEach
    void enter() {
        party = new Party(cluster);
    }

    @AfterEach
    void leave() {
        party.close();
    }

    private void awaitFound(String room, Visitor... visitors) {
        cluster.awaitFound(Whom.in(room), visitors);
    }

    @Test
    @Proves({"CLU-6-1", "CLU-6-2"})
    void isShownTheSocketsOfAllNodes() {
        try (AdminUi ui = new AdminUi(instrumented)) {
            Map<String, JsonObject> shown = ui.sockets();
            for (Visitor visitor : party.all()) {
                JsonObject socket = shown.get(visitor.id());
                assertThat(socket.keySet()).containsExactlyInAnyOrder("id", "nsp", "data", "handshake", "rooms");
                assertThat(socket.get("nsp")).isEqualTo(NAMESPACE);
                assertThat(socket.get("data")).isEqualTo(JsonValue.EMPTY_JSON_OBJECT);
                assertHandshake(socket.getJsonObject("handshake"));
            }
            assertThat(rooms(shown.get(party.a.id()))).containsExactlyInAnyOrder(party.a.id(), party.red);
            assertThat(rooms(shown.get(party.b.id()))).containsExactlyInAnyOrder(party.b.id(), party.blue);
            assertThat(rooms(shown.get(party.c.id()))).containsExactlyInAnyOrder(party.c.id(), party.red, party.blue);
            assertThat(rooms(shown.get(party.d.id()))).containsExactly(party.d.id());
        }
    }

    private static List<String> rooms(JsonObject socket) {
        return socket.getJsonArray("rooms").getValuesAs(JsonString::getString);
    }

    private static void assertHandshake(JsonObject handshake) {
        assertThat(handshake.keySet())
                .containsExactlyInAnyOrder("address", "headers", "query", "issued", "secure", "time", "url", "xdomain");
        assertThat(handshake.getString("address")).endsWith("127.0.0.1");
        assertThat(handshake.getJsonObject("headers").getString("user-agent")).startsWith("Java-http-client/");
        assertThat(handshake.getJsonObject("query").getString("transport")).isEqualTo("websocket");
        assertThat(handshake.getJsonNumber("issued").longValueExact()).isGreaterThan(1_700_000_000_000L);
        assertThat(handshake.getBoolean("secure")).isFalse();
        assertThat(handshake.getBoolean("xdomain")).isFalse();
        assertThat(handshake.getString("time")).isNotEmpty();
        assertThat(handshake.getString("url")).startsWith("/");
    }

    @Test
    @Proves("CLU-6-2")
    void isShownWhatTheApplicationAttaches() {
        JsonObject data = Values.parse(
                        "{\"name\":\"Ada\",\"_admin\":{\"clientId\":\"abcdefghijkl\",\"transport\":\"polling\"}}")
                .asJsonObject();
        for (Member where : cluster.members()) {
            try (Visitor visitor = where.enter(data);
                    AdminUi ui = new AdminUi(instrumented)) {
                JsonObject socket = ui.sockets().get(visitor.id());
                assertThat(socket.getString("clientId")).isEqualTo("abcdefghijkl");
                assertThat(socket.getString("transport")).isEqualTo("polling");
                assertThat(socket.get("data")).isEqualTo(Values.parse("{\"name\":\"Ada\"}"));
            }
        }
    }

    @Test
    @Proves("CLU-6-3")
    void attachesWhatTheOtherNodesFind() {
        try (Visitor visitor = instrumented.enter(room)) {
            for (Member from : cluster.members()) {
                JsonObject found =
                        from.run("fetch", Whom.in(room).json()).asJsonArray().getJsonObject(0);
                JsonObject attached = found.getJsonObject("data").getJsonObject("_admin");
                assertThat(found.getString("id")).isEqualTo(visitor.id());
                assertThat(attached.keySet()).containsExactlyInAnyOrder("clientId", "transport");
                assertThat(attached.getString("clientId")).hasSize(12);
                assertThat(attached.getString("transport")).isEqualTo("websocket");
            }
        }
    }

    @Test
    @Proves("CLU-6-4")
    void makesSocketsOfAnyNodeJoinAndLeave() {
        try (AdminUi ui = new AdminUi(instrumented)) {
            for (Visitor visitor : party.all()) {
                ui.press("join", NAMESPACE, Values.of(room), Values.of(visitor.id()));
            }
            awaitFound(room, party.a, party.b, party.c, party.d);
            ui.press("leave", NAMESPACE, Values.of(room), Values.of(party.a.id()));
            awaitFound(room, party.b, party.c, party.d);
            ui.press("leave", NAMESPACE, Values.of(room), Values.of(party.blue));
            awaitFound(room, party.d);
            ui.press("leave", NAMESPACE, Values.of(room));
            awaitFound(room);
        }
    }

    @Test
    @Proves("CLU-6-5")
    void disconnectsSocketsOfAnyNode() {
        try (AdminUi ui = new AdminUi(instrumented);
                Party other = new Party(cluster)) {
            for (Visitor visitor : party.all()) {
                ui.press("_disconnect", NAMESPACE, Values.of(false), Values.of(visitor.id()));
                assertThat(visitor.end()).isEqualTo("namespace");
            }
            ui.press("_disconnect", NAMESPACE, Values.of(true), Values.of(other.red));
            other.a.awaitClose();
            other.c.awaitClose();
            awaitFound(other.red);
            awaitFound(other.blue, other.b);
        }
    }

    @Test
    @Proves("CLU-6-6")
    void emitsToSocketsOfAllNodes() {
        try (AdminUi ui = new AdminUi(instrumented)) {
            JsonValue inRed = party.fresh("in red");
            ui.press("emit", NAMESPACE, Values.of(party.red), Values.of("msg"), inRed);
            assertThat(party.a.message()).isEqualTo(inRed);
            assertThat(party.c.message()).isEqualTo(inRed);
            JsonValue toAll = party.fresh("to all");
            ui.press("emit", NAMESPACE, JsonValue.NULL, Values.of("msg"), toAll);
            for (Visitor visitor : party.all()) {
                assertThat(visitor.message()).isEqualTo(toAll);
            }
        }
    }

    @Test
    @Proves("CLU-6-7")
    void isToldWhatAnyNodeDoesToSocketsOfTheInstrumentedServer() {
        try (AdminUi ui = new AdminUi(instrumented)) {
            for (Member from : cluster.members()) {
                try (Visitor visitor = instrumented.enter(room)) {
                    String later = "later-" + UUID.randomUUID();
                    JsonValue id = Values.of(visitor.id());
                    from.run("join", Whom.in(visitor.id()).json(), Values.array(later));
                    ui.awaitTold(
                            "room_joined",
                            event -> event.subList(1, 4).equals(List.of(NAMESPACE, Values.of(later), id)));
                    from.run("throw-out", Whom.in(visitor.id()).json(), Values.of(false));
                    ui.awaitTold(
                            "socket_disconnected",
                            event -> event.subList(1, 4)
                                    .equals(List.of(NAMESPACE, id, Values.of("server namespace disconnect"))));
                }
            }
        }
    }
}
