// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.lane.ManualTimers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One engine, its sessions over transports without a network, and time turned by hand. */
class SessionFixture {
    final ManualTimers timers = new ManualTimers();
    final RecordingListener listener = new RecordingListener();
    final ServerOptions options = ServerOptions.builder()
            .pingInterval(Duration.ofMillis(25_000))
            .pingTimeout(Duration.ofMillis(20_000))
            .maxBufferedBytes(1_000)
            .build();
    final Engine engine = new Engine(options, timers, session -> listener);

    LoopbackTransport polling() {
        return transport(engine.open(request(), LoopbackTransport::polling));
    }

    LoopbackTransport websocket() {
        return transport(engine.open(request(), LoopbackTransport::websocket));
    }

    static LoopbackTransport transport(Session session) {
        return (LoopbackTransport) session.transport();
    }

    String sid() {
        return opened.id().value();
    }

    static HandshakeRequest request() {
        return new HandshakeRequest(
                "/socket.io/?EIO=4&transport=polling",
                Map.of(),
                Map.of("EIO", "4"),
                "127.0.0.1",
                false,
                Optional.empty(),
                Set.of());
    }

    Session opened;

    Session open(ServerOptions.Transport kind) {
        opened = engine.open(request(), session -> new LoopbackTransport(session, kind));
        return opened;
    }

    void post(LoopbackTransport transport, String body) {
        opened.lane().execute(() -> opened.payload(transport, body));
    }

    LoopbackTransport begin(ServerOptions.Transport kind) {
        LoopbackTransport transport = transport(open(kind));
        transport.takeSent();
        if (kind == ServerOptions.Transport.POLLING) {
            transport.poll();
        }
        return transport;
    }
}
