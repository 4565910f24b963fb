// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.EngineHooks;
import ee.parley.ErrorEnvelope;
import ee.parley.EventError;
import ee.parley.EventException;
import ee.parley.Handshake;
import ee.parley.Identity;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.ServerOptions;
import ee.parley.SocketAuthenticator;
import ee.parley.SocketNamespace;
import ee.parley.SocketScoped;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The beans that replace a part of the server. */
class ReplacedPartsTest {
    private static final List<String> LIVES = new ArrayList<>();

    @BeforeEach
    void nothingHasLived() {
        LIVES.clear();
    }

    public record Guest(String firstName) {}

    @SocketNamespace("/a")
    static class Hotel {
        @OnEvent("greet")
        Guest greet(Guest guest) {
            return guest;
        }

        @OnEvent("fail")
        void fail() {
            throw new EventException("NO", "no");
        }
    }

    @Dependent
    static class Terse implements ErrorEnvelope {
        @PostConstruct
        void begin() {
            LIVES.add("envelope begins");
        }

        @Override
        public Object ack(EventError error) {
            return error.code();
        }

        @PreDestroy
        void end() {
            LIVES.add("envelope ends");
        }
    }

    @Decorator
    @Priority(1)
    static class Louder implements ErrorEnvelope {
        @Inject
        @Delegate
        @Any
        ErrorEnvelope quiet;

        @Override
        public Object ack(EventError error) {
            return quiet.ack(error) + "!";
        }
    }

    private static List<String> answerTo(String event, Class<?>... beans) {
        try (Served served = new Served(beans)) {
            Served.Client client = served.joined();
            client.sends(event);
            return client.received();
        }
    }

    @Test
    void aDecoratorDecoratesItAndIsNoSecondOne() {
        assertThat(answerTo("42/a,1[\"fail\"]", Hotel.class, Terse.class, Louder.class))
                .containsExactly("43/a,1[\"NO!\"]");
    }

    @Dependent
    static class Apologies {
        @PostConstruct
        void begin() {
            LIVES.add("apologies begin");
        }

        @OnError
        String sorry(ArithmeticException failure) {
            return "sorry";
        }

        @PreDestroy
        void end() {
            LIVES.add("apologies end");
        }
    }

    @Test
    void beansWithoutAScopeLiveOnceAndAsLongAsTheServer() {
        Served served = new Served(Hotel.class, Terse.class, Apologies.class);
        assertThat(LIVES).containsExactlyInAnyOrder("envelope begins", "apologies begin");
        LIVES.clear();

        served.close();

        assertThat(LIVES).containsExactlyInAnyOrder("envelope ends", "apologies end");
    }

    @Test
    void aBeanWithoutAScopeIsNotMadeBeforeTheServerIs() {
        Containers.of(Hotel.class, Apologies.class).close();

        assertThat(LIVES).isEmpty();
    }

    @SessionScoped
    static class OfSession implements SocketAuthenticator, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public CompletionStage<Identity> authenticate(Handshake handshake, JsonObject auth) {
            throw new AssertionError("not called");
        }
    }

    @RequestScoped
    static class OfRequest implements ErrorEnvelope {
        @Override
        public Object ack(EventError error) {
            throw new AssertionError("not called");
        }
    }

    @SocketScoped
    static class OfSocket implements EngineHooks {}

    static class FinalProducer {
        @Produces
        @ApplicationScoped
        ServerOptions options() {
            throw new AssertionError("not called");
        }
    }

    @Test
    void aScopeThatIsNotActiveWhereItIsCalledIsADeploymentError() {
        assertThat(problemsOf(Hotel.class, OfSocket.class))
                .containsExactly(
                        "PARLEY6056 OfSocket: the scope @SocketScoped does not suit a bean that is called outside"
                                + " of callbacks. Declare @ApplicationScoped or @Dependent.");
        assertThat(problemsOf(Hotel.class, OfSession.class, OfRequest.class, FinalProducer.class))
                .containsExactly(
                        "PARLEY6056 ErrorEnvelope: the scope @RequestScoped does not suit a bean that is called outside of"
                                + " callbacks. Declare @ApplicationScoped or @Dependent.",
                        "PARLEY6067 ServerOptions: the bean is @ApplicationScoped, but no container can make a proxy of"
                                + " this type. Produce it without a scope.",
                        "PARLEY6054 SocketAuthenticator: the scope @SessionScoped does not suit a bean that is called"
                                + " outside of HTTP sessions. Declare @ApplicationScoped, @RequestScoped or @Dependent.");
    }

    /** Of another application, in the same EAR. */
    static class Neighbour {
        @Produces
        JsonbConfig config() {
            return new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES);
        }
    }

    /** Has a class of its own, and nothing of Parley, as another application has. */
    private static final class NeighboursLoader extends ClassLoader {
        NeighboursLoader() {
            super(ReplacedPartsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Neighbour.class.getName())) {
                return defined(name);
            }
            if (name.startsWith("ee.parley.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        private synchronized Class<?> defined(String name) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = Neighbour.class.getResourceAsStream("ReplacedPartsTest$Neighbour.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void beansOfAnotherApplicationOfTheEarAreNotTaken() throws Exception {
        String greeting = "42/a,1[\"greet\",{\"firstName\":\"Ada\"}]";
        assertThat(answerTo(greeting, Hotel.class, Neighbour.class)).containsExactly("43/a,1[{}]");

        Class<?> neighbours = new NeighboursLoader().loadClass(Neighbour.class.getName());

        assertThat(answerTo(greeting, Hotel.class, neighbours)).containsExactly("43/a,1[{\"firstName\":\"Ada\"}]");
    }
}
