// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A node with threads, and what it hears about {@code /}. */
final class TestNode implements ClusterNode, ClusterListener, AutoCloseable {
    final BlockingQueue<ClusterMessage> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<String> senders = new LinkedBlockingQueue<>();
    final BlockingQueue<String> left = new LinkedBlockingQueue<>();
    final ClusterAdapter adapter;
    final ClusterChannel channel;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** A member of the group of all nodes with the same port. */
    TestNode(int port) {
        adapter = new JGroupsAdapterFactory().create(address(port), name -> Optional.ofNullable(settings(name, port)));
        adapter.start(this);
        channel = adapter.open("/", this);
    }

    static URI address(int port) {
        return URI.create("jgroups://127.0.0.1:" + port + "/test");
    }

    private static String settings(String name, int port) {
        return switch (name) {
            case "parley.jgroups.bind-port" -> Integer.toString(port);
            case "parley.jgroups.join-timeout" -> "500";
            default -> null;
        };
    }

    /** Nobody else listens there now. */
    static int port() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    int others() {
        return channel.otherNodes().toCompletableFuture().join().count();
    }

    static void await(BooleanSupplier what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s");
            }
            new LinkedBlockingQueue<>().poll(20, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void received(String node, ClusterMessage message, Optional<String> offset) {
        senders.add(node);
        heard.add(message);
    }

    @Override
    public void left(String node) {
        left.add(node);
    }

    @Override
    public Executor executor() {
        return threads;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        adapter.close().toCompletableFuture().join();
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
