// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.AckTimeoutException;
import ee.parley.BroadcastOperator;
import ee.parley.ClusterHealth;
import ee.parley.Handshake;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnEvent;
import ee.parley.RemoteSocket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the TCK does with a node of a cluster. */
@SocketNamespace("/control")
public class ClusterControl {
    @Inject
    @InNamespace("/cluster")
    Namespace cluster;

    @Inject
    SocketServer server;

    private final List<JsonValue> heard = new CopyOnWriteArrayList<>();

    void listen(@Observes SocketServer started) {
        cluster.onServerSideEvent("said", event -> heard.add(event.argument(0, JsonValue.class)));
        cluster.onServerSideEvent("asked", event -> event.argument(0, String.class) + " heard");
    }

    /** Those whom a command is for. */
    public record Whom(List<String> rooms, List<String> except, boolean dispensable, boolean local) {
        BroadcastOperator in(Namespace namespace) {
            BroadcastOperator operator = namespace.except(except.toArray(String[]::new));
            if (!rooms.isEmpty()) {
                operator = operator.to(rooms.toArray(String[]::new));
            }
            if (dispensable) {
                operator = operator.asVolatile();
            }
            return local ? operator.local() : operator;
        }
    }

    @OnEvent("emit")
    void emit(Whom whom, Object payload) {
        whom.in(cluster).emit("msg", payload);
    }

    /** The answers to a question, and whether some are missing. */
    public record Answers(List<String> answers, boolean timedOut) {}

    private static CompletionStage<Answers> collected(CompletionStage<List<String>> asked) {
        return asked.thenApply(answers -> new Answers(sorted(answers), false)).exceptionally(failure -> {
            if (failure.getCause() instanceof AckTimeoutException timeout) {
                return new Answers(
                        sorted(timeout.responses().stream()
                                .map(String.class::cast)
                                .toList()),
                        true);
            }
            throw new CompletionException(failure);
        });
    }

    private static List<String> sorted(List<String> answers) {
        return answers.stream().sorted().toList();
    }

    @OnEvent("ask")
    CompletionStage<Answers> ask(Whom whom, long timeout, String question) {
        return collected(
                whom.in(cluster).timeout(Duration.ofMillis(timeout)).emitWithAck(String.class, "question", question));
    }

    /** A socket, as the reference describes it. */
    public record Found(String id, List<String> rooms, Map<String, Object> data, Greeting handshake) {
        static Found of(RemoteSocket socket) {
            List<String> rooms = socket.rooms().stream()
                    .filter(room -> !room.equals(socket.id()))
                    .sorted()
                    .toList();
            return new Found(socket.id(), rooms, socket.data().toMap(), Greeting.of(socket.handshake()));
        }
    }

    /** The handshake of a socket. */
    public record Greeting(
            Map<String, String> headers,
            Map<String, String> query,
            JsonObject auth,
            long issued,
            String address,
            boolean secure,
            boolean xdomain,
            String url) {
        static Greeting of(Handshake handshake) {
            Map<String, String> headers = new TreeMap<>();
            handshake
                    .headers()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            return new Greeting(
                    headers,
                    handshake.query(),
                    handshake.auth(),
                    handshake.issued().toEpochMilli(),
                    handshake.address(),
                    handshake.secure(),
                    handshake.crossDomain(),
                    handshake.url());
        }
    }

    @OnEvent("fetch")
    CompletionStage<List<Found>> fetch(Whom whom) {
        return whom.in(cluster)
                .fetchSockets()
                .thenApply(found -> found.stream().map(Found::of).toList());
    }

    @OnEvent("join")
    CompletionStage<Void> join(Whom whom, List<String> rooms) {
        return whom.in(cluster).socketsJoin(rooms.toArray(String[]::new));
    }

    @OnEvent("leave")
    CompletionStage<Void> leave(Whom whom, List<String> rooms) {
        return whom.in(cluster).socketsLeave(rooms.toArray(String[]::new));
    }

    @OnEvent("throw-out")
    CompletionStage<Void> throwOut(Whom whom, boolean close) {
        return whom.in(cluster).disconnectSockets(close);
    }

    @OnEvent("say")
    void say(JsonValue value) {
        cluster.serverSideEmit("said", value);
    }

    @OnEvent("ask-servers")
    CompletionStage<Answers> askServers(String value) {
        return collected(cluster.serverSideEmitWithAck(String.class, "asked", value));
    }

    @OnEvent("heard")
    List<JsonValue> heard() {
        return heard;
    }

    private CompletionStage<RemoteSocket> one(String id) {
        return cluster.in(id).fetchSockets().thenApply(found -> found.get(0));
    }

    @OnEvent("send-one")
    CompletionStage<Void> sendOne(String id, JsonValue payload) {
        return one(id).thenAccept(socket -> socket.emit("msg", payload));
    }

    @OnEvent("ask-one")
    CompletionStage<String> askOne(String id, String question) {
        return one(id).thenCompose(socket ->
                socket.timeout(Duration.ofSeconds(5)).emitWithAck(String.class, "question", question));
    }

    @OnEvent("count")
    CompletionStage<Integer> count(Whom whom) {
        return whom.in(cluster).countSockets();
    }

    @OnEvent("count-rooms")
    CompletionStage<Map<String, Integer>> countRooms() {
        return cluster.countRooms();
    }

    /** How the node's connection to the others is. */
    public record Health(boolean connected, long lost, long malformed) {}

    @OnEvent("health")
    Health health() {
        ClusterHealth health = server.clusterHealth().orElseThrow();
        return new Health(health.connected(), health.lost(), health.malformed());
    }
}
