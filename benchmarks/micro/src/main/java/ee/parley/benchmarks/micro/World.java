// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.micro;

import ee.parley.DisconnectReason;
import ee.parley.Namespace;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.Transport;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.Broker;
import ee.parley.impl.socket.NamespaceHandler;
import ee.parley.impl.socket.Surroundings;
import ee.parley.impl.socket.Transactions;
import ee.parley.impl.socket.UnboundEvent;
import ee.parley.impl.wire.engineio.Frame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker whose clients are as near as can be: what is sent to them has arrived at once. Handlers run on the caller. */
final class World {
    static final String ROOM = "room";

    private static final HandshakeRequest REQUEST = new HandshakeRequest(
            "/socket.io/?EIO=4&transport=websocket",
            Map.of(),
            Map.of("EIO", "4", "transport", "websocket"),
            "192.0.2.7",
            false,
            Optional.empty(),
            Set.of());

    final Namespace namespace;
    private final Payloads payloads = Payloads.withDefaults();
    private final Engine engine;

    World() {
        ServerOptions options = ServerOptions.defaults();
        Broker broker = new Broker(
                options, payloads, Runnable::run, (delay, task) -> () -> {}, Transactions.NONE, Surroundings.NONE);
        engine = new Engine(options, (delay, task) -> () -> {}, broker);
        namespace = broker.register("/", new Echo());
    }

    /** Returns a client that has joined the main namespace, and the room. */
    Client client() {
        Client client = new Client(engine);
        client.sends("40");
        return client;
    }

    /** A client that counts what it gets. */
    static final class Client {
        private final Session session;
        private final Near transport;

        private Client(Engine engine) {
            Near[] made = new Near[1];
            session = engine.open(REQUEST, opened -> {
                made[0] = new Near(opened);
                return made[0];
            });
            transport = made[0];
        }

        void sends(String frame) {
            session.text(transport, frame);
        }

        long received() {
            return transport.received;
        }
    }

    private static final class Near implements Transport {
        private final Session session;
        private boolean writable = true;
        private long received;

        Near(Session session) {
            this.session = session;
        }

        @Override
        public ServerOptions.Transport kind() {
            return ServerOptions.Transport.WEBSOCKET;
        }

        @Override
        public boolean writable() {
            return writable;
        }

        @Override
        public void send(List<Frame> frames) {
            writable = false;
            received += frames.size();
            writable = true;
            session.writable(this);
        }

        @Override
        public void close() {}

        @Override
        public void discard() {}
    }

    private final class Echo implements NamespaceHandler {
        @Override
        public CompletionStage<?> connect(Socket socket) {
            socket.join(ROOM);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean event(Socket socket, UnboundEvent event, boolean listened) {
            event.answer(payloads.<String>read(event.json().get(0), String.class, event.attachments()));
            return true;
        }

        @Override
        public void disconnect(Socket socket, DisconnectReason reason) {}
    }
}
