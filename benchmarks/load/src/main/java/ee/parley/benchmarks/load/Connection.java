// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Engine.IO, by WebSocket, by polling, or from polling upgraded to WebSocket, with one namespace on it.
 *
 * <p>Polling goes: one GET that waits, and at most one POST with all that is to be sent. An upgrade goes: {@code 2probe},
 * {@code 3probe}; nothing is sent from here on, until the GET and the POST under way were answered; {@code 5}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, which tells its listener
final class Connection implements WebSocket.Listener {
    private static final String SEPARATOR = "\u001e";

    private final HttpClient http;
    private final String address;
    private final Listener listener;

    // Guarded by this.
    private final Queue<String> waiting = new ArrayDeque<>();
    private final StringBuilder part = new StringBuilder();
    private State state;
    private String sid = "";
    private @Nullable WebSocket webSocket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private boolean getting;
    private boolean posting;
    private boolean reading = true;

    private enum State {
        POLLING,
        /** Nothing is sent until polling has ended. */
        PAUSING,
        WEBSOCKET,
        ENDED
    }

    /** Who is told; from the threads of the HTTP client. */
    interface Listener {
        /** An Engine.IO message came. */
        void packet(String packet);

        void ended();
    }

    /**
     * Opens connections.
     *
     * @param http makes the requests
     * @param host and port of the server
     */
    record Dialer(HttpClient http, String host) {
        Connection open(boolean polling, Listener listener) {
            Connection connection = new Connection(http, host + "/socket.io/?EIO=4&transport=", polling, listener);
            if (polling) {
                connection.get();
            } else {
                connection.dial("");
            }
            return connection;
        }
    }

    private Connection(HttpClient http, String address, boolean polling, Listener listener) {
        this.http = http;
        this.address = address;
        this.state = polling ? State.POLLING : State.WEBSOCKET;
        this.listener = listener;
    }

    private void dial(String query) {
        http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + address + "websocket" + query), this)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        end();
                    }
                });
    }

    synchronized void upgrade() {
        dial("&sid=" + sid);
    }

    synchronized boolean upgraded() {
        return state == State.WEBSOCKET && !sid.isEmpty();
    }

    /** Sends one packet of Engine.IO. */
    synchronized void send(String packet) {
        waiting.add(packet);
        flush();
    }

    private void flush() {
        if (state == State.WEBSOCKET && webSocket != null) {
            while (!waiting.isEmpty()) {
                frame(webSocket, waiting.remove());
            }
        } else if (state == State.POLLING && !posting && !sid.isEmpty() && !waiting.isEmpty()) {
            String body = String.join(SEPARATOR, waiting);
            waiting.clear();
            posting = true;
            request(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), false);
        }
    }

    private synchronized void frame(WebSocket to, String text) {
        sent = sent.thenCompose(done -> to.sendText(text, true)).whenComplete((done, failure) -> {
            if (failure != null) {
                end();
            }
        });
    }

    private synchronized void get() {
        getting = true;
        request(HttpRequest.newBuilder().GET(), true);
    }

    private void request(HttpRequest.Builder request, boolean get) {
        URI uri = URI.create("http://" + address + "polling" + (sid.isEmpty() ? "" : "&sid=" + sid));
        http.sendAsync(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (failure != null || answer.statusCode() != 200) {
                        end();
                    } else if (get) {
                        got(answer.body());
                    } else {
                        posted();
                    }
                });
    }

    private void got(String body) {
        for (String packet : List.of(body.split(SEPARATOR))) {
            take(packet);
        }
        synchronized (this) {
            getting = false;
            if (state == State.POLLING && reading) {
                get();
            }
            finishUpgrade();
        }
    }

    private synchronized void posted() {
        posting = false;
        flush();
        finishUpgrade();
    }

    private void finishUpgrade() {
        if (state == State.PAUSING && !getting && !posting && webSocket != null) {
            frame(webSocket, "5");
            state = State.WEBSOCKET;
            flush();
        }
    }

    /** Takes a packet of Engine.IO. */
    private void take(String packet) {
        if (packet.startsWith("4")) {
            listener.packet(packet.substring(1));
            return;
        }
        synchronized (this) {
            if (packet.startsWith("0")) {
                int start = packet.indexOf("\"sid\":\"") + "\"sid\":\"".length();
                if (state == State.POLLING) {
                    sid = packet.substring(start, packet.indexOf('"', start));
                }
                waiting.add("40");
                flush();
            } else if (packet.equals("2")) {
                waiting.add("3");
                flush();
            } else if (packet.equals("3probe")) {
                state = State.PAUSING;
                finishUpgrade();
            } else if (packet.equals("1")) {
                end();
            }
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            webSocket = opened;
            if (!sid.isEmpty()) {
                frame(opened, "2probe");
            }
        }
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        String whole = "";
        synchronized (this) {
            part.append(data);
            if (last) {
                whole = part.toString();
                part.setLength(0);
            }
        }
        if (!whole.isEmpty()) {
            take(whole);
        }
        synchronized (this) {
            if (reading) {
                from.request(1);
            }
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end();
    }

    /** Whether what the server sends is taken from the socket. */
    void read(boolean wanted) {
        @Nullable WebSocket resumed;
        synchronized (this) {
            resumed = wanted && !reading ? webSocket : null;
            reading = wanted;
        }
        if (resumed != null) {
            resumed.request(1); // may call onText at once
        }
    }

    synchronized void close() {
        if (state == State.WEBSOCKET && webSocket != null) {
            WebSocket open = webSocket;
            sent = sent.handle((done, failure) -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        } else if (state == State.POLLING) {
            reading = false;
            waiting.add("1");
            flush();
        }
    }

    /** A socket is reset; a session that polls is left to its time-out. */
    synchronized void abort() {
        reading = false;
        if (webSocket != null) {
            webSocket.abort();
        }
        end();
    }

    private void end() {
        synchronized (this) {
            state = State.ENDED;
        }
        listener.ended();
    }
}
