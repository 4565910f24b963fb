// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** A container with the TCK application's WAR: one process for each variant, started when it is first asked for. */
final class ContainerTarget implements Target {
    private final Container container;
    private final String webSocket;
    private final Map<Variant, RunningServer> servers = new EnumMap<>(Variant.class);

    ContainerTarget(Container container, String webSocket) {
        this.container = container;
        this.webSocket = webSocket;
    }

    @Override
    public synchronized URI uri(Variant variant) {
        return servers.computeIfAbsent(variant, this::start).uri();
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
