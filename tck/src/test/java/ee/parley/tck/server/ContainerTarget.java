// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import ee.parley.runner.ServerFailedException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** A container with the TCK application's WAR: one process for each variant, started when it is first asked for. */
final class ContainerTarget implements Target {
    private final Container container;
    private final String webSocket;
    private final Map<Variant, RunningServer> servers = new EnumMap<>(Variant.class);

    /** A server that does not start is not tried again: each test would wait for it. */
    private final Map<Variant, ServerFailedException> failures = new EnumMap<>(Variant.class);

    ContainerTarget(Container container, String webSocket) {
        this.container = container;
        this.webSocket = webSocket;
    }

    @Override
    public synchronized URI uri(Variant variant) {
        ServerFailedException failed = failures.get(variant);
        if (failed != null) {
            throw failed;
        }
        try {
            return servers.computeIfAbsent(variant, this::start).uri();
        } catch (ServerFailedException e) {
            failures.put(variant, e);
            throw e;
        }
    }

    private RunningServer start(Variant variant) {
        Launch launch = Launch.of(container, Targets.war(container));
        for (Map.Entry<String, String> option : variant.options().entrySet()) {
            launch = launch.with(option.getKey(), option.getValue());
        }
        return launch.with("parley.websocket", webSocket).start();
    }

    @Override
    public synchronized void stop() {
        servers.values().forEach(RunningServer::close);
        servers.clear();
    }

    @Override
    public String toString() {
        return webSocket.equals("endpoint") ? container.title() : container.title() + ", " + webSocket;
    }
}
