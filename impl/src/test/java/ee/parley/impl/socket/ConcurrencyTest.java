// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.DisconnectReason;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.SocketDisconnectedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int ROUNDS = 300;

    private final ExecutorService pool = Executors.newFixedThreadPool(6);
    private final ServerOptions options =
            ServerOptions.builder().maxBufferedBytes(100_000_000).build();
    private final Fixture fixture = new Fixture(options, pool);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** Counts what it hears; its fields are written by one handler at a time. */
    private static final class CountingHandler implements NamespaceHandler {
        final CompletableFuture<Socket> arrived = new CompletableFuture<>();
        final CompletableFuture<DisconnectReason> left = new CompletableFuture<>();
        final CompletableFuture<Void> handled = new CompletableFuture<>();
        final AtomicInteger disconnects = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final CompletableFuture<Void> decision = new CompletableFuture<>();
        Function<Socket, CompletionStage<?>> gate = socket -> decision;

        @Override
        public CompletionStage<?> connect(Socket socket) {
            arrived.complete(socket);
            return gate.apply(socket);
        }

        @Override
        public boolean event(Socket socket, UnboundEvent event, boolean listened) {
            if (disconnects.get() > 0) {
                late.incrementAndGet();
            }
            event.ack("done");
            handled.complete(null);
            return true;
        }

        @Override
        public void disconnect(Socket socket, DisconnectReason reason) {
            disconnects.incrementAndGet();
            left.complete(reason);
        }
    }

    @Test
    void whatAThreadSendsKeepsItsOrderAcrossTheGate() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountingHandler handler = new CountingHandler();
            LocalNamespace namespace = fixture.broker.register("/r" + round, handler);
            var client = fixture.client();
            client.sends("40/r" + round + ",");
            Socket socket = handler.arrived.get(10, TimeUnit.SECONDS);
            CyclicBarrier start = new CyclicBarrier(3);
            Future<?> direct = pool.submit(() -> {
                start.await();
                for (int i = 0; i < 50; i++) {
                    socket.emit("direct", i);
                }
                return null;
            });
            Future<?> room = pool.submit(() -> {
                start.await();
                for (int i = 0; i < 50; i++) {
                    namespace.to(socket.id()).emit("room", i);
                }
                return null;
            });
            start.await();
            handler.decision.complete(null);
            direct.get(10, TimeUnit.SECONDS);
            room.get(10, TimeUnit.SECONDS);
            client.sends("42/r" + round + ",0[\"last\"]");
            handler.handled.get(10, TimeUnit.SECONDS);
            List<String> frames = client.receivedByNow();
            String prefix = "42/r" + round + ",";
            assertThat(frames)
                    .hasSize(102)
                    .startsWith("40/r" + round + ",{\"sid\":\"ID\"}")
                    .endsWith("43/r" + round + ",0[\"done\"]");
            for (String name : List.of("direct", "room")) {
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    expected.add(prefix + "[\"" + name + "\"," + i + "]");
                }
                assertThat(frames.stream().filter(frame -> frame.contains(name)))
                        .containsExactlyElementsOf(expected);
            }
            client.vanishes();
        }
    }

    @Test
    void everyWaitForAnAnswerEndsWhoeverLeavesWhenever() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountingHandler own = new CountingHandler();
            own.gate = socket -> CompletableFuture.completedFuture(null);
            LocalNamespace namespace = fixture.broker.register("/a" + round, own);
            var client = fixture.client();
            client.sends("40/a" + round + ",");
            Socket socket = own.arrived.get(10, TimeUnit.SECONDS);
            CyclicBarrier start = new CyclicBarrier(3);
            String name = "/a" + round;
            Future<?> answers = pool.submit(() -> {
                start.await();
                for (int i = 0; i < 60; i++) {
                    client.sends("43" + name + "," + i + "[\"x\"]");
                }
                client.vanishes();
                return null;
            });
            Future<List<CompletionStage<String>>> waits = pool.submit(() -> {
                start.await();
                List<CompletionStage<String>> all = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    all.add(socket.emitWithAck(String.class, "q"));
                }
                return all;
            });
            start.await();
            var many = namespace.emitWithAck(String.class, "q").toCompletableFuture();
            answers.get(10, TimeUnit.SECONDS);
            for (CompletionStage<String> wait : waits.get(10, TimeUnit.SECONDS)) {
                Object end = wait.toCompletableFuture()
                        .handle((value, failure) -> failure == null ? value : failure)
                        .get(10, TimeUnit.SECONDS);
                assertThat(end.equals("x") || end instanceof SocketDisconnectedException)
                        .as("%s", end)
                        .isTrue();
            }
            assertThat(many.get(10, TimeUnit.SECONDS).size()).isLessThan(2);
            assertThat(fixture.pendingAcks(socket)).isZero();
        }
    }

    @Test
    void aSocketLeavesOnceWhoeverSendsItAwayAndNoEventIsHandledAfterThat() throws Exception {
        Map<CountingHandler, BooleanSupplier> visits = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            CountingHandler handler = new CountingHandler();
            handler.gate = socket -> CompletableFuture.completedFuture(null);
            String name = "/d" + round;
            LocalNamespace namespace = fixture.broker.register(name, handler);
            var client = fixture.client();
            client.sends("40" + name + ",", "42" + name + ",99[\"e\"]");
            Socket socket = handler.arrived.get(10, TimeUnit.SECONDS);
            if (round % 2 == 0) {
                // Else they compete with the gate, too.
                handler.handled.get(10, TimeUnit.SECONDS);
            }
            CyclicBarrier start = new CyclicBarrier(3);
            Future<?> itself = pool.submit(() -> {
                start.await();
                for (int i = 0; i < 30; i++) {
                    client.sends("42" + name + "," + i + "[\"e\"]");
                }
                client.sends("41" + name + ",");
                return null;
            });
            Future<?> server = pool.submit(() -> {
                start.await();
                socket.disconnect(false);
                return null;
            });
            start.await();
            namespace.disconnectSockets(false);
            socket.join("after");
            itself.get(10, TimeUnit.SECONDS);
            server.get(10, TimeUnit.SECONDS);
            // The one whose leaving counts may be the lane, on which another thread may still be.
            CompletableFuture.runAsync(() -> {}, client.session.lane()).get(10, TimeUnit.SECONDS);
            assertThat(namespace.rooms().count()).isZero();
            assertThat(namespace.sockets()).isEmpty();
            assertThat(client.isClosed()).isFalse();
            visits.put(handler, () -> client.receivedByNow().toString().contains("40" + name));
        }
        // What the lanes still had to do is done when the broker is quiet: only then is it known who was let in.
        fixture.broker.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        int admitted = 0;
        for (Map.Entry<CountingHandler, BooleanSupplier> visit : visits.entrySet()) {
            boolean letIn = visit.getValue().getAsBoolean();
            assertThat(visit.getKey().disconnects).hasValue(letIn ? 1 : 0);
            assertThat(visit.getKey().late).hasValue(0);
            admitted += letIn ? 1 : 0;
        }
        assertThat(admitted).isGreaterThanOrEqualTo(ROUNDS / 2);
    }

    @Test
    void aHandlerMayBlockForTheAnswerOfItsOwnClient() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<String> heard = new CompletableFuture<>();
        fixture.broker.register("/block", new NamespaceHandler() {
            @Override
            public CompletionStage<?> connect(Socket socket) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public boolean event(Socket socket, UnboundEvent event, boolean listened) {
                CompletionStage<String> answer = socket.emitWithAck(String.class, "q");
                asked.countDown();
                heard.complete(answer.toCompletableFuture().join());
                return true;
            }

            @Override
            public void disconnect(Socket socket, DisconnectReason reason) {}
        });
        var client = fixture.client();
        client.sends("40/block,", "42/block,[\"start\"]");
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        client.sends("43/block,0[\"x\"]");
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("x");
    }
}
