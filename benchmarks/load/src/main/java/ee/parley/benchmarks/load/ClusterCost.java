// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.redis.server.RedisServer;
import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/**
 * What a second node costs: two nodes over a Redis, and clients on both. The arguments: servers ({@code wildfly},
 * {@code payara}, {@code node}) and modes, each with commas.
 *
 * <p>Latency: one broadcast at a time, heard by a client of the node that sends it and by one of the other; what is added is the
 * difference of the two, for each broadcast. Between two broadcasts a bare message goes through the same Redis and back.
 * CPU: some broadcasts at a time, that only clients of one node hear; that of its process, for each delivery.
 */
public final class ClusterCost {
    private static final String ROOM = "room";
    private static final String PAYLOAD = "x".repeat(64);
    private static final int LISTENERS = 100;
    private static final int AT_A_TIME = 4;
    private static final int PATIENCE_SECONDS = 20;

    private final Server.Setup setup = Server.Setup.found();
    private final int warmUps = Integer.getInteger("parley.benchmarks.cluster.warmup", 3000);
    private final int measured = Integer.getInteger("parley.benchmarks.cluster.measured", 3000);
    private final HttpClient http = HttpClient.newHttpClient();

    private ClusterCost() {}

    public static void main(String[] arguments) throws Exception {
        ClusterCost cost = new ClusterCost();
        System.out.println(
                "| nodes | mode | bare Redis p50, p99 µs | same node p50, p99 | other node p50, p99 | added p50, p99"
                        + " | added ÷ bare | CPU µs a delivery, same node | other node | CPU µs of the other node a broadcast, 1 client |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String server : arguments[0].split(",", -1)) {
            for (String mode : arguments[1].split(",", -1)) {
                cost.measure(server, mode);
            }
        }
        System.exit(0);
    }

    private void measure(String server, String mode) throws Exception {
        try (RedisServer redis = RedisServer.start();
                Node here = start(server, mode, redis.uri(), "a");
                Node there = start(server, mode, redis.uri(), "b")) {
            Latencies latencies = latencies(redis.uri(), here, there);
            double same = cpuPerDelivery(here, here, LISTENERS);
            double other = cpuPerDelivery(here, there, LISTENERS);
            double alone = cpuPerDelivery(here, there, 1);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %s | %.1f | %.1f | %.1f | %.0f |",
                    new Server(server).title(),
                    mode,
                    latencies.bare,
                    latencies.same,
                    latencies.other,
                    latencies.added,
                    latencies.added.p50 / latencies.bare.p50,
                    same,
                    other,
                    alone));
        }
    }

    private record Latencies(Spread bare, Spread same, Spread other, Spread added) {}

    private Latencies latencies(String redis, Node here, Node there) throws Exception {
        Arrival same = new Arrival();
        Arrival other = new Arrival();
        try (Bare bare = new Bare(redis);
                Member sender = new Member(http, here.port(), time -> {});
                Member near = new Member(http, here.port(), same::at);
                Member far = new Member(http, there.port(), other::at)) {
            near.join(ROOM);
            far.join(ROOM);
            meet(sender, same, other);
            long[][] nanos = new long[4][measured];
            for (int i = -warmUps; i < measured; i++) {
                long asked = System.nanoTime();
                long echoed = bare.roundTrip();
                long sent = System.nanoTime();
                sender.broadcast(ROOM, PAYLOAD);
                long nearAt = same.await();
                long farAt = other.await();
                if (i >= 0) {
                    nanos[0][i] = echoed - asked;
                    nanos[1][i] = nearAt - sent;
                    nanos[2][i] = farAt - sent;
                    nanos[3][i] = farAt - nearAt;
                }
            }
            return new Latencies(Spread.of(nanos[0]), Spread.of(nanos[1]), Spread.of(nanos[2]), Spread.of(nanos[3]));
        }
    }

    /** A node serves its clients before it is in the cluster: what is sent until then does not reach it. */
    private static void meet(Member sender, Arrival same, Arrival other) throws InterruptedException {
        do {
            sender.broadcast(ROOM, PAYLOAD);
            same.await();
        } while (!other.comesWithin(2));
    }

    /** Returns the microseconds of CPU of the listeners' node for each of what they have heard. */
    private double cpuPerDelivery(Node from, Node to, int listeners) throws Exception {
        Semaphore heard = new Semaphore(0);
        List<Member> members = new ArrayList<>();
        try (Member sender = new Member(http, from.port(), time -> {})) {
            for (int i = 0; i < listeners; i++) {
                Member member = new Member(http, to.port(), time -> heard.release());
                members.add(member);
                member.join(ROOM);
            }
            int broadcasts = Math.max(measured / 2, 2 * measured / listeners);
            burst(sender, broadcasts, listeners, heard);
            long before = to.cpuNanos();
            burst(sender, broadcasts, listeners, heard);
            return (to.cpuNanos() - before) / 1_000.0 / broadcasts / listeners;
        } finally {
            members.forEach(Member::close);
        }
    }

    private static void burst(Member sender, int broadcasts, int listeners, Semaphore heard)
            throws InterruptedException {
        for (int i = 0; i < AT_A_TIME; i++) {
            sender.broadcast(ROOM, PAYLOAD);
        }
        for (int i = AT_A_TIME; i < broadcasts; i++) {
            take(heard, listeners);
            sender.broadcast(ROOM, PAYLOAD);
        }
        take(heard, AT_A_TIME * listeners);
    }

    private static void take(Semaphore heard, int count) throws InterruptedException {
        if (!heard.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a broadcast did not arrive");
        }
    }

    private Node start(String server, String mode, String redis, String name) throws IOException {
        if (server.equals("node")) {
            String file = setup.nodeHeap().toString();
            return new Node(PeerProcess.start(
                    setup.logs(),
                    "node-" + name,
                    port -> List.of("node", setup.reference().toString(), port, file, mode, redis)));
        }
        Container container = server.equals("payara") ? Container.PAYARA_MICRO : Container.WILDFLY;
        return new Node(Server.Running.of(Launch.of(container, node())
                .with("parley.cluster", redis)
                .with("parley.redis.mode", mode)
                .withJvmOptions("-Xmx1g")
                .start()));
    }

    private Path node() {
        return setup.directory().resolve("node/target/node.war");
    }

    /** A server of the cluster. */
    private record Node(Server.Running server) implements AutoCloseable {
        int port() {
            return server.port();
        }

        long cpuNanos() {
            return ProcessHandle.of(server.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElseThrow()
                    .toNanos();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** When the broadcast under way was heard. */
    private static final class Arrival {
        private final Semaphore heard = new Semaphore(0);
        private volatile long time;

        void at(long nanos) {
            time = nanos;
            heard.release();
        }

        long await() throws InterruptedException {
            take(heard, 1);
            return time;
        }

        boolean comesWithin(int seconds) throws InterruptedException {
            return heard.tryAcquire(seconds, TimeUnit.SECONDS);
        }
    }

    /** A message to oneself, by way of Redis: a connection that publishes, and one with a thread that listens. */
    private static final class Bare extends JedisPubSub implements AutoCloseable {
        private static final String CHANNEL = "bare";

        private final Jedis publisher;
        private final Semaphore subscribed = new Semaphore(0);
        private final Arrival arrival = new Arrival();

        Bare(String uri) throws InterruptedException {
            publisher = new Jedis(uri);
            new Thread(() -> listen(uri), "bare").start();
            subscribed.acquire();
        }

        private void listen(String uri) {
            try (Jedis subscriber = new Jedis(uri)) {
                subscriber.subscribe(this, CHANNEL);
            }
        }

        @Override
        public void onSubscribe(String channel, int count) {
            subscribed.release();
        }

        @Override
        public void onMessage(String channel, String message) {
            arrival.at(System.nanoTime());
        }

        long roundTrip() throws InterruptedException {
            publisher.publish(CHANNEL, PAYLOAD);
            return arrival.await();
        }

        /** The thread ends when it hears that nothing is subscribed any more. */
        @Override
        public void close() {
            unsubscribe();
            publisher.close();
        }
    }

    /** In microseconds. */
    private record Spread(double p50, double p99) {
        static Spread of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Spread(sorted[sorted.length / 2] / 1_000.0, sorted[sorted.length * 99 / 100] / 1_000.0);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f, %.0f", p50, p99);
        }
    }
}
