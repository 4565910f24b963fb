// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectMiddleware;
import ee.parley.ConnectionRefusedException;
import ee.parley.EngineHooks;
import ee.parley.EngineRequest;
import ee.parley.EventException;
import ee.parley.EventMiddleware;
import ee.parley.InNamespace;
import ee.parley.IncomingEvent;
import ee.parley.OnConnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MiddlewareBeansTest {
    @ApplicationScoped
    static class Diary {
        private final List<String> lines = new ArrayList<>();
        private CompletableFuture<String> decision = new CompletableFuture<>();

        void write(String line) {
            lines.add(line);
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }

        CompletableFuture<String> decision() {
            return decision;
        }
    }

    @RequestScoped
    static class Request {
        String name() {
            return "request";
        }
    }

    @SocketNamespace("/a")
    static class First {
        @Inject
        Diary diary;

        @OnConnect
        void enter() {
            diary.write("gate");
        }

        @OnEvent("e")
        String event() {
            diary.write("handler");
            return "done";
        }

        @OnEvent("later")
        String later() {
            return "done";
        }
    }

    @SocketNamespace("/b-{id}")
    static class Second {
        @OnEvent("e")
        String event() {
            return "done";
        }
    }

    @ApplicationScoped
    static class Unordered implements EventMiddleware, ConnectMiddleware {
        @Inject
        Diary diary;

        @Inject
        Socket current;

        @Inject
        Request request;

        @Override
        public CompletionStage<?> event(Socket socket, IncomingEvent event) {
            diary.write("last of " + socket.namespace().name() + " "
                    + current.id().equals(socket.id()) + " " + request.name());
            return event.name().equals("later") ? diary.decision() : null;
        }

        @Override
        public CompletionStage<?> connect(Socket socket) {
            diary.write("connect " + socket.namespace().name() + " " + current.connected());
            return null;
        }
    }

    @Dependent
    @Priority(10)
    static class Tenth implements EventMiddleware {
        static final List<String> ENDED = new ArrayList<>();

        @Inject
        Diary diary;

        @Override
        public CompletionStage<?> event(Socket socket, IncomingEvent event) {
            diary.write("10");
            return null;
        }

        @PreDestroy
        void end() {
            ENDED.add("10");
        }
    }

    @ApplicationScoped
    static class Producer {
        @Inject
        Diary diary;

        @Produces
        @ApplicationScoped
        @Priority(5)
        @InNamespace("/a")
        EventMiddleware fifth() {
            return (socket, event) -> {
                diary.write("5");
                return CompletableFuture.completedFuture("ignored");
            };
        }
    }

    @ApplicationScoped
    @InNamespace("/b-{id}")
    static class OfSecond implements ConnectMiddleware {
        @Override
        public CompletionStage<?> connect(Socket socket) {
            if (socket.namespace().name().equals("/b-0")) {
                throw new ConnectionRefusedException("closed");
            }
            return null;
        }
    }

    @ApplicationScoped
    static class Errors {
        @OnError
        String state(IllegalStateException failure) {
            return "answered: " + failure.getMessage();
        }
    }

    @ApplicationScoped
    static class Hooks implements EngineHooks {
        @Inject
        Diary diary;

        @Override
        public void allowRequest(EngineRequest request) {
            diary.write("hooks");
        }
    }

    private Served served;
    private Diary diary;

    @BeforeEach
    void serve() {
        served = new Served(
                Diary.class,
                Request.class,
                First.class,
                Second.class,
                Unordered.class,
                Tenth.class,
                Producer.class,
                OfSecond.class,
                Errors.class,
                Hooks.class);
        diary = served.bean(Diary.class);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void beansAreAskedByPriorityThoseWithoutLast() {
        var client = served.joined();
        assertThat(diary.take()).containsExactly("connect /a false", "gate");
        client.sends("42/a,1[\"e\"]");
        assertThat(client.received()).containsExactly("43/a,1[\"done\"]");
        assertThat(diary.take()).containsExactly("5", "10", "last of /a true request", "handler");
    }

    @Test
    void aBeanOfANamespaceIsAskedThereOnly() {
        var client = served.client();
        client.sends("40/b-1,", "42/b-1,1[\"e\"]", "40/b-0,");
        assertThat(client.received())
                .containsExactly("40/b-1,{\"sid\":\"ID\"}", "43/b-1,1[\"done\"]", "44/b-0,{\"message\":\"closed\"}");
        assertThat(diary.take()).containsExactly("connect /b-1 false", "10", "last of /b-1 true request");
    }

    @Test
    void anAsynchronousBeanIsAwaited() {
        var client = served.joined();
        client.sends("42/a,1[\"later\"]", "42/a,2[\"e\"]");
        assertThat(client.received()).isEmpty();
        diary.decision().complete("whatever");
        assertThat(client.received()).containsExactly("43/a,1[\"done\"]", "43/a,2[\"done\"]");
    }

    @Test
    void anAsynchronousRefusalIsTheAnswer() {
        var client = served.joined();
        client.sends("42/a,1[\"later\"]");
        diary.decision().completeExceptionally(new EventException("NO", "no"));
        assertThat(client.received()).containsExactly("43/a,1[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
    }

    @Test
    void whatMiddlewareThrowsIsAnsweredByErrorMethods() {
        var client = served.joined();
        client.sends("42/a,1[\"later\"]");
        diary.decision().completeExceptionally(new IllegalStateException("locked"));
        assertThat(client.received()).containsExactly("43/a,1[\"answered: locked\"]");
    }

    @Test
    void namespacesOpenedAtRunTimeHaveTheGeneralBeans() {
        served.broker.of("/opened").onConnection(socket -> {
            socket.on("e", event -> diary.take());
            socket.on("fails", event -> {
                throw new IllegalStateException("locked");
            });
        });
        var client = served.client();
        client.sends("40/opened,", "42/opened,1[\"e\"]", "42/opened,2[\"fails\"]", "42/opened,3[\"x\"]");
        assertThat(client.received())
                .containsExactly(
                        "40/opened,{\"sid\":\"ID\"}",
                        "43/opened,1[[\"connect /opened false\",\"10\",\"last of /opened true request\"]]",
                        "43/opened,2[\"answered: locked\"]",
                        "43/opened,3[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event"
                                + " \\\"x\\\"\"}}]");
    }

    @Test
    void aDependentBeanIsOneForAllNamespacesAndEndsWithTheApplication() {
        Tenth.ENDED.clear();
        served.container.close();
        assertThat(Tenth.ENDED).containsExactly("10");
        serve();
    }

    @Test
    void hooksHearOfRequests() {
        served.broker
                .engineHooks()
                .all()
                .forEach(hooks -> hooks.allowRequest(new EngineRequest(
                        "GET", "/socket.io/", Map.of(), Map.of(), "192.0.2.7", true, Optional.empty())));
        assertThat(diary.take()).containsExactly("hooks");
    }
}
