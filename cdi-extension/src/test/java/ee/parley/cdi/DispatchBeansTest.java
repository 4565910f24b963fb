// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Concurrent;
import ee.parley.EventName;
import ee.parley.NonBlocking;
import ee.parley.OnAnyEvent;
import ee.parley.OnDisconnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DispatchBeansTest {
    /** Keeps what it is given until the test says so. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private void turn() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Served serve(Class<?> bean) {
        return new Served(tasks::add, List.of(), bean);
    }

    private Served.Client joined(Served served) {
        Served.Client client = served.client();
        client.sends("40/a,");
        turn();
        client.received();
        return client;
    }

    @SocketNamespace("/a")
    static class Methods {
        final List<String> heard = new ArrayList<>();
        ClassLoader loader;

        List<String> heard() {
            return heard;
        }

        ClassLoader loader() {
            return loader;
        }

        @OnEvent("serial")
        void serial() {
            heard.add("serial");
        }

        @NonBlocking
        @OnEvent("here")
        void here() {
            heard.add("here");
            loader = Thread.currentThread().getContextClassLoader();
        }

        @Concurrent
        @OnEvent("aside")
        void aside() {
            heard.add("aside");
        }

        @OnDisconnect
        void leave() {
            heard.add("leave");
        }
    }

    @Test
    void whatDoesNotBlockRunsWhereItIsReceivedInItsTurn() {
        try (Served served = serve(Methods.class)) {
            Served.Client client = joined(served);
            List<String> heard = served.bean(Methods.class).heard();
            client.sends("42/a,1[\"here\"]");
            assertThat(client.received()).containsExactly("43/a,1[]");
            client.sends("42/a,[\"serial\"]", "42/a,[\"here\"]");
            assertThat(heard).containsExactly("here");
            turn();
            assertThat(heard).containsExactly("here", "serial", "here");
        }
    }

    @Test
    void whateverThreadReceivesHasTheClassLoaderOfTheApplicationForAsLongAsItTakes() {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        ClassLoader containers = new ClassLoader(null) {};
        try (Served served = serve(Methods.class)) {
            Served.Client client = joined(served);
            thread.setContextClassLoader(containers);
            client.sends("42/a,[\"here\"]");
            assertThat(thread.getContextClassLoader()).isSameAs(containers);
            assertThat(served.bean(Methods.class).loader()).isSameAs(application);
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    @Test
    void whatIsConcurrentHasAThreadOfItsOwnAndTheEndWaitsForIt() {
        try (Served served = serve(Methods.class)) {
            Served.Client client = joined(served);
            List<String> heard = served.bean(Methods.class).heard();
            client.sends("42/a,[\"serial\"]", "42/a,[\"aside\"]", "42/a,[\"aside\"]", "41/a,");
            assertThat(tasks).hasSize(3);
            Runnable serial = tasks.remove();
            tasks.remove().run();
            assertThat(heard).containsExactly("aside");
            serial.run();
            assertThat(heard).containsExactly("aside", "serial");
            turn();
            assertThat(heard).containsExactly("aside", "serial", "aside", "leave");
        }
    }

    @NonBlocking
    @SocketNamespace("/a")
    static class Quick {
        @OnEvent("inherits")
        void inherits() {}

        @Concurrent
        @OnEvent("overrides")
        void overrides() {}

        @OnAnyEvent
        void any(@EventName String event) {}
    }

    @Test
    void aClassSaysItForAllItsMethodsThatSayNothingElse() {
        try (Served served = serve(Quick.class)) {
            Served.Client client = joined(served);
            client.sends("42/a,1[\"inherits\"]", "42/a,2[\"other\"]");
            assertThat(client.received()).containsExactly("43/a,1[]", "43/a,2[]");
        }
    }

    @Test
    void anEventWhoseMethodsDoNotAgreeWaitsForItsTurn() {
        try (Served served = serve(Quick.class)) {
            Served.Client client = joined(served);
            client.sends("42/a,1[\"overrides\"]", "42/a,2[\"overrides\"]");
            assertThat(client.received()).isEmpty();
            assertThat(tasks).hasSize(1);
            turn();
            assertThat(client.received()).containsExactly("43/a,1[]", "43/a,2[]");
        }
    }

    @SocketNamespace("/a")
    static class FailingHere {
        @NonBlocking
        @OnEvent("fail")
        void fail() {
            throw new IllegalStateException();
        }

        @OnError
        String mayBlock(IllegalStateException e) {
            return "answered";
        }
    }

    @Test
    void anErrorMethodMayBlockAlsoWhereTheHandlerMayNot() {
        try (Served served = serve(FailingHere.class)) {
            Served.Client client = joined(served);
            client.sends("42/a,1[\"fail\"]");
            assertThat(client.received()).isEmpty();
            turn();
            assertThat(client.received()).containsExactly("43/a,1[\"answered\"]");
        }
    }
}
