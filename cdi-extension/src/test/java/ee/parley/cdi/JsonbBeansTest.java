// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonbBeansTest {
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Booking(String guestName, LocalDate firstNight, byte[] passport) {}

    public record Stay(String guestName) {}

    @SocketNamespace("/a")
    static class Hotel {
        @OnEvent("book")
        Booking book(Booking booking) {
            return booking;
        }

        @OnEvent("stay")
        List<Stay> stay(List<Stay> stays) {
            return stays;
        }

        @OnEvent("scan")
        byte[] scan(byte[] passport) {
            return passport;
        }
    }

    private static JsonbConfig underscores() {
        return new JsonbConfig()
                .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
                .withDateFormat("dd.MM.yyyy", null);
    }

    static class ConfigProducer {
        @Produces
        JsonbConfig config() {
            return underscores();
        }
    }

    static class ScopedConfigProducer {
        @Produces
        @ApplicationScoped
        JsonbConfig config() {
            return underscores();
        }
    }

    @Test
    void aConfigurationWithAScopeIsADeploymentError() {
        assertThat(Containers.problemsOf(Hotel.class, ScopedConfigProducer.class))
                .containsExactly(
                        "PARLEY6067 JsonbConfig: the bean is @ApplicationScoped, but no container can make a proxy"
                                + " of this type. Produce it without a scope.");
    }

    static class JsonbProducer {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create(underscores());
        }

        void close(@Disposes Jsonb jsonb) throws Exception {
            jsonb.close();
        }
    }

    private static List<String> answersTo(Served served, String event) {
        Served.Client client = served.joined();
        client.sends(event);
        return client.received();
    }

    @Test
    void aBeanThatConfiguresJsonbIsFollowedAndAttachmentsMayBeNested() {
        try (Served served = new Served(Hotel.class, ConfigProducer.class)) {
            Served.Client client = served.joined();
            client.sends("451-/a,1[\"book\",{\"guest_name\":\"Ada\",\"first_night\":\"24.12.2026\","
                    + "\"passport\":{\"_placeholder\":true,\"num\":0}}]");
            client.sendsBytes((byte) 1, (byte) 2);
            assertThat(client.received())
                    .containsExactly(
                            "461-/a,1[{\"first_night\":\"24.12.2026\",\"guest_name\":\"Ada\",\"passport\":"
                                    + "{\"_placeholder\":true,\"num\":0}}]",
                            "bAQI=");
        }
    }

    @Test
    void aBeanThatIsJsonbBinds() {
        try (Served served = new Served(Hotel.class, JsonbProducer.class)) {
            assertThat(answersTo(served, "42/a,1[\"stay\",[{\"guest_name\":\"Ada\"}]]"))
                    .containsExactly("43/a,1[[{\"guest_name\":\"Ada\"}]]");
        }
    }

    @Test
    void itComesBeforeAConfiguration() {
        try (Served served = new Served(Hotel.class, JsonbProducer.class, ConfigProducer.class)) {
            assertThat(answersTo(served, "42/a,1[\"stay\",[{\"guest_name\":\"Ada\"}]]"))
                    .containsExactly("43/a,1[[{\"guest_name\":\"Ada\"}]]");
        }
    }

    @Test
    void withItBytesAreBoundWhereTheyAreAnArgument() {
        try (Served served = new Served(Hotel.class, JsonbProducer.class)) {
            Served.Client client = served.joined();
            client.sends("451-/a,1[\"scan\",{\"_placeholder\":true,\"num\":0}]");
            client.sendsBytes((byte) 1, (byte) 2);
            assertThat(client.received()).containsExactly("461-/a,1[{\"_placeholder\":true,\"num\":0}]", "bAQI=");
        }
    }

    static class SecondProducer {
        @Produces
        Jsonb jsonb() {
            return JsonbBuilder.create();
        }
    }

    @Test
    void twoAreADeploymentError() {
        assertThat(Containers.problemsOf(Hotel.class, JsonbProducer.class, SecondProducer.class))
                .containsExactly("PARLEY6036 Jsonb: there are 2 beans of this type. Leave one of them.");
    }
}
