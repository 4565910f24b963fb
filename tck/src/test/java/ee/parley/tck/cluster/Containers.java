// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The containers of this run ({@code parley.tck.on}), each one process for all modes: an application for each. They start
 * side by side.
 */
final class Containers implements AutoCloseable {
    private final List<Container> kinds;
    private final Map<Container, RunningServer> servers = new EnumMap<>(Container.class);

    Containers(List<Container> kinds) {
        this.kinds = kinds;
    }

    /** One of each kind of this run. */
    static Containers ofThisRun() {
        return new Containers(kinds());
    }

    /** The kinds of this run; none where the reference server is examined alone. */
    static List<Container> kinds() {
        return Arrays.stream(System.getProperty("parley.tck.on", "payara_micro,wildfly")
                        .split(",", -1))
                .filter(name -> !name.equals("reference"))
                .map(name -> Container.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** Deploys the application on each, and returns the nodes. */
    List<Member> join(Mode mode, Map<String, String> options) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        Path war = ClusterWar.build(mode, options);
        ExecutorService each = Executors.newFixedThreadPool(kinds.size());
        try {
            return kinds.stream()
                    .map(kind -> CompletableFuture.supplyAsync(() -> deploy(kind, mode, war), each))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            each.shutdown();
        }
    }

    private Member deploy(Container kind, Mode mode, Path war) {
        RunningServer running = running(kind);
        if (running == null) {
            RunningServer started = start(kind, war);
            return member(kind, started, started.uri());
        }
        return member(kind, running, running.deployBeside(war, "/" + mode.key()));
    }

    private static Member member(Container kind, RunningServer server, URI uri) {
        return new Member(kind.title(), uri, server.pid(), Optional.of(server.log()), () -> {});
    }

    private synchronized RunningServer running(Container kind) {
        return servers.get(kind);
    }

    private RunningServer start(Container kind, Path war) {
        RunningServer server = Launch.of(kind, war).start();
        synchronized (this) {
            servers.put(kind, server);
        }
        return server;
    }

    /** Ends each of them at once, as a machine that loses its power. */
    synchronized void kill() {
        servers.values().forEach(RunningServer::kill);
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(RunningServer::close);
    }
}
