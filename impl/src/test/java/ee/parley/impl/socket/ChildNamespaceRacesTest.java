// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Namespace;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChildNamespaceRacesTest {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 400;

    private final ExecutorService handlers = Executors.newFixedThreadPool(6);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final Fixture fixture =
            new Fixture(ServerOptions.builder().maxChildNamespaces(2).build(), handlers);
    private final LocalParent parent = fixture.broker.register(
            "/{x}", name -> name.startsWith("/child") ? Optional.of(name) : Optional.empty(), new ListenersOnly());

    @AfterEach
    void stop() {
        handlers.shutdownNow();
        clients.shutdownNow();
    }

    @Test
    void nobodyJoinsANamespaceThatHasEnded() throws Exception {
        Map<String, Socket> admitted = new ConcurrentHashMap<>();
        parent.onConnection(socket -> admitted.put(socket.id(), socket));
        AtomicInteger made = new AtomicInteger();
        fixture.broker.onNewNamespace(child -> made.incrementAndGet());
        CyclicBarrier round = new CyclicBarrier(CLIENTS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "/child" + i % 2;
            running.add(clients.submit(() -> {
                Fixture.Client client = fixture.client();
                for (int n = 0; n < ROUNDS; n++) {
                    round.await(10, TimeUnit.SECONDS);
                    client.sends("40" + name + ",", "42" + name + ",[\"x\"]");
                    until(() -> client.receivedByNow().stream().anyMatch(frame -> frame.startsWith("40" + name)));
                    Namespace listed = fixture.broker.namespace(name).orElseThrow();
                    assertThat(listed.fetchSockets().toCompletableFuture().join())
                            .isNotEmpty();
                    client.sends("41" + name + ",");
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        until(() -> parent.children().isEmpty());
        assertThat(admitted).hasSize(CLIENTS * ROUNDS);
        assertThat(made.get()).isBetween(2, CLIENTS * ROUNDS);
        assertThat(fixture.broker.namespaces()).hasSize(2);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within ten seconds");
            }
            Thread.onSpinWait();
        }
    }
}
