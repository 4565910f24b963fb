// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.parley.DisconnectReason;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Qualifier;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartUpTest {
    private static final String HANDSHAKE = "/app/socket.io/?EIO=4&transport=polling";

    @SocketNamespace
    static class Main {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        BlockingQueue<String> heard() {
            return heard;
        }

        @OnConnect
        void enter(Socket socket) {
            socket.emit("welcome", Thread.currentThread().getName());
        }

        @OnDisconnect
        void leave(DisconnectReason reason) {
            heard.add(reason.text());
        }

        @PreDestroy
        void destroy() {
            heard.add("bean destroyed");
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parley-"))
                .toList();
    }

    private static void assertThatOnlyTheTimerRuns() {
        assertThat(threads()).extracting(Thread::getName).containsExactly("parley-timer");
    }

    /** A thread that has been told to end may take a moment to do so. */
    private static void assertThatNoThreadIsLeft() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(5_000);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void theServerAnswersUnderTheContextPathWithAndWithoutATrailingSlash() throws Exception {
        try (WebApplication application = WebApplication.start(Main.class)) {
            assertThat(application.get(HANDSHAKE).body()).startsWith("0{\"sid\":\"");
            assertThat(application.get("/app/socket.io?EIO=4&transport=polling").body())
                    .startsWith("0{\"sid\":\"");
            assertThat(application.get("/app/other").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aHandlerRunsOnAThreadOfItsOwn() throws Exception {
        try (WebApplication application = WebApplication.start(Main.class)) {
            Client client = Client.connect(application, "/app/socket.io/");
            assertThat(client.next()).startsWith("0{");
            client.send("40");
            assertThat(client.next()).startsWith("40{\"sid\":");
            assertThat(client.next()).isEqualTo("42[\"welcome\",\"parley-handler-1\"]");
        }
    }

    @Test
    void handlersHearOfTheEndBeforeTheirBeansGo() throws Exception {
        BlockingQueue<String> heard;
        try (WebApplication application = WebApplication.start(Main.class)) {
            heard = application.beans.select(Main.class).get().heard();
            Client client = Client.connect(application, "/app/socket.io/");
            client.send("40");
            client.next();
            client.next();
            client.next();
            application.beans.close();
            assertThat(client.closed()).isEqualTo("closed 1000");
        }
        assertThat(heard).containsExactly("server shutting down", "bean destroyed");
        assertThatNoThreadIsLeft();
    }

    @Test
    void withoutTheBeansEndTheContextsEndClosesTheServer() throws Exception {
        try (WebApplication application = WebApplication.start(Main.class)) {
            assertThatOnlyTheTimerRuns();
            application.undeploy();
            assertThatNoThreadIsLeft();
        }
    }

    @Test
    void anApplicationWithoutNamespacesIsLeftAlone() throws Exception {
        try (WebApplication application = WebApplication.start(Unconcerned.class)) {
            assertThat(application.get(HANDSHAKE).statusCode()).isEqualTo(200);
            assertThat(application.beans.select(SocketServer.class).get().clientsCount())
                    .isEqualTo(1);
        }
    }

    @ApplicationScoped
    static class Unconcerned {}

    @Test
    void thePathMayBeAContextParameter() throws Exception {
        try (WebApplication application =
                WebApplication.start(info -> info.addInitParameter("parley.path", "/rt/live"), Main.class)) {
            assertThat(application.get("/app/rt/live/?EIO=4&transport=polling").statusCode())
                    .isEqualTo(200);
            assertThat(application.get(HANDSHAKE).statusCode()).isEqualTo(404);
            assertThat(application.context().getInitParameter("org.jboss.weld.context.mapping"))
                    .isEqualTo("^(?!/rt/live(/|$)).*");
        }
    }

    @Test
    void aMalformedPathEndsTheDeployment() throws InterruptedException {
        assertThatThrownBy(() -> WebApplication.start(info -> info.addInitParameter("parley.path", "rt"), Main.class))
                .rootCause()
                .hasMessage("path must begin with /, name something and not end with /, was \"rt\"");
        assertThatNoThreadIsLeft();
    }

    @Test
    void aPathThatIsTakenEndsTheDeployment() throws InterruptedException {
        assertThatThrownBy(() -> WebApplication.start(
                        info -> info.addServlet(
                                Servlets.servlet("own", Plain.class).addMapping("/socket.io/*")),
                        Main.class))
                .rootCause()
                .isInstanceOf(ServletException.class)
                .hasMessage("PARLEY6111 Another servlet of this application is mapped to [/socket.io/*]. Choose another"
                        + " path by parley.path.");
        assertThatNoThreadIsLeft();
    }

    public static class Plain extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aContainerWithoutWebSocketEndsTheDeployment() {
        ServletContext none = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> null);
        assertThatIllegalStateException()
                .isThrownBy(() -> new Entrance("/socket.io").contextInitialized(new ServletContextEvent(none)))
                .withMessage(
                        "PARLEY6113 The container offers no WebSocket to this application. Put the Parley jars into"
                                + " WEB-INF/lib, where the container looks for endpoints.");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Entrance("/socket.io").open(none))
                .withMessage("PARLEY6115 The servlet context was not initialized");
    }

    @Test
    void anApplicationWithoutBeansEndsTheDeployment() {
        assertThatThrownBy(() -> WebApplication.start(
                        info -> info.addListener(Servlets.listener(WithoutBeans.class)), Main.class))
                .hasMessage("PARLEY6116 There is no CDI container for this application, or it does not know Parley's"
                        + " extension");
    }

    public static class WithoutBeans implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            ((SeContainer) CDI.current()).close();
        }
    }

    @Test
    void aRequestBeforeTheServerIsOpenIsAnError() {
        assertThatThrownBy(() -> new Entrance("/socket.io").servlet())
                .isInstanceOf(ServletException.class)
                .hasMessage("PARLEY6117 The Socket.IO server is not open");
    }

    @Test
    void theSameJarTwiceEndsTheDeployment() {
        assertThatThrownBy(() -> WebApplication.start(
                        info -> info.addServletContainerInitializer(new ServletContainerInitializerInfo(
                                ParleyInitializer.class,
                                new ImmediateInstanceFactory<>(new ParleyInitializer()),
                                Set.of())),
                        Main.class))
                .rootCause()
                .hasMessage(
                        "PARLEY6110 There is a servlet named parley already: is the jar of the CDI extension in this"
                                + " application twice?");
    }

    @Test
    void aDeploymentThatFailsAfterTheServerHasStartedLeavesNothingBehind() throws InterruptedException {
        assertThatThrownBy(() -> WebApplication.start(
                        info -> info.addServlet(Servlets.servlet("broken", Broken.class)
                                .addMapping("/broken")
                                .setLoadOnStartup(2)),
                        Main.class))
                .hasMessage("broken on purpose");
        assertThatNoThreadIsLeft();
    }

    public static class Broken extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        public void init() {
            assertThatOnlyTheTimerRuns();
            throw new IllegalStateException("broken on purpose");
        }
    }

    @Test
    void weldIsKeptFromLeavingRequestContextsOnTheThreadsOfPolls() throws Exception {
        try (WebApplication application = WebApplication.start(Main.class)) {
            assertThat(application.context().getInitParameter("org.jboss.weld.context.mapping"))
                    .isEqualTo("^(?!/socket\\.io(/|$)).*");
            assertThat(application.context().getInitParameter("org.jboss.weld.context.ignore.guard"))
                    .isEqualTo("false");
        }
    }

    @Test
    void whatTheApplicationToldWeldItselfIsLeftAlone() throws Exception {
        try (WebApplication application = WebApplication.start(
                info -> info.addInitParameter("org.jboss.weld.context.mapping", ".*"), Main.class)) {
            assertThat(application.context().getInitParameter("org.jboss.weld.context.mapping"))
                    .isEqualTo(".*");
        }
    }

    @ApplicationScoped
    static class Producer {
        @Produces
        ServerOptions options() {
            return ServerOptions.builder()
                    .path("/ignored")
                    .pingInterval(Duration.ofMillis(1234))
                    .build();
        }
    }

    @Test
    void optionsOfAProducerWinButForThePath() throws Exception {
        System.setProperty("parley.ping-interval", "4321");
        try (WebApplication application = WebApplication.start(Main.class, Producer.class)) {
            assertThat(application.get(HANDSHAKE).body()).contains("\"pingInterval\":1234,");
            assertThat(application
                            .beans
                            .select(SocketServer.class)
                            .get()
                            .options()
                            .path())
                    .isEqualTo("/socket.io");
        } finally {
            System.clearProperty("parley.ping-interval");
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfAnotherServer {}

    @ApplicationScoped
    static class Qualified {
        @Produces
        @OfAnotherServer
        ServerOptions options() {
            return ServerOptions.builder().maxDepth(1).build();
        }
    }

    @ApplicationScoped
    @Alternative
    @Priority(1)
    static class Preferred {
        @Produces
        ServerOptions options = ServerOptions.builder().maxDepth(2).build();
    }

    @Test
    void anAlternativeWinsAndAQualifiedProducerIsNotAsked() throws Exception {
        try (WebApplication application =
                WebApplication.start(Main.class, Producer.class, Qualified.class, Preferred.class)) {
            assertThat(application
                            .beans
                            .select(SocketServer.class)
                            .get()
                            .options()
                            .maxDepth())
                    .isEqualTo(2);
        }
    }

    @ApplicationScoped
    static class BrokenProducer {
        @Produces
        ServerOptions options() {
            return ServerOptions.builder().maxDepth(0).build();
        }
    }

    @Test
    void aProducerThatFailsEndsTheDeployment() throws InterruptedException {
        assertThatThrownBy(() -> WebApplication.start(Main.class, BrokenProducer.class))
                .hasMessage("maxDepth must be positive, was 0");
        assertThatNoThreadIsLeft();
    }

    @Test
    void settingsAreReadWhereThereIsNoProducer() throws Exception {
        System.setProperty("parley.ping-interval", "4321");
        try (WebApplication application = WebApplication.start(Main.class)) {
            assertThat(application.get(HANDSHAKE).body()).contains("\"pingInterval\":4321,");
        } finally {
            System.clearProperty("parley.ping-interval");
        }
    }

    /** A WebSocket that keeps what it receives. */
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private WebSocket socket;

        static Client connect(WebApplication application, String path) {
            Client client = new Client();
            client.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws:" + application.origin() + path + "?EIO=4&transport=websocket"), client)
                    .join();
            return client;
        }

        void send(String text) {
            socket.sendText(text, true).join();
        }

        String next() throws InterruptedException {
            return received.poll(10, TimeUnit.SECONDS);
        }

        /** How it ended; what came before is skipped. */
        String closed() throws InterruptedException {
            String next = next();
            while (next != null && !next.startsWith("closed")) {
                next = next();
            }
            return next;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            received.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            received.add("closed " + code);
            return null;
        }
    }
}
