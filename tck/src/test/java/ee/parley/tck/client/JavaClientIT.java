// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.client;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.Polling;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java client, over polling, over WebSocket, and with an upgrade. */
@EveryTarget
@Proves("CLI-1-2")
@Tag("client")
class JavaClientIT {
    /** Which transports the client uses. */
    enum Mode {
        POLLING,
        WEBSOCKET,
        UPGRADE;

        String[] transports() {
            return switch (this) {
                case POLLING -> new String[] {Polling.NAME};
                case WEBSOCKET -> new String[] {WebSocket.NAME};
                case UPGRADE -> new String[] {Polling.NAME, WebSocket.NAME};
            };
        }
    }

    private final URI uri;
    private final URI hasty;

    JavaClientIT(Target target) {
        this.uri = target.uri(Variant.DEFAULTS);
        this.hasty = target.uri(Variant.HASTY);
    }

    private static IO.Options options(Mode mode, Map<String, String> auth) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.transports = mode.transports();
        options.reconnectionDelay = 10;
        options.reconnectionDelayMax = 50;
        options.auth = auth;
        return options;
    }

    private Client connected(Mode mode, String namespace) {
        return Client.connected(uri, namespace, options(mode, Map.of()));
    }

    private Client watched(Mode mode, String marker) {
        return Client.connected(uri, "/lifecycle", options(mode, Map.of("marker", marker)));
    }

    private String seen(String marker, int count) {
        try (Client probe = connected(Mode.WEBSOCKET, "/probe")) {
            return probe.ask("await-seen", marker, count).toString();
        }
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-2-1", "CLI-2-2"})
    void connectsWithCredentials(Mode mode) throws JSONException {
        try (Client client = Client.connected(uri, "/auth", options(mode, Map.of("token", "secret", "user", "ada")))) {
            assertThat(client.socket.id()).matches("[A-Za-z0-9_-]{20}");
            JSONObject credentials = (JSONObject) client.ask("credentials");
            assertThat(credentials.getString("user")).isEqualTo("ada");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-2-4", "CLI-2-5"})
    void isRefusedWithData(Mode mode) throws JSONException {
        try (Client client = Client.on(uri, "/auth", options(mode, Map.of("token", "guess")))) {
            client.socket.connect();
            JSONObject refusal = (JSONObject) client.await(Socket.EVENT_CONNECT_ERROR);
            assertThat(refusal.getString("message")).isEqualTo("not authorized");
            assertThat(refusal.getJSONObject("data").getString("reason")).isEqualTo("wrong token");
            assertThat(client.socket.connected()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-2-6")
    void isRefusedAnUnknownNamespace(Mode mode) throws JSONException {
        try (Client client = Client.on(uri, "/nowhere", options(mode, Map.of()))) {
            client.socket.connect();
            JSONObject refusal = (JSONObject) client.await(Socket.EVENT_CONNECT_ERROR);
            assertThat(refusal.getString("message")).isEqualTo("Invalid namespace");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-3-1", "CLI-3-5"})
    void emitsAndHearsEvents(Mode mode) throws JSONException {
        try (Client client = connected(mode, "/echo").hearing("back").hearing("tick")) {
            for (Object value : List.of("text", 1, 1.5, true)) {
                client.socket.emit("back", value);
                assertThat(client.await("back")).isEqualTo(value);
            }
            client.socket.emit("back", JSONObject.NULL);
            assertThat(client.await("back")).isNull();
            client.socket.emit("back", new JSONObject().put("a", new JSONArray(List.of(1, "two"))));
            assertThat(client.await("back")).hasToString("{\"a\":[1,\"two\"]}");
            client.socket.emit("burst", 200);
            for (int i = 0; i < 200; i++) {
                assertThat(client.await("tick")).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-4-1")
    void isAnswered(Mode mode) {
        try (Client client = connected(mode, "/echo")) {
            assertThat(client.ask("value", "x")).isEqualTo("x");
            assertThat(client.ask("later", 7)).isEqualTo(7);
            assertThat(client.ask("ack", "y")).isEqualTo("y");
            assertThat(client.ask("nothing")).isEqualTo("nothing");
            assertThat(client.askAll("several", 1, "two")).containsExactly(1, "two");
            assertThat(client.askWithin(5000, "value", "in time")).isEqualTo("in time");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-4-4")
    void isNotAnsweredInTime(Mode mode) {
        String key = fresh();
        try (Client probe = connected(Mode.WEBSOCKET, "/probe")) {
            probe.ask("release", key);
            try (Client client = Client.connected(uri, "/slow", options(mode, Map.of("key", key)))) {
                String latch = fresh();
                assertThat(client.askWithin(200, "block", latch)).isEqualTo("timeout");
                probe.ask("release", latch);
                client.answering("question", question -> question + "!");
                assertThat(client.ask("wait-for-me", "hello")).isEqualTo("you said hello!");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-4-3")
    void answers(Mode mode) {
        try (Client client = connected(mode, "/echo")) {
            client.answering("question", question -> "you asked " + question);
            assertThat(client.ask("ask", "why")).isEqualTo("you asked why");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-3-4", "CLI-4-3"})
    void sendsAndReceivesBytes(Mode mode) throws JSONException {
        try (Client client = connected(mode, "/echo").hearing("back")) {
            byte[] bytes = {1, 2, 3, 0, -1};
            assertThat((byte[]) client.ask("bytes", bytes)).containsExactly(bytes);
            Object[] mixed = client.askAll("mixed", "name", bytes, new byte[] {9});
            assertThat(mixed[0]).isEqualTo("name");
            assertThat((byte[]) mixed[1]).containsExactly(bytes);
            assertThat((byte[]) mixed[2]).containsExactly(9);

            JSONObject document = new JSONObject()
                    .put("name", "n")
                    .put("content", bytes)
                    .put("parts", new JSONArray(List.of(new byte[] {7}, new byte[] {8, 9})));
            client.socket.emit("back-document", document);
            JSONObject back = (JSONObject) client.await("back");
            assertThat((byte[]) back.get("content")).containsExactly(bytes);
            assertThat((byte[]) back.getJSONArray("parts").get(1)).containsExactly(8, 9);

            client.answering("question", question -> new byte[] {((byte[]) question)[0], 42});
            assertThat((byte[]) client.ask("ask-bytes", new byte[] {5})).containsExactly(5, 42);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-2-7", "CLI-6-1"})
    void usesSeveralNamespacesOverOneConnection(Mode mode) {
        try (Client echo = connected(mode, "/echo");
                Client rooms = echo.beside("/rooms", Map.of());
                Client main = echo.beside("/", Map.of())) {
            assertThat(echo.ask("value", 1)).isEqualTo(1);
            assertThat(main.ask("echo", 2)).isEqualTo(2);
            assertThat(rooms.ask("rooms")).hasToString("[]");
            rooms.socket.disconnect();
            assertThat(echo.ask("value", 3)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-5-1")
    void broadcastsToTheOthersInARoom(Mode mode) {
        String room = fresh();
        try (Client a = connected(mode, "/rooms").hearing("msg");
                Client b = connected(mode, "/rooms").hearing("msg");
                Client c = connected(mode, "/rooms").hearing("msg")) {
            a.ask("join", room);
            b.ask("join", room);
            JSONArray rooms = new JSONArray(List.of(room));
            a.ask("to-others", rooms, "others");
            a.ask("to", rooms, "all");
            a.ask("to", new JSONArray(List.of(c.socket.id())), "one");

            assertThat(a.await("msg")).isEqualTo("all");
            assertThat(b.await("msg")).isEqualTo("others");
            assertThat(b.await("msg")).isEqualTo("all");
            assertThat(c.await("msg")).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-6-1", "CLI-6-5"})
    void disconnects(Mode mode) {
        String marker = fresh();
        try (Client client = watched(mode, marker)) {
            client.socket.disconnect();
            assertThat(client.await(Socket.EVENT_DISCONNECT)).isEqualTo("io client disconnect");
        }
        assertThat(seen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: client namespace disconnect\"]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-6-2", "CLI-6-5"})
    void isDisconnected(Mode mode) {
        String marker = fresh();
        try (Client client = watched(mode, marker)) {
            client.socket.emit("leave");
            assertThat(client.await(Socket.EVENT_DISCONNECT)).isEqualTo("io server disconnect");
        }
        assertThat(seen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: server namespace disconnect\"]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"CLI-6-3", "CLI-6-5"})
    void isDisconnectedAndItsConnectionClosed(Mode mode) {
        String marker = fresh();
        try (Client client = watched(mode, marker)) {
            client.socket.emit("close");
            assertThat(client.await(Socket.EVENT_DISCONNECT)).isEqualTo("io server disconnect");
        }
        assertThat(seen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: server namespace disconnect\"]");
    }

    /**
     * Over WebSocket this client does not follow the server's close frame, so that it is the missing ping that tells it: hence
     * the variant with short times.
     */
    @ParameterizedTest
    @EnumSource
    @Proves("CLI-7-1")
    void reconnectsWhenTheServerDropsTheConnection(Mode mode) throws InterruptedException {
        String marker = fresh();
        BlockingQueue<Object> attempts = new LinkedBlockingQueue<>();
        try (Client client = Client.connected(hasty, "/lifecycle", options(mode, Map.of("marker", marker)))) {
            String before = client.socket.id();
            client.manager().on(Manager.EVENT_RECONNECT, arguments -> attempts.add(arguments[0]));
            // One attachment more than a packet may have.
            client.socket.emit(
                    "note", Stream.generate(() -> new byte[1]).limit(11).toArray());
            assertThat(client.await(Socket.EVENT_DISCONNECT))
                    .isIn("transport close", "transport error", "ping timeout");
            client.await(Socket.EVENT_CONNECT);
            assertThat(client.socket.id()).isNotEqualTo(before);
            assertThat(attempts.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
        try (Client probe = Client.connected(hasty, "/probe", options(Mode.WEBSOCKET, Map.of()))) {
            assertThat(probe.ask("await-seen", marker, 3))
                    .asString()
                    .startsWith("[\"connect\",\"disconnect: forced close\",\"connect\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-3-7")
    void sendsAndReceivesMuch(Mode mode) {
        String text = "\u20ac" + "x".repeat(200_000);
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        try (Client client = connected(mode, "/echo")) {
            assertThat(client.ask("value", text)).isEqualTo(text);
            assertThat((byte[]) client.ask("bytes", bytes)).containsExactly(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-4-6")
    void isAnsweredAThousandTimesInOrder(Mode mode) throws InterruptedException {
        BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        try (Client client = connected(mode, "/echo")) {
            for (int i = 0; i < 1000; i++) {
                client.socket.emit("value", new Object[] {i}, answer -> answers.add(answer[0]));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CLI-3-3")
    void sendsAndReceivesAnyText(Mode mode) {
        try (Client client = connected(mode, "/echo")) {
            for (String text :
                    List.of("\ud83d\ude00", "e\u0301", "\u2028\u2029", "\u0001\u001e", "\"\\/\n\t", "\u0627")) {
                assertThat(client.ask("value", text)).isEqualTo(text);
            }
        }
    }
}
