// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.Transport;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.Broker;
import ee.parley.impl.socket.Transactions;
import ee.parley.impl.wire.engineio.Frame;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Extension;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Beans on a real broker, without a network; handlers run on the thread of the test. */
final class Served implements AutoCloseable {
    private static final HandshakeRequest REQUEST = new HandshakeRequest(
            "/socket.io/?EIO=4&transport=websocket",
            Map.of(),
            Map.of("EIO", "4", "transport", "websocket"),
            "192.0.2.7",
            true,
            Optional.of(() -> "ada"),
            Set.of());

    final ParleyExtension extension = new ParleyExtension();
    final SeContainer container;
    final Broker broker;
    private final Engine engine;

    Served(Class<?>... beans) {
        this(List.of(), beans);
    }

    /** @param more what else of a container there is */
    Served(List<Extension> more, Class<?>... beans) {
        this(Runnable::run, more, beans);
    }

    /** @param threads what handlers run on, in place of the thread of the test */
    Served(Executor threads, List<Extension> more, Class<?>... beans) {
        container = Containers.of(more, extension, beans);
        Payloads payloads = extension.deployment().payloads();
        ServerOptions options = ServerOptions.defaults();
        broker = new Broker(
                options,
                payloads,
                threads,
                (delay, task) -> () -> {},
                Transactions.NONE,
                extension.deployment().surroundings(threads));
        engine = new Engine(options, (delay, task) -> () -> {}, broker);
        extension.deployment().start(broker, payloads, threads, this::end);
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    /** A client that has connected but joined nothing. */
    Client client() {
        return new Client(REQUEST);
    }

    Client anonymous() {
        return new Client(new HandshakeRequest(
                REQUEST.url(), Map.of(), REQUEST.query(), "192.0.2.8", false, Optional.empty(), Set.of()));
    }

    /** A client whom the container knows in some roles. */
    Client inRoles(String... roles) {
        return new Client(new HandshakeRequest(
                REQUEST.url(),
                Map.of(),
                REQUEST.query(),
                REQUEST.remoteAddress(),
                true,
                REQUEST.principal(),
                Set.of(roles)));
    }

    /** A client that has joined the namespace {@code /a}. */
    Client joined() {
        Client client = client();
        client.sends("40/a,");
        client.received();
        return client;
    }

    private void end() {
        broker.close();
        engine.close();
    }

    @Override
    public void close() {
        container.close();
    }

    final class Client {
        private final List<String> received = new ArrayList<>();
        private final Session session;
        private final Loopback transport;

        private Client(HandshakeRequest request) {
            List<Loopback> made = new ArrayList<>();
            session = engine.open(request, opening -> {
                made.add(new Loopback(opening, received));
                return made.get(0);
            });
            transport = made.get(0);
            received.clear();
        }

        void sends(String... frames) {
            for (String frame : frames) {
                session.text(transport, frame);
            }
        }

        void sendsBytes(byte... bytes) {
            session.binary(transport, ByteBuffer.wrap(bytes));
        }

        /** What the client got since the last call, the ids of sockets as {@code ID}. */
        List<String> received() {
            List<String> frames = received.stream()
                    .map(frame -> frame.replaceAll("\"sid\":\"[A-Za-z0-9_-]{20}\"", "\"sid\":\"ID\""))
                    .toList();
            received.clear();
            return frames;
        }

        void vanishes() {
            session.closed(transport, CloseReason.TRANSPORT_CLOSE, "gone");
        }
    }

    /** A WebSocket that writes at once. */
    private record Loopback(Session session, List<String> received) implements Transport {
        @Override
        public ServerOptions.Transport kind() {
            return ServerOptions.Transport.WEBSOCKET;
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void send(List<Frame> frames) {
            frames.forEach(frame -> received.add(frame.payloadForm()));
            session.writable(this);
        }

        @Override
        public void close() {
            session.closed(this, CloseReason.FORCED_CLOSE, "closed by the server");
        }

        @Override
        public void discard() {}
    }
}
