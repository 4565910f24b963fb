// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.OnError;
import ee.parley.Socket;
import ee.parley.SocketServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenedNamespaceTest {
    @RequestScoped
    static class Visit {
        private int count;

        int count() {
            return ++count;
        }
    }

    @ApplicationScoped
    static class Desk {
        @Inject
        Socket socket;

        @Inject
        Visit visit;

        String who() {
            return socket.namespace().name() + " " + visit.count();
        }

        @OnError
        String wrong(ArithmeticException e) {
            return "mathematics";
        }
    }

    @Test
    void listenersOfAnOpenedNamespaceHaveTheContextsOfACallback() {
        try (Served served = new Served(Desk.class, Visit.class)) {
            Desk desk = served.bean(Desk.class);
            served.broker.of("/status").onConnection(socket -> {
                socket.emit("hello", desk.who());
                socket.on("who", event -> desk.who());
            });
            Served.Client client = served.client();
            client.sends("40/status,", "42/status,1[\"who\"]");
            assertThat(client.received())
                    .containsExactly(
                            "40/status,{\"sid\":\"ID\"}",
                            "42/status,[\"hello\",\"/status 1\"]",
                            "43/status,1[\"/status 1\"]");
        }
    }

    @Test
    void whatHoldsForAllBeansHoldsForOpenedNamespacesAndParents() {
        try (Served served = new Served(Desk.class, Visit.class)) {
            served.broker
                    .of(Pattern.compile("/x.*"))
                    .onConnection(socket -> socket.on("fail", event -> 1 / event.size()));
            Served.Client client = served.client();
            client.sends("40/x1,", "42/x1,1[\"fail\"]", "42/x1,2[\"other\"]");
            assertThat(client.received())
                    .containsExactly(
                            "40/x1,{\"sid\":\"ID\"}",
                            "43/x1,1[\"mathematics\"]",
                            "43/x1,2[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event \\\"other\\\"\"}}]");
        }
    }

    @ApplicationScoped
    static class Opener {
        void open(@Observes SocketServer server) {
            server.of("/opened");
        }
    }

    @Test
    void theServerIsAnEventBeforeTheFirstClientComes() {
        try (Served served = new Served(Opener.class)) {
            Served.Client client = served.client();
            client.sends("40/opened,");
            assertThat(client.received()).containsExactly("40/opened,{\"sid\":\"ID\"}");
        }
    }
}
