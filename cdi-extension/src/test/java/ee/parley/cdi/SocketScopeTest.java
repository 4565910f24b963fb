// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.Connected;
import ee.parley.ConnectionRefusedException;
import ee.parley.Disconnected;
import ee.parley.Disconnection;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketScoped;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketScopeTest {
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

    /** Made first, destroyed last. */
    @SocketScoped
    static class Account {
        @Inject
        Journal journal;

        private int balance;

        int add(int amount) {
            balance += amount;
            return balance;
        }

        @PreDestroy
        void close() {
            journal.note("account closed with " + balance);
        }
    }

    @SocketScoped
    static class Cart {
        @Inject
        Journal journal;

        @Inject
        Account account;

        @Inject
        Socket socket;

        private final List<String> items = new ArrayList<>();

        @PostConstruct
        void open() {
            account.add(0);
            journal.note("cart made");
        }

        List<String> add(String item) {
            items.add(item);
            return List.copyOf(items);
        }

        @PreDestroy
        void empty() {
            // Both are still to be had.
            account.add(1);
            journal.note("cart emptied of " + items + " " + socket.connected());
        }
    }

    @RequestScoped
    static class Receipt {
        @Inject
        Journal journal;

        @Inject
        Cart cart;

        void print() {}

        @PreDestroy
        void file() {
            journal.note("receipt of " + cart.add("paper"));
        }
    }

    @SocketScoped
    static class Broken {
        void touch() {}

        @PreDestroy
        void fail() {
            throw new IllegalStateException("broken");
        }
    }

    @ApplicationScoped
    static class Observer {
        @Inject
        Cart cart;

        @Inject
        Journal journal;

        void left(@Observes @Disconnected Disconnection event) {
            journal.note("observed " + cart.add("goodbye"));
        }
    }

    @SocketNamespace("/a")
    static class Shop {
        @Inject
        Cart cart;

        @Inject
        Receipt receipt;

        @Inject
        Broken broken;

        @Inject
        Journal journal;

        @Inject
        BeanManager beans;

        final CompletableFuture<Void> pending = new CompletableFuture<>();

        CompletableFuture<Void> pending() {
            return pending;
        }

        @OnConnect
        CompletionStage<Void> enter(Socket socket) {
            switch (socket.handshake().auth().getString("gate", "open")) {
                case "closed" -> {
                    cart.add("refused");
                    throw new ConnectionRefusedException("no");
                }
                case "pending" -> {
                    cart.add("undecided");
                    return pending;
                }
                default -> {
                    return CompletableFuture.completedFuture(null);
                }
            }
        }

        @OnEvent("add")
        List<String> add(String item) {
            return cart.add(item);
        }

        @OnEvent("print")
        void print() {
            receipt.print();
        }

        @OnEvent("break")
        void breakIt() {
            broken.touch();
        }

        @OnEvent("forget")
        void forget() {
            Bean<?> bean = beans.resolve(beans.getBeans(Cart.class));
            ((AlterableContext) beans.getContext(SocketScoped.class)).destroy(bean);
        }

        @OnEvent("elsewhere")
        boolean elsewhere() throws InterruptedException {
            List<Boolean> reached = new ArrayList<>();
            Thread other = new Thread(() -> {
                try {
                    cart.add("from elsewhere");
                    reached.add(true);
                } catch (ContextNotActiveException inactive) {
                    reached.add(false);
                }
            });
            other.start();
            other.join();
            return reached.get(0);
        }

        @OnDisconnect
        void leave() {
            journal.note("left with " + cart.add("bag"));
        }
    }

    @SocketScoped
    @SocketNamespace("/own")
    static class Counter {
        private int count;

        @OnEvent("count")
        int count() {
            return ++count;
        }
    }

    private final Served served = new Served(
            Journal.class,
            Account.class,
            Cart.class,
            Receipt.class,
            Broken.class,
            Observer.class,
            Shop.class,
            Counter.class);

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> journal() {
        return served.bean(Journal.class).take();
    }

    @Test
    void eachSocketHasItsOwnInstanceInAllItsCallbacks() {
        Served.Client first = served.joined();
        Served.Client second = served.joined();
        first.sends("42/a,1[\"add\",\"tea\"]", "42/a,2[\"add\",\"milk\"]");
        second.sends("42/a,1[\"add\",\"salt\"]");
        assertThat(first.received()).containsExactly("43/a,1[[\"tea\"]]", "43/a,2[[\"tea\",\"milk\"]]");
        assertThat(second.received()).containsExactly("43/a,1[[\"salt\"]]");
    }

    @Test
    void theInstancesAreDestroyedOnceAfterTheDisconnectTheLatestFirst() {
        Served.Client client = served.joined();
        client.sends("42/a,[\"add\",\"tea\"]");
        assertThat(journal()).containsExactly("cart made");
        client.vanishes();
        assertThat(journal())
                .containsExactly(
                        "left with [tea, bag]",
                        "observed [tea, bag, goodbye]",
                        "cart emptied of [tea, bag, goodbye] false",
                        "account closed with 1");
    }

    @Test
    void nothingIsMadeForASocketThatUsesNothing() {
        served.client().sends("40/own,", "42/own,[\"count\"]");
        assertThat(journal()).isEmpty();
    }

    @Test
    void aRefusedSocketsInstancesAreDestroyed() {
        Served.Client client = served.client();
        client.sends("40/a,{\"gate\":\"closed\"}");
        assertThat(client.received()).containsExactly("44/a,{\"message\":\"no\"}");
        assertThat(journal()).contains("cart emptied of [refused] false");
    }

    @Test
    void theInstancesOfASocketThatLeavesBeforeTheGateHasDecidedAreDestroyedAtOnce() {
        Served.Client client = served.client();
        client.sends("40/a,{\"gate\":\"pending\"}");
        client.vanishes();
        assertThat(journal()).contains("cart emptied of [undecided] false");
        served.bean(Shop.class).pending().complete(null);
        assertThat(journal()).isEmpty();
    }

    @Test
    void theScopeOutlivesTheRequestContext() {
        Served.Client client = served.joined();
        client.sends("42/a,[\"print\"]");
        assertThat(journal()).containsExactly("cart made", "receipt of [paper]");
    }

    @Test
    void whatFailsToBeDestroyedDoesNotKeepTheOthers() {
        Served.Client client = served.joined();
        client.sends("42/a,[\"add\",\"tea\"]", "42/a,[\"break\"]");
        client.vanishes();
        assertThat(journal()).contains("cart emptied of [tea, bag, goodbye] false");
    }

    @Test
    void anInstanceCanBeDestroyedBefore() {
        Served.Client client = served.joined();
        client.sends("42/a,[\"add\",\"tea\"]", "42/a,[\"forget\"]", "42/a,1[\"add\",\"milk\"]");
        assertThat(client.received()).containsExactly("43/a,1[[\"milk\"]]");
        assertThat(journal()).containsExactly("cart made", "cart emptied of [tea] true", "cart made");
    }

    @Test
    void theScopeIsNotActiveOnAnotherThread() {
        Served.Client client = served.joined();
        client.sends("42/a,1[\"elsewhere\"]");
        assertThat(client.received()).containsExactly("43/a,1[false]");
    }

    @Test
    void theScopeIsNotActiveOutsideACallback() {
        assertThatExceptionOfType(ContextNotActiveException.class)
                .isThrownBy(() -> served.bean(Cart.class).add("nothing"));
    }

    @Test
    void aNamespaceBeanCanBeOneForEachSocket() {
        Served.Client first = served.client();
        Served.Client second = served.client();
        first.sends("40/own,", "42/own,1[\"count\"]", "42/own,2[\"count\"]");
        second.sends("40/own,", "42/own,1[\"count\"]");
        assertThat(first.received()).endsWith("43/own,1[1]", "43/own,2[2]");
        assertThat(second.received()).endsWith("43/own,1[1]");
    }

    @Test
    void theEndOfTheApplicationIsTheEndOfTheSockets() {
        Journal journal = new Journal();
        try (Served other =
                new Served(Journal.class, Account.class, Cart.class, Receipt.class, Broken.class, Shop.class)) {
            other.joined().sends("42/a,[\"add\",\"tea\"]");
            other.extension.deployment().end();
            other.bean(Journal.class).take().forEach(journal::note);
        }
        assertThat(journal.take())
                .containsExactly(
                        "cart made",
                        "left with [tea, bag]",
                        "cart emptied of [tea, bag] false",
                        "account closed with 1");
    }

    @ApplicationScoped
    static class Later {
        @Inject
        Journal journal;

        @Inject
        Account account;

        void connected(@ObservesAsync @Connected Socket socket) {
            try {
                journal.note("later " + account.add(1));
            } catch (ContextNotActiveException outside) {
                journal.note("later, outside");
            }
        }
    }

    /** It runs beside the socket's callbacks, which have its beans for themselves. */
    @Test
    void anAsynchronousObserverIsNotInTheScope() {
        try (Served other = new Served(Journal.class, Account.class, Later.class)) {
            other.broker.of("/opened");
            other.client().sends("40/opened,");
            assertThat(other.bean(Journal.class).take()).containsExactly("later, outside");
        }
    }
}
