// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.ClusterHealth;
import ee.parley.impl.lane.Timers;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.SessionStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** One application's part in its cluster. Thread-safe. */
public final class Cluster {
    private final ClusterAdapter adapter;
    private final Timers timers;
    private final Executor handlers;
    private final RequestIds ids = new RequestIds();
    private final ConcurrentMap<String, ClusterNamespace> open = new ConcurrentHashMap<>();

    private Cluster(ClusterAdapter adapter, Timers timers, Executor handlers) {
        this.adapter = adapter;
        this.timers = timers;
        this.handlers = handlers;
    }

    /**
     * Begins to connect.
     *
     * @param adapter carries the messages
     * @param timers for the time limits of questions
     * @param handlers runs the application's code
     * @throws IllegalStateException when the adapter can never work here
     */
    public static Cluster start(ClusterAdapter adapter, Timers timers, Executor handlers) {
        adapter.start(new ClusterNode() {
            @Override
            public Executor executor() {
                return handlers;
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                return timers.schedule(delay, task)::cancel;
            }
        });
        return new Cluster(adapter, timers, handlers);
    }

    /** Joins a namespace; the one of that name that was open before is closed. */
    public ClusterNamespace open(String name, Members members) {
        return open.compute(name, (same, before) -> {
            if (before != null) {
                before.leave();
            }
            ClusterNamespace namespace = new ClusterNamespace(name, members, ids, timers, handlers);
            namespace.join(adapter);
            return namespace;
        });
    }

    /** Leaves a namespace, unless another one of its name has taken its place. */
    public void close(ClusterNamespace namespace) {
        open.computeIfPresent(namespace.name(), (same, current) -> {
            if (current != namespace) {
                return current;
            }
            current.leave();
            return null;
        });
    }

    public ClusterHealth health() {
        return adapter.health();
    }

    public Optional<SessionStore> sessions() {
        return adapter.sessions();
    }

    /** Leaves the cluster. */
    public CompletionStage<Void> close() {
        return adapter.close();
    }
}
