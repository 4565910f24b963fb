// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A client of one node that sits in a room and tells when a broadcast has come. Its own thread is the HTTP client's. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be sent is missed by whoever waits for its answer
final class Member implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final WebSocket socket;
    private final LongConsumer heard;
    private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(true);
    private volatile CompletableFuture<Boolean> joined = new CompletableFuture<>();

    /**
     * Connects.
     *
     * @param port of a node on the loopback address
     * @param heard told the {@link System#nanoTime} of each broadcast's arrival
     */
    Member(HttpClient http, int port, LongConsumer heard) throws Exception {
        this.heard = heard;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), this)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void join(String room) throws Exception {
        joined = new CompletableFuture<>();
        send("421[\"join\",\"" + room + "\"]");
        joined.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Has the node broadcast to the room; the answer is not waited for. */
    void broadcast(String room, String payload) {
        send("422[\"broadcast\",\"" + room + "\",\"" + payload + "\"]");
    }

    private void send(String packet) {
        enqueue(socket, packet).join();
    }

    /** The WebSocket takes one text at a time, and there are two threads that have some. */
    private synchronized CompletableFuture<?> enqueue(WebSocket to, String packet) {
        sent = sent.thenCompose(last -> to.sendText(packet, true));
        return sent;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        long now = System.nanoTime();
        text.append(data);
        if (last) {
            take(from, text.toString(), now);
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(WebSocket from, String packet, long now) {
        if (packet.startsWith("42[\"msg\"")) {
            heard.accept(now);
        } else if (packet.startsWith("431")) {
            joined.complete(true);
        } else if (packet.startsWith("40")) {
            connected.complete(true);
        } else if (packet.startsWith("0")) {
            enqueue(from, "40");
        } else if (packet.equals("2")) {
            enqueue(from, "3");
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
