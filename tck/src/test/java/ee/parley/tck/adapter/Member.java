// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.SessionStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One node: an adapter, and the threads that a container would give it. */
final class Member implements ClusterNode, AutoCloseable {
    static final String THREADS = "tck-node";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, THREADS));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, THREADS + "-timer"));
    private final ClusterAdapter adapter;

    Member(ClusterAdapter adapter) {
        this.adapter = adapter;
        adapter.start(this);
    }

    ClusterAdapter adapter() {
        return adapter;
    }

    SessionStore sessions() {
        return adapter.sessions().orElseThrow();
    }

    Line open(String namespace) {
        Ear ear = new Ear();
        return new Line(adapter.open(namespace, ear), ear);
    }

    /** Leaves the cluster as an application does that is stopped; again does nothing. */
    @Override
    public void close() {
        Eventually.of(adapter.close());
        threads.shutdownNow();
        timer.shutdownNow();
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
}
