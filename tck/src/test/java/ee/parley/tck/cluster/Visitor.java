// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client in one namespace of one node: packets over a WebSocket, pongs by itself, events kept until they are asked for. A
 * message is {@code ["msg",<payload>]}. What is awaited is awaited ten seconds at most.
 */
final class Visitor implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long BOUND_SECONDS = 10;
    private static final Pattern PACKET =
            Pattern.compile("4([0-6])(?:(\\d+)-)?(?:(/[^,]*),)?(\\d*)(.*)", Pattern.DOTALL);

    private final String namespace;
    private final CompletableFuture<JsonObject> admitted = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Integer, CompletableFuture<JsonArray>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger nextAck = new AtomicInteger();
    private CompletableFuture<WebSocket> sending;

    /** An event, its name the first argument. */
    record Event(JsonArray arguments, List<byte[]> attachments, String ackId) {
        String name() {
            return arguments.getString(0);
        }

        JsonValue payload() {
            return arguments.get(1);
        }
    }

    private Visitor(URI node, String namespace, JsonObject auth, String caller) {
        this.namespace = namespace;
        URI uri =
                URI.create(node.toString().replaceFirst("http", "ws") + "socket.io/?EIO=4&transport=websocket&visit=1");
        WebSocket.Builder opening = HTTP.newWebSocketBuilder();
        if (!caller.isEmpty()) {
            opening.header("Authorization", "Bearer " + caller);
        }
        sending = opening.buildAsync(uri, new Incoming());
        send("40" + namespace + "," + auth);
    }

    /** Enters a namespace; refused, it fails. */
    static Visitor enter(URI node, String namespace, JsonObject auth) {
        return enter(node, namespace, auth, "");
    }

    /** As the other, as somebody ({@code name:role}), or as nobody when that is empty. */
    static Visitor enter(URI node, String namespace, JsonObject auth, String caller) {
        Visitor visitor = new Visitor(node, namespace, auth, caller);
        visitor.admission();
        return visitor;
    }

    private JsonObject admission() {
        return bounded(admitted);
    }

    String id() {
        return admission().getString("sid");
    }

    static Set<String> ids(Visitor... visitors) {
        return Stream.of(visitors).map(Visitor::id).collect(Collectors.toSet());
    }

    /** What it may be recovered by; empty when it may not. */
    String privateId() {
        return admission().getString("pid", "");
    }

    private synchronized void send(String text) {
        sending = sending.thenCompose(socket -> socket.sendText(text, true));
    }

    private synchronized void send(byte[] bytes) {
        sending = sending.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    void emit(String event, JsonValue... arguments) {
        send("42" + namespace + "," + array(event, arguments));
    }

    /** Emits an event and returns the first argument of its acknowledgement. */
    JsonValue ask(String event, JsonValue... arguments) {
        return bounded(asked(event, arguments));
    }

    CompletableFuture<JsonValue> asked(String event, JsonValue... arguments) {
        int id = nextAck.getAndIncrement();
        CompletableFuture<JsonArray> answer = new CompletableFuture<>();
        answers.put(id, answer);
        send("42" + namespace + "," + id + array(event, arguments));
        return answer.thenApply(arguments1 -> arguments1.isEmpty() ? JsonValue.NULL : arguments1.get(0));
    }

    /** Emits an event with bytes as its last argument. */
    void emit(String event, JsonValue first, byte[] bytes) {
        JsonObject placeholder = Json.createObjectBuilder()
                .add("_placeholder", true)
                .add("num", 0)
                .build();
        send("451-" + namespace + "," + array(event, first, placeholder));
        send(bytes);
    }

    void answer(Event question, JsonValue answer) {
        send("43" + namespace + "," + question.ackId()
                + Json.createArrayBuilder().add(answer).build());
    }

    private static JsonArray array(String event, JsonValue... arguments) {
        JsonArrayBuilder array = Json.createArrayBuilder().add(event);
        List.of(arguments).forEach(array::add);
        return array.build();
    }

    /** Returns the next event. */
    Event next() {
        try {
            Event event = events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
            assertThat(event)
                    .as("an event within %d s, for %s", BOUND_SECONDS, this)
                    .isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Returns the payload of the next event, which must be a message. */
    JsonValue message() {
        Event event = next();
        assertThat(event.name()).isEqualTo("msg");
        return event.payload();
    }

    /** Returns the payloads of the messages up to one, which is dropped. */
    List<JsonValue> messagesUntil(JsonValue last) {
        List<JsonValue> payloads = new ArrayList<>();
        for (JsonValue payload = message(); !payload.equals(last); payload = message()) {
            payloads.add(payload);
        }
        return payloads;
    }

    /** Returns what has come so far, and was not asked for yet. */
    List<Event> arrived() {
        List<Event> all = new ArrayList<>();
        events.drainTo(all);
        return all;
    }

    /** Returns how it ended: {@code namespace} or {@code connection}, whichever came first. */
    String end() {
        return bounded(ended);
    }

    /** Returns when the connection is closed, too. */
    void awaitClose() {
        bounded(closed);
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    private static <T> T bounded(CompletableFuture<T> future) {
        try {
            return future.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + BOUND_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Leaves without a word. */
    @Override
    public synchronized void close() {
        sending = sending.whenComplete((socket, failure) -> {
            if (socket != null) {
                socket.abort();
            }
        });
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final List<byte[]> attachments = new ArrayList<>();
        private Matcher waiting;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String packet = text.toString();
                text.setLength(0);
                packet(packet);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            attachments.add(bytes);
            if (attachments.size() == Integer.parseInt(waiting.group(2))) {
                event(waiting, List.copyOf(attachments));
                attachments.clear();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            ended.complete("connection");
            closed.complete(reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            admitted.completeExceptionally(error);
            ended.complete("connection");
            closed.complete("broken");
        }

        private void packet(String packet) {
            if (packet.equals("2")) {
                send("3");
                return;
            }
            Matcher parts = PACKET.matcher(packet);
            if (!parts.matches() || !namespace.equals(parts.group(3))) {
                return;
            }
            switch (parts.group(1)) {
                case "0" -> admitted.complete(Values.parse(parts.group(5)).asJsonObject());
                case "1" -> ended.complete("namespace");
                case "2" -> event(parts, List.of());
                case "3" ->
                    answers.remove(Integer.parseInt(parts.group(4)))
                            .complete(Values.parse(parts.group(5)).asJsonArray());
                case "4" -> admitted.completeExceptionally(new AssertionError(packet));
                default -> waiting = parts;
            }
        }

        private void event(Matcher parts, List<byte[]> bytes) {
            events.add(new Event(Values.parse(parts.group(5)).asJsonArray(), bytes, parts.group(4)));
        }
    }
}
