// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.server;

import ee.parley.ServerOptions;
import ee.parley.impl.bundle.ClientBundle;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.lane.WheelTimers;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.Broker;
import ee.parley.impl.socket.Surroundings;
import ee.parley.impl.socket.Transactions;
import ee.parley.impl.transport.WebSocketAcceptor;
import ee.parley.impl.transport.servlet.EngineServlet;
import ee.parley.impl.transport.upgrade.UpgradeAcceptor;
import ee.parley.impl.transport.websocket.WebSocketConnector;
import ee.parley.impl.transport.websocket.WebSocketUpgrade;
import ee.parley.spi.ClusterAdapter;
import jakarta.servlet.http.HttpServlet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The broker of one application, assembled and running. Thread-safe. */
public final class ParleyServer {
    private final WheelTimers timers;
    private final Broker broker;
    private final Engine engine;
    private final WebSocketAcceptor webSockets;
    private final EngineServlet servlet;

    /**
     * Starts a server without namespaces.
     *
     * @param options what it runs with
     * @param payloads binds and writes arguments
     * @param threads what it runs on
     * @param transactions those that the application's threads may be in
     * @param surroundings what is around the application's code
     * @param roles those that the application names
     * @param adapter carries messages to other nodes; empty where there are none
     * @param upgrade what was registered with the WebSocket container of the deployment
     * @param classes where the browser bundle may be: the application's class loader
     * @throws IllegalStateException when the adapter can never work here; nothing is left behind then
     */
    public ParleyServer(
            ServerOptions options,
            Payloads payloads,
            Threads threads,
            Transactions transactions,
            Surroundings surroundings,
            Set<String> roles,
            Optional<ClusterAdapter> adapter,
            WebSocketUpgrade upgrade,
            ClassLoader classes) {
        timers = new WheelTimers(threads.timer(), ServerLog::timerFailed);
        try {
            broker = new Broker(options, payloads, threads.handlers(), timers, transactions, surroundings, adapter);
        } catch (RuntimeException | Error failure) {
            timers.close();
            throw failure;
        }
        engine = new Engine(options, timers, broker);
        webSockets = options.websocket() == ServerOptions.WebSocketLayer.UPGRADE
                ? new UpgradeAcceptor(engine, options, timers, threads.writer(), threads.closer())
                : new WebSocketConnector(engine, options, timers, upgrade, threads.closer());
        servlet = new EngineServlet(
                engine,
                options,
                timers,
                webSockets,
                options.serveClient() ? ClientBundle.of(classes) : ClientBundle.none(),
                threads.closer(),
                broker.engineHooks(),
                roles,
                adapter.isPresent());
    }

    /**
     * The threads of a server; whoever makes them ends them, after {@link #close()}.
     *
     * @param handlers runs the application's code, which may block, with the application's context
     * @param closer runs what may block on a peer that does not read; not the handlers' threads, so that closing never waits
     *     behind a handler
     * @param writer runs writes that are put off; nothing that blocks, so that it is never held up
     * @param timer makes the one thread of the timers
     */
    public record Threads(Executor handlers, Executor closer, Executor writer, ThreadFactory timer) {}

    /** Returns what the application is given, and what namespaces are registered with. */
    public Broker broker() {
        return broker;
    }

    /** Returns the front door, to be mapped to the path of the options and to all below it. */
    public HttpServlet servlet() {
        return servlet;
    }

    /**
     * Stops: handlers hear that their sockets have left, polls are answered, WebSockets closed, handshakes refused.
     *
     * @return completes when every disconnect handler has returned
     */
    public CompletionStage<Void> close() {
        CompletionStage<Void> quiet = broker.close();
        engine.close();
        webSockets.close();
        timers.close();
        return quiet;
    }

    /**
     * Leaves the cluster, which handlers reach until they have returned: after {@link #close()} has completed, or when nobody
     * waits for that any more.
     *
     * @return completes when nothing of it is left
     */
    public CompletionStage<Void> leaveCluster() {
        return broker.leaveCluster();
    }
}
