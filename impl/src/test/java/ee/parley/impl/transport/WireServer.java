// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import ee.parley.ServerOptions;
import ee.parley.impl.bundle.ClientBundle;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.Hooks;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionListener;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.transport.servlet.EngineServlet;
import ee.parley.impl.transport.upgrade.ProvenContainers;
import ee.parley.impl.transport.upgrade.UpgradeAcceptor;
import ee.parley.impl.transport.websocket.WebSocketConnector;
import ee.parley.impl.transport.websocket.WebSocketUpgrade;
import ee.parley.impl.wire.engineio.Frame;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * The transports in a real container, on the loopback address. Whatever a session receives it sends back; its end is kept.
 */
public final class WireServer implements AutoCloseable {
    static {
        // The container's log goes where the other test libraries' goes: nowhere.
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    public final ManualTimers timers = new ManualTimers();
    public final Engine engine;
    public final Hooks hooks = new Hooks();

    /** The sessions, in the order in which they opened. */
    public final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();

    /** What has ended, as {@code reason: description}. */
    public final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private final ExecutorService closer = Executors.newCachedThreadPool();
    private volatile WebSocketAcceptor acceptor;
    private final Undertow undertow;
    private final DeploymentManager deployment;
    private final int port;

    public static WireServer start() {
        return start(options -> options);
    }

    public static WireServer start(UnaryOperator<ServerOptions.Builder> options) {
        return new WireServer(options.apply(ServerOptions.builder()).build(), ClientBundle.none());
    }

    /** A server with that WebSocket beneath; what is served must not differ. */
    public static WireServer start(ServerOptions.WebSocketLayer layer, UnaryOperator<ServerOptions.Builder> options) {
        return start(builder -> options.apply(builder.websocket(layer)));
    }

    public WireServer(ServerOptions options, ClientBundle bundle) {
        engine = new Engine(options, timers, this::accept);
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(WireServer.class.getClassLoader())
                .setContextPath("/app")
                .setDeploymentName("app.war")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .setBuffers(new DefaultByteBufferPool(false, 16_384))
                                .setDispatchToWorkerThread(true))
                .addListener(new ListenerInfo(
                        ServletContextListener.class, new ImmediateInstanceFactory<>(new Starter(options, bundle))));
        deployment = Servlets.defaultContainer().addDeployment(info);
        deployment.deploy();
        try {
            undertow = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setIoThreads(2)
                    .setWorkerThreads(8)
                    .setHandler(Handlers.path().addPrefixPath("/app", deployment.start()))
                    .build();
        } catch (ServletException e) {
            throw new AssertionError(e);
        }
        undertow.start();
        port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Registers as an application's listener does, while the context starts. */
    private final class Starter implements ServletContextListener {
        private final ServerOptions options;
        private final ClientBundle bundle;

        Starter(ServerOptions options, ClientBundle bundle) {
            this.options = options;
            this.bundle = bundle;
        }

        @Override
        public void contextInitialized(ServletContextEvent event) {
            var context = event.getServletContext();
            try {
                WebSocketUpgrade upgrade = WebSocketUpgrade.register(
                        (ServerContainer) context.getAttribute(ServerContainer.class.getName()));
                WebSocketAcceptor webSockets;
                if (options.websocket() == ServerOptions.WebSocketLayer.UPGRADE) {
                    ProvenContainers.require(context);
                    webSockets = new UpgradeAcceptor(engine, options, timers, closer, closer);
                } else {
                    webSockets = new WebSocketConnector(engine, options, timers, upgrade, closer);
                }
                acceptor = webSockets;
                var servlet = context.addServlet(
                        "engine",
                        new EngineServlet(
                                engine,
                                options,
                                timers,
                                webSockets,
                                bundle,
                                closer,
                                hooks,
                                Set.of("clerk", "manager"),
                                false));
                servlet.setAsyncSupported(true);
                servlet.addMapping(options.path(), options.path() + "/*");
            } catch (DeploymentException e) {
                throw new AssertionError(e);
            }
        }
    }

    private SessionListener accept(Session session) {
        opened.add(session);
        return new SessionListener() {
            @Override
            public void text(String frame, int start) {
                session.send(List.of(Frame.message(frame.substring(start))));
            }

            @Override
            public void binary(ByteBuffer message) {
                session.send(List.of(Frame.binary(message)));
            }

            @Override
            public void closed(CloseReason reason, String description) {
                ended.add(reason + ": " + description);
            }
        };
    }

    /** A connection to this server. */
    public RawHttp connect() {
        return new RawHttp(port);
    }

    /** One request on a connection of its own. */
    public RawHttp.Response request(String method, String target, String... headers) {
        try (RawHttp http = connect()) {
            http.send(method, target, "", headers);
            return http.read();
        }
    }

    /** Opens a session over polling; returns its sid. */
    public String openPolling() {
        String packet =
                request("GET", "/app/socket.io/?EIO=4&transport=polling").text();
        return packet.replaceAll(".*\"sid\":\"([^\"]{20})\".*", "$1");
    }

    /** A poll, answered or not. */
    public RawHttp poll(String sid, String... headers) {
        RawHttp http = connect();
        http.send("GET", "/app/socket.io/?EIO=4&transport=polling&sid=" + sid, "", headers);
        return http;
    }

    /** A POST of a session, and its answer. */
    public RawHttp.Response post(String sid, String body) {
        try (RawHttp http = connect()) {
            http.send("POST", "/app/socket.io/?EIO=4&transport=polling&sid=" + sid, body);
            return http.read();
        }
    }

    /** A WebSocket connection; {@code parameters} such as {@code &sid=…}. */
    public RawWebSocket webSocket(String parameters, String... headers) {
        RawHttp http = connect();
        return RawWebSocket.open(http, "/app/socket.io/?EIO=4&transport=websocket" + parameters, headers);
    }

    /** Waits until all that has been handed to the session's lane is done. */
    public static void settle(Session session) {
        CountDownLatch done = new CountDownLatch(1);
        session.lane().execute(done::countDown);
        await(done);
    }

    /** Waits until a poll of the session waits. */
    public static void awaitParked(Session session) {
        AtomicBoolean parked = new AtomicBoolean();
        while (!parked.get()) {
            CountDownLatch asked = new CountDownLatch(1);
            session.lane().execute(() -> {
                parked.set(session.transport().writable());
                asked.countDown();
            });
            await(asked);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("waited 10 seconds in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The session that opened next. */
    public Session nextSession() {
        return next(opened);
    }

    /** How the next session ended, as {@code reason: description}. */
    public String nextEnd() {
        return next(ended);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("waited 10 seconds in vain");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends the connections that are still there, as at the end of an application. */
    public void letGo() {
        acceptor.close();
    }

    @Override
    public void close() {
        engine.close();
        letGo();
        try {
            deployment.stop();
            deployment.undeploy();
        } catch (ServletException e) {
            throw new AssertionError(e);
        }
        undertow.stop();
        closer.shutdown();
    }
}
