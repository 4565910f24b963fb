// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.LoopbackTransport;
import ee.parley.impl.engine.Session;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.payload.Payloads;
import ee.parley.spi.ClusterAdapter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A broker on an engine, without a network. */
final class Fixture {
    static final HandshakeRequest REQUEST = new HandshakeRequest(
            "/socket.io/?EIO=4&transport=websocket",
            Map.of("Origin", List.of("https://chat.example")),
            Map.of("EIO", "4", "transport", "websocket"),
            "192.0.2.7",
            true,
            Optional.of(() -> "ada"),
            Set.of("clerk"));

    final ManualTimers timers = new ManualTimers();
    final ManualTransactions transactions = new ManualTransactions();
    final RecordingSurroundings surroundings = new RecordingSurroundings();
    final HandTurnedExecutor executor = new HandTurnedExecutor();
    final Broker broker;
    final Engine engine;
    final RecordingHandler main = new RecordingHandler();
    final RecordingHandler chat = new RecordingHandler();
    final LocalNamespace mainNamespace;
    final LocalNamespace chatNamespace;

    Fixture() {
        this(ServerOptions.defaults());
    }

    Fixture(ServerOptions options) {
        this(options, null);
    }

    /** With threads of the test's, for which the recording handlers are not made. */
    Fixture(ServerOptions options, @Nullable Executor threads) {
        this(options, threads, Optional.empty());
    }

    /** A node of a cluster. */
    Fixture(ServerOptions options, @Nullable Executor threads, Optional<ClusterAdapter> adapter) {
        broker = new Broker(
                options,
                Payloads.withDefaults(),
                threads == null ? executor : threads,
                timers,
                transactions,
                surroundings,
                adapter);
        engine = new Engine(options, timers, broker);
        mainNamespace = broker.register("/", main);
        chatNamespace = broker.register("/chat", chat);
    }

    static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Client client() {
        return new Client(true);
    }

    Client pollingClient() {
        return new Client(false);
    }

    /** Connects a client that has joined the main namespace, and forgets what led to it. */
    Client joined() {
        Client client = client();
        client.sends("40");
        client.received();
        main.takeHeard();
        return client;
    }

    /** What a new client gets for its CONNECT. */
    List<String> answerTo(String connect) {
        Client client = client();
        client.sends(connect);
        return client.receivedAsIs();
    }

    /** How many timers wait, but for the heartbeats of the connections. */
    int timersOfSockets() {
        return timers.waiting() - engine.clientsCount();
    }

    int pendingAcks(Socket socket) {
        return ((View) socket).socket().acks().count();
    }

    final class Client {
        final Session session;
        private LoopbackTransport transport;

        private Client(boolean websocket) {
            session = engine.open(REQUEST, opened -> {
                transport = websocket ? LoopbackTransport.websocket(opened) : LoopbackTransport.polling(opened);
                return transport;
            });
            transport.takeSent();
        }

        void sends(String... frames) {
            for (String frame : frames) {
                session.text(transport, frame);
            }
        }

        void sendsBytes(int... bytes) {
            byte[] data = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                data[i] = (byte) bytes[i];
            }
            session.binary(transport, ByteBuffer.wrap(data));
        }

        /** What the client got since the last call, the ids of sockets as {@code ID}. */
        List<String> received() {
            return transport.takeSent().stream()
                    .map(frame -> frame.replaceAll("\"sid\":\"[A-Za-z0-9_-]{20}\"", "\"sid\":\"ID\""))
                    .toList();
        }

        /** As {@link #received}, while other threads may be about. */
        List<String> receivedByNow() {
            CompletableFuture<List<String>> frames = new CompletableFuture<>();
            session.lane().execute(() -> frames.complete(received()));
            return frames.join();
        }

        List<String> receivedAsIs() {
            return transport.takeSent();
        }

        LoopbackTransport transport() {
            return transport;
        }

        boolean isClosed() {
            return transport.isClosed() || transport.isDiscarded();
        }

        void vanishes() {
            session.closed(transport, CloseReason.TRANSPORT_CLOSE, "gone");
        }

        void ends(CloseReason reason) {
            session.closed(transport, reason, "test");
        }
    }
}
