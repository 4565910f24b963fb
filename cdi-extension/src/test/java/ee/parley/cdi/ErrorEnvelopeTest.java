// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.ErrorEnvelope;
import ee.parley.EventError;
import ee.parley.EventException;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ErrorEnvelopeTest {
    @SocketNamespace("/a")
    static class Failing {
        @OnEvent("refused")
        void refused() {
            throw new EventException("NOT_YOURS", "not your order", Map.of("id", 7));
        }

        @OnEvent("broken")
        void broken() {
            throw new IllegalStateException("secret");
        }

        @OnEvent("unspeakable")
        void unspeakable() {
            throw new EventException("UNSPEAKABLE", "");
        }
    }

    @ApplicationScoped
    static class Terse implements ErrorEnvelope {
        @Override
        public Object ack(EventError error) {
            if (error.code().equals("UNSPEAKABLE")) {
                throw new IllegalStateException("secret");
            }
            return Ack.of(error.code(), error.details());
        }

        @Override
        public Object exception(EventError error) {
            return List.of(error.event(), error.code(), error.message());
        }
    }

    @ApplicationScoped
    static class Other implements ErrorEnvelope {}

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Failing.class, Terse.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> answersTo(String packet) {
        Served.Client client = served.joined();
        client.sends(packet);
        return client.received();
    }

    @Test
    void theApplicationDecidesWhatAnErrorLooksLikeInAnAcknowledgement() {
        assertThat(answersTo("42/a,1[\"refused\"]")).containsExactly("43/a,1[\"NOT_YOURS\",{\"id\":7}]");
    }

    @Test
    void andInAnExceptionEvent() {
        assertThat(answersTo("42/a,[\"refused\"]"))
                .containsExactly("42/a,[\"exception\",[\"refused\",\"NOT_YOURS\",\"not your order\"]]");
    }

    @Test
    void itIsAskedForErrorsThatNoHandlerHasThrown() {
        assertThat(answersTo("42/a,1[\"unheard\"]")).containsExactly("43/a,1[\"NOT_FOUND\",{}]");
    }

    @Test
    void ofAnInternalErrorItLearnsNothing() {
        assertThat(answersTo("42/a,[\"broken\"]"))
                .containsExactly("42/a,[\"exception\",[\"broken\",\"INTERNAL\",\"Internal error\"]]");
    }

    @Test
    void whenItFailsItselfTheErrorIsInternal() {
        assertThat(answersTo("42/a,1[\"unspeakable\"]")).containsExactly("43/a,1[\"INTERNAL\",{}]");
    }

    @Test
    void twoOfThemAreADeploymentError() {
        assertThat(Containers.problemsOf(Failing.class, Terse.class, Other.class))
                .containsExactly("PARLEY6036 ErrorEnvelope: there are 2 beans of this type. Leave one of them.");
    }
}
