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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The containers of this run ({@code parley.tck.on}), each one process for all modes: an application for each. They start
 * side by side.
 */
final class Containers implements AutoCloseable {
    private final List<Container> kinds = Arrays.stream(
                    System.getProperty("parley.tck.on", "payara_micro,wildfly").split(",", -1))
            .filter(name -> !name.equals("reference"))
            .map(name -> Container.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList();
    private final Map<Container, RunningServer> servers = new EnumMap<>(Container.class);

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
        URI uri = running == null ? start(kind, war).uri() : running.deployBeside(war, "/" + mode.key());
        return new Member(kind.title(), uri, () -> {});
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

    /** What each of them has printed. */
    synchronized List<Path> logs() {
        return servers.values().stream().map(RunningServer::log).toList();
    }

    @Override
    public synchronized void close() {
        servers.values().forEach(RunningServer::close);
    }
}
