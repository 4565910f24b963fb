// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.ServerOptions;
import ee.parley.cdi.configuration.Adapters;
import ee.parley.cdi.configuration.Configuration;
import ee.parley.cdi.configuration.Settings;
import ee.parley.cdi.problem.Problems;
import ee.parley.impl.transport.upgrade.ProvenContainers;
import ee.parley.impl.transport.websocket.WebSocketUpgrade;
import ee.parley.spi.ClusterAdapter;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way into the server of one web application, and the server's life, as far as the servlet container decides it.
 *
 * <pre>
 *   registered --contextInitialized--> endpoint known --servlet's init--> open --+
 *       |                                   |                                    | the beans are about to go,
 *       +-----------------------------------+------------------------------------+ the servlet is destroyed, or
 *                                                                                | the context is
 *                                                                              closed
 * </pre>
 *
 * Whichever end comes first closes; the others find nothing left to do. One that never opened has nothing to close.
 */
final class Entrance implements ServletContextListener {
    private final String path;

    /** Written by the thread that deploys, before the servlet's init. */
    private @Nullable WebSocketUpgrade upgrade;

    private volatile @Nullable Running running;

    Entrance(String path) {
        this.path = path;
    }

    /** The last moment at which every container takes an endpoint. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        Object container = event.getServletContext().getAttribute(ServerContainer.class.getName());
        if (!(container instanceof ServerContainer webSockets)) {
            throw new IllegalStateException("PARLEY6113 The container offers no WebSocket to this application. Put the"
                    + " Parley jars into WEB-INF/lib, where the container looks for endpoints.");
        }
        try {
            upgrade = WebSocketUpgrade.register(webSockets);
        } catch (DeploymentException refused) {
            throw new IllegalStateException("PARLEY6114 The container refuses the WebSocket endpoint", refused);
        }
    }

    /**
     * Starts the server.
     *
     * @throws IllegalStateException when it cannot be; not a {@code ServletException}, with which some containers log no
     *     more than a line, and deploy the application without its server
     */
    void open(ServletContext context) {
        WebSocketUpgrade webSockets = upgrade;
        if (webSockets == null) {
            throw new IllegalStateException("PARLEY6115 The servlet context was not initialized");
        }
        Deployment deployment = deployment();
        Problems problems = new Problems();
        Configuration configured = Configuration.read(Settings.ofContainer(), problems);
        Optional<ClusterAdapter> adapter = deployment
                .clusterAdapter()
                .or(() -> configured
                        .cluster()
                        .flatMap(address ->
                                Adapters.find(address, Settings.ofContainer(), context.getClassLoader(), problems)));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.report());
        }
        ServerOptions options = deployment.options().orElse(configured.options());
        if (options.websocket() == ServerOptions.WebSocketLayer.UPGRADE) {
            ProvenContainers.require(context);
        }
        running = Running.start(configured.with(options, path), deployment, adapter, webSockets, context);
    }

    private static Deployment deployment() {
        try {
            return CDI.current()
                    .getBeanManager()
                    .getExtension(ParleyExtension.class)
                    .deployment();
        } catch (IllegalStateException | IllegalArgumentException none) {
            throw new IllegalStateException(
                    "PARLEY6116 There is no CDI container for this application, or it does not know Parley's extension",
                    none);
        }
    }

    /** The servlet that knows the protocol. */
    Servlet servlet() throws ServletException {
        Running open = running;
        if (open == null) {
            throw new ServletException("PARLEY6117 The Socket.IO server is not open");
        }
        return open.servlet();
    }

    void close() {
        Running open = running;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        close();
    }
}
