// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.AckTimeoutException;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Arguments and answers of every kind, both ways. */
@SocketNamespace("/echo")
public class EchoNamespace {
    private static final Duration BOUND = Duration.ofSeconds(5);

    @Inject
    @SuppressWarnings("NullAway.Init") // set by the container
    Aside aside;

    @OnEvent("value")
    JsonValue value(JsonValue value) {
        return value;
    }

    @OnEvent("later")
    CompletionStage<JsonValue> later(JsonValue value) {
        CompletableFuture<JsonValue> answer = new CompletableFuture<>();
        aside.execute(() -> answer.complete(value));
        return answer;
    }

    @OnEvent("several")
    Ack.Answer several(JsonValue first, JsonValue second) {
        return Ack.of(first, second);
    }

    @OnEvent("nothing")
    void nothing() {
        // The answer is that there is none.
    }

    @OnEvent("bytes")
    byte[] bytes(byte[] bytes) {
        return bytes;
    }

    @OnEvent("document")
    Document document(Document document) {
        return document;
    }

    @OnEvent("mixed")
    Ack.Answer mixed(String name, byte[] first, ByteBuffer second) {
        return Ack.of(name, first, second);
    }

    @OnEvent("ack")
    void ack(JsonValue value, Ack<JsonValue> ack) {
        aside.execute(() -> ack.send(value));
    }

    @OnEvent("twice")
    void twice(Ack<String> ack) {
        ack.send("first");
        ack.send("second");
    }

    @OnEvent("back")
    void back(JsonValue value, Socket socket) {
        socket.emit("back", value);
    }

    @OnEvent("back-bytes")
    void backBytes(byte[] bytes, Socket socket) {
        socket.emit("back", bytes);
    }

    @OnEvent("back-document")
    void backDocument(Document document, Socket socket) {
        socket.emit("back", document);
    }

    @OnEvent("maybe")
    void maybe(JsonValue value, Socket socket) {
        socket.asVolatile().emit("back", value);
    }

    @OnEvent("ask")
    CompletionStage<JsonValue> ask(JsonValue value, Socket socket) {
        return socket.timeout(BOUND).emitWithAck(JsonValue.class, "question", value);
    }

    @OnEvent("ask-bytes")
    CompletionStage<byte[]> askBytes(byte[] bytes, Socket socket) {
        return socket.timeout(BOUND).emitWithAck(byte[].class, "question", bytes);
    }

    @OnEvent("ask-in-vain")
    CompletionStage<String> askInVain(Socket socket) {
        return socket.timeout(Duration.ofMillis(200))
                .emitWithAck(String.class, "question", "anybody")
                .exceptionally(EchoNamespace::reason);
    }

    /** The message of a timeout. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AckTimeoutException timeout) {
            return String.valueOf(timeout.getMessage());
        }
        throw new IllegalStateException(cause);
    }

    @OnEvent("burst")
    void burst(int count, Socket socket) {
        for (int i = 0; i < count; i++) {
            socket.emit("tick", i);
        }
    }

    @OnEvent("large")
    void large(int length, Socket socket) {
        socket.emit("back", "x".repeat(length));
    }
}
