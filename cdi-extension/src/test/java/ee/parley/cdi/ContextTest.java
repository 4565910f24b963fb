// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.DisconnectReason;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContextTest {
    @ApplicationScoped
    static class Journal {
        private final List<String> lines = new ArrayList<>();

        void note(String line) {
            lines.add(line);
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    @RequestScoped
    static class PerCallback {
        @Inject
        Journal journal;

        private int calls;

        void call() {
            journal.note("call " + ++calls);
        }

        @PreDestroy
        void destroy() {
            journal.note("destroyed");
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Traced {}

    @Traced
    @Interceptor
    @Priority(1)
    static class Tracing {
        @Inject
        Journal journal;

        @AroundInvoke
        Object trace(InvocationContext call) throws Exception {
            journal.note("before " + call.getMethod().getName());
            Object result = call.proceed();
            journal.note("after");
            return result;
        }
    }

    interface Echoing {
        String echo(String text);
    }

    @Decorator
    @Priority(1)
    abstract static class Shouting implements Echoing {
        @Inject
        @Delegate
        @Any
        Echoing delegate;

        @Override
        public String echo(String text) {
            return delegate.echo(text) + "!";
        }
    }

    /** Reached through the chain of calls, not by a parameter. */
    @ApplicationScoped
    static class Service {
        @Inject
        Socket current;

        @Inject
        @InNamespace("/b")
        Namespace other;

        String currentId() {
            return current.id();
        }

        boolean currentIsIn(String room) {
            return current.rooms().contains(room);
        }

        void tellOthers(String event) {
            other.emit(event);
        }
    }

    @SocketNamespace("/a")
    static class Chat implements Echoing {
        @Inject
        Namespace own;

        @Inject
        Service service;

        @Inject
        PerCallback perCallback;

        @Inject
        Journal journal;

        String ownName() {
            return own.name();
        }

        @OnConnect
        void enter(Socket socket) {
            perCallback.call();
            journal.note("connect " + service.currentId().equals(socket.id()));
        }

        @OnEvent("twice")
        void twice() {
            perCallback.call();
            perCallback.call();
        }

        @OnEvent("current")
        boolean current(Socket socket) {
            return service.currentId().equals(socket.id()) && service.currentIsIn(socket.id());
        }

        @OnEvent("sendOthersAway")
        boolean sendOthersAway(Socket socket) {
            own.sockets().stream().filter(other -> !other.equals(socket)).forEach(other -> other.disconnect(false));
            return service.currentId().equals(socket.id());
        }

        @Traced
        @OnEvent("traced")
        void traced() {
            journal.note("inside");
        }

        @Override
        @OnEvent("echo")
        public String echo(String text) {
            return text;
        }

        @OnEvent("broadcast")
        void broadcast() {
            own.emit("all", own.sockets().size());
        }

        @OnDisconnect
        void leave(Socket socket, DisconnectReason reason) {
            perCallback.call();
            journal.note(reason + " " + service.currentId().equals(socket.id()));
        }
    }

    @RequestScoped
    @SocketNamespace("/b")
    static class PerRequest {
        private int calls;

        @OnEvent("count")
        int count() {
            return ++calls;
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(
                Journal.class,
                PerCallback.class,
                Tracing.class,
                Shouting.class,
                Service.class,
                Chat.class,
                PerRequest.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private List<String> journal() {
        return served.bean(Journal.class).take();
    }

    @Test
    void everyCallbackHasARequestContextOfItsOwn() {
        Served.Client client = served.joined();
        assertThat(journal()).containsExactly("call 1", "connect true", "destroyed");
        client.sends("42/a,[\"twice\"]");
        assertThat(journal()).containsExactly("call 1", "call 2", "destroyed");
        client.vanishes();
        assertThat(journal()).containsExactly("call 1", "transport close true", "destroyed");
    }

    @Test
    void theRequestContextEndsWithTheCallback() {
        Served.Client client = served.joined();
        client.sends("42/a,[\"twice\"]");
        journal();
        assertThatExceptionOfType(ContextNotActiveException.class)
                .isThrownBy(() -> served.bean(PerCallback.class).call());
    }

    @Test
    void aRequestScopedNamespaceBeanIsNewForEachCallback() {
        Served.Client client = served.client();
        client.sends("40/b,", "42/b,1[\"count\"]", "42/b,2[\"count\"]");
        assertThat(client.received()).containsExactly("40/b,{\"sid\":\"ID\"}", "43/b,1[1]", "43/b,2[1]");
    }

    @Test
    void interceptorsApplyToHandlersThatAreNotPublic() {
        served.joined().sends("42/a,[\"traced\"]");
        assertThat(journal()).endsWith("before traced", "inside", "after");
    }

    @Test
    void decoratorsApply() {
        Served.Client client = served.joined();
        client.sends("42/a,1[\"echo\",\"hi\"]");
        assertThat(client.received()).containsExactly("43/a,1[\"hi!\"]");
    }

    @Test
    void theInjectedSocketIsTheOneWhoseCallbackRuns() {
        Served.Client first = served.joined();
        Served.Client second = served.joined();
        first.sends("42/a,1[\"current\"]");
        second.sends("42/a,2[\"current\"]");
        assertThat(first.received()).containsExactly("43/a,1[true]");
        assertThat(second.received()).containsExactly("43/a,2[true]");
    }

    @Test
    void theInjectedSocketIsNobodyOutsideACallback() {
        assertThatIllegalStateException()
                .isThrownBy(() -> served.bean(Service.class).currentId())
                .withMessage(
                        "PARLEY6109 An injected Socket is the one whose callback is running, and none is on thread "
                                + Thread.currentThread().getName()
                                + ". Elsewhere take it as a parameter, or find it through Namespace.sockets().");
    }

    @Test
    void aCallbackWithinACallbackGivesTheSocketBack() {
        served.joined();
        Served.Client client = served.joined();
        client.sends("42/a,1[\"sendOthersAway\"]");
        assertThat(client.received()).containsExactly("43/a,1[true]");
        assertThat(journal()).contains("server namespace disconnect true");
    }

    @Test
    void aNamespaceThatIsLookedUpByAnUnknownNameSaysSo() {
        Namespace nowhere =
                served.container.select(Namespace.class, new Named("/nowhere")).get();
        assertThatIllegalStateException()
                .isThrownBy(nowhere::sockets)
                .withMessage("PARLEY6102 There is no namespace /nowhere.");
    }

    private static final class Named extends AnnotationLiteral<InNamespace> implements InNamespace {
        private static final long serialVersionUID = 1L;
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String value() {
            return name;
        }
    }

    @Test
    void anInjectedNamespaceReachesTheSameSocketsAsTheServers() throws Exception {
        Served.Client client = served.joined();
        Namespace namespace =
                served.container.select(Namespace.class, new Named("/a")).get();
        Socket socket = namespace.sockets().iterator().next();
        namespace.socketsJoin("room").toCompletableFuture().get();
        assertThat(socket.rooms()).contains("room");
        namespace.to("room").emit("to");
        namespace.in("room").emit("in");
        namespace.except("room").emit("except");
        namespace.local().emit("local");
        namespace.asVolatile().emit("volatile");
        namespace.compress(false).emit("compress");
        namespace.timeout(Duration.ofSeconds(1)).emit("timeout");
        assertThat(client.received())
                .containsExactly(
                        "42/a,[\"to\"]",
                        "42/a,[\"in\"]",
                        "42/a,[\"local\"]",
                        "42/a,[\"volatile\"]",
                        "42/a,[\"compress\"]",
                        "42/a,[\"timeout\"]");
        assertThat(namespace.fetchSockets().toCompletableFuture().get()).contains(socket);
        assertThat(namespace.emitWithAck(String.class, "ask").toCompletableFuture())
                .isNotDone();
        assertThat(client.received()).singleElement().asString().matches("42/a,\\d+\\[\"ask\"]");
        namespace.socketsLeave("room").toCompletableFuture().get();
        assertThat(socket.rooms()).doesNotContain("room");
        namespace.disconnectSockets(false).toCompletableFuture().get();
        assertThat(client.received()).containsExactly("41/a,");
    }

    @Test
    void aNamespaceBeanIsInjectedItsOwnNamespace() {
        assertThat(served.bean(Chat.class).ownName()).isEqualTo("/a");
        Served.Client client = served.joined();
        client.sends("42/a,[\"broadcast\"]");
        assertThat(client.received()).singleElement().asString().startsWith("42/a,[\"all\",");
    }

    @Test
    void anyBeanIsInjectedANamespaceByItsName() {
        Served.Client client = served.client();
        client.sends("40/b,");
        client.received();
        served.bean(Service.class).tellOthers("news");
        assertThat(client.received()).containsExactly("42/b,[\"news\"]");
    }

    /** What a page's backing bean looks like; the container checks that it can be passivated. */
    @SessionScoped
    static class PerSession implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        @InNamespace("/b")
        Namespace namespace;

        @Inject
        SocketServer server;

        @Inject
        Socket socket;
    }

    @Test
    void beansOfASessionAreInjectedToo() {
        try (Served other = new Served(PerSession.class, PerRequest.class)) {
            assertThat(other.container.isRunning()).isTrue();
        }
    }

    @Test
    void theServerIsInjectableAnywhere() {
        assertThat(served.bean(SocketServer.class).namespace("a")).isPresent();
    }

    @Test
    void theServerSaysSoWhenItDoesNotRunYet() {
        try (SeContainer container = Containers.of(Journal.class)) {
            SocketServer server = container.select(SocketServer.class).get();
            assertThatIllegalStateException()
                    .isThrownBy(server::clientsCount)
                    .withMessage("PARLEY6101 The Socket.IO server does not run yet. It starts with the application's"
                            + " servlets: use it from then on, not while beans are being created at start-up.");
        }
    }

    @Test
    void handlersHearOfTheEndWhileTheirBeansLive() {
        List<String> heard = new ArrayList<>();
        try (Served ending = new Served(LastWords.class)) {
            ending.bean(LastWords.class).into(heard);
            ending.joined();
        }
        assertThat(heard).containsExactly("server shutting down", "bean destroyed");
    }

    @SocketNamespace("/a")
    static class LastWords {
        private List<String> heard = List.of();

        void into(List<String> list) {
            heard = list;
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
}
