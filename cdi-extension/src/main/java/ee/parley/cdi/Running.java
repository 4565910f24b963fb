// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.cdi.configuration.Configuration;
import ee.parley.cdi.thread.ApplicationThreads;
import ee.parley.cdi.thread.VirtualThreads;
import ee.parley.cdi.thread.Workers;
import ee.parley.cdi.transaction.ContainerTransactions;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.server.ParleyServer;
import ee.parley.impl.transport.websocket.WebSocketUpgrade;
import ee.parley.spi.ClusterAdapter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server with the threads it runs on. Thread-safe. */
final class Running {
    /** What handlers have to come to an end in, when the application is stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Closing blocks only on a peer that does not read, and then for a bounded time. */
    private static final int CLOSERS = 8;

    /** Writing never blocks, and only one has something to do at a time. */
    private static final int WRITERS = 1;

    private final Workers handlers;
    private final Workers closers;
    private final Workers writers;
    private final Payloads payloads;
    private final ParleyServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Running(Workers handlers, Workers closers, Workers writers, Payloads payloads, ParleyServer server) {
        this.handlers = handlers;
        this.closers = closers;
        this.writers = writers;
        this.payloads = payloads;
        this.server = server;
    }

    /** Starts a server. Must be called on a thread that has the application's context. Failing, it leaves nothing behind. */
    static Running start(
            Configuration configuration,
            Deployment deployment,
            Optional<ClusterAdapter> adapter,
            WebSocketUpgrade upgrade,
            ServletContext context) {
        ApplicationThreads threads = ApplicationThreads.ofContainer();
        try {
            return start(threads, configuration, deployment, adapter, upgrade, context);
        } finally {
            threads.started();
        }
    }

    private static Running start(
            ApplicationThreads threads,
            Configuration configuration,
            Deployment deployment,
            Optional<ClusterAdapter> adapter,
            WebSocketUpgrade upgrade,
            ServletContext context) {
        Payloads payloads = deployment.payloads();
        Workers handlers = handlers(configuration, threads);
        Workers closers = new Workers(CLOSERS, threads.numbered("parley-closer"));
        Workers writers = new Workers(WRITERS, threads.numbered("parley-writer"));
        ParleyServer server;
        try {
            server = new ParleyServer(
                    configuration.options(),
                    payloads,
                    new ParleyServer.Threads(handlers, closers, writers, threads.named("parley-timer")),
                    ContainerTransactions.find(configuration.options()),
                    deployment.surroundings(handlers),
                    deployment.roles(),
                    adapter,
                    upgrade,
                    context.getClassLoader());
        } catch (RuntimeException | Error failure) {
            handlers.close(Duration.ZERO);
            writers.close(Duration.ZERO);
            closers.close(Duration.ZERO);
            payloads.close();
            throw failure;
        }
        Running running = new Running(handlers, closers, writers, payloads, server);
        try {
            deployment.start(server.broker(), payloads, handlers, running::close);
        } catch (RuntimeException | Error failure) {
            running.close();
            throw failure;
        }
        if (deployment.names().isEmpty()) {
            CdiLog.nothingToServe();
        } else {
            String address = context.getContextPath() + configuration.options().path();
            CdiLog.started(address, String.join(", ", deployment.names()));
        }
        return running;
    }

    private static Workers handlers(Configuration configuration, ApplicationThreads threads) {
        String name = "parley-handler";
        if (configuration.virtualThreads()) {
            Optional<VirtualThreads> virtual = VirtualThreads.find(name);
            if (virtual.isPresent()) {
                return Workers.virtual(virtual.get());
            }
        }
        return new Workers(configuration.handlerThreads(), threads.numbered(name));
    }

    Servlet servlet() {
        return server.servlet();
    }

    /**
     * Ends the server: clients are told, handlers hear of it and come to an end, threads too.
     *
     * <p>Returns when that is done, or after a bounded time; at once, when another thread is doing it.
     */
    void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        await(server.close().toCompletableFuture());
        await(server.leaveCluster().toCompletableFuture());
        handlers.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        writers.close(Duration.ofSeconds(1));
        closers.close(Duration.ofSeconds(1));
        payloads.close();
    }

    /** Waits for the last handlers. Those that do not come to an end are interrupted afterwards. */
    private static void await(Future<Void> quiet) {
        try {
            quiet.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException stuck) {
            // Reported where they are interrupted.
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
