// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Auth;
import ee.parley.OnConnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.cdi.ValidationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final String INTERNAL = "[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]";

    record Item(@NotBlank String name, @Min(1) int quantity) {}

    record Order(@NotNull @Size(min = 2) String customer, List<@Valid Item> items, Map<String, @Valid Item> extras) {}

    record Credentials(@NotBlank String user, @Size(min = 3) String password) {}

    @ApplicationScoped
    static class Stock {
        void take(@Max(10) int quantity) {}
    }

    @SocketNamespace("/a")
    static class Orders {
        @Inject
        Stock stock;

        @OnEvent("order")
        int order(Socket socket, @Valid Order order, @Min(1) int priority) {
            return priority;
        }

        @OnEvent("swapped")
        void swapped(@Payload(1) @Min(10) int second, @Min(5) int first) {}

        @OnEvent("items")
        void items(@Size(min = 1) List<@Valid Item> items) {}

        @OnEvent("rest")
        void rest(@Min(1) int first, @Valid Item... rest) {}

        @OnEvent("result")
        @Max(3)
        int result(int number) {
            return number;
        }

        @OnEvent("nested")
        void nested(int quantity) {
            stock.take(quantity);
        }

        @OnEvent("same")
        void take(@Max(100) int quantity) {
            stock.take(quantity);
        }
    }

    @SocketNamespace("/gate")
    static class Gate {
        @OnConnect
        void enter(@Valid @Auth Credentials who) {}
    }

    @SocketNamespace("/own")
    static class OwnWords {
        @OnEvent("number")
        void number(@Max(3) int number) {}

        @OnError
        String violated(ConstraintViolationException e) {
            return e.getConstraintViolations().size() + " violation";
        }
    }

    @SocketNamespace("/general")
    static class General {
        @OnEvent("number")
        void number(@Max(3) int number) {}

        @OnError
        String any(RuntimeException e) {
            return "not for violations";
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(
                List.of(new ValidationExtension()),
                Orders.class,
                Stock.class,
                Gate.class,
                OwnWords.class,
                General.class);
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

    private static List<String> answersIn(String namespace, String packet) {
        Served.Client client = served.client();
        client.sends("40" + namespace + ",");
        client.received();
        client.sends(packet);
        return client.received();
    }

    private static String violations(String... violations) {
        return "[{\"error\":{\"code\":\"VALIDATION\",\"message\":\"Invalid arguments\",\"details\":{\"violations\":["
                + String.join(",", violations) + "]}}}]";
    }

    @Test
    void whatFitsIsHandled() {
        assertThat(answersTo("42/a,1[\"order\",{\"customer\":\"Ada\",\"items\":[{\"name\":\"x\",\"quantity\":1}]},2]"))
                .containsExactly("43/a,1[2]");
    }

    @Test
    void eachViolationIsToldWithItsArgumentPathAndMessage() {
        assertThat(answersTo("42/a,1[\"order\",{\"customer\":\"A\",\"items\":[{\"name\":\"x\",\"quantity\":1},"
                        + "{\"name\":\" \",\"quantity\":0}],\"extras\":{\"gift\":{\"name\":\"y\",\"quantity\":0}}},0]"))
                .containsExactly("43/a,1"
                        + violations(
                                "{\"argument\":0,\"path\":\"customer\",\"message\":\"size must be between 2 and 2147483647\"}",
                                "{\"argument\":0,\"path\":\"extras[gift].quantity\",\"message\":\"must be greater than or"
                                        + " equal to 1\"}",
                                "{\"argument\":0,\"path\":\"items[1].name\",\"message\":\"must not be blank\"}",
                                "{\"argument\":0,\"path\":\"items[1].quantity\",\"message\":\"must be greater than or equal"
                                        + " to 1\"}",
                                "{\"argument\":1,\"path\":\"\",\"message\":\"must be greater than or equal to 1\"}"));
    }

    @Test
    void withoutAnAcknowledgementItIsAnExceptionEvent() {
        assertThat(answersTo("42/a,[\"items\",[]]"))
                .containsExactly(
                        "42/a,[\"exception\",{\"event\":\"items\",\"error\":{\"code\":\"VALIDATION\",\"message\":"
                                + "\"Invalid arguments\",\"details\":{\"violations\":[{\"argument\":0,\"path\":\"\",\"message\":"
                                + "\"size must be between 1 and 2147483647\"}]}}}]");
    }

    @Test
    void theArgumentIsThatOfTheEventNotOfTheMethod() {
        assertThat(answersTo("42/a,1[\"swapped\",1,2]"))
                .containsExactly("43/a,1"
                        + violations(
                                "{\"argument\":0,\"path\":\"\",\"message\":\"must be greater than or equal to 5\"}",
                                "{\"argument\":1,\"path\":\"\",\"message\":\"must be greater than or equal to 10\"}"));
    }

    @Test
    void anElementOfAListAndOfAVariableArityParameterIsNamed() {
        assertThat(answersTo("42/a,1[\"items\",[{\"name\":\"x\",\"quantity\":1},{\"name\":\"\",\"quantity\":1}]]"))
                .containsExactly("43/a,1"
                        + violations("{\"argument\":0,\"path\":\"[1].name\",\"message\":\"must not be blank\"}"));
        assertThat(answersTo("42/a,1[\"rest\",1,{\"name\":\"x\",\"quantity\":1},{\"name\":\"\",\"quantity\":1}]"))
                .containsExactly(
                        "43/a,1" + violations("{\"argument\":2,\"path\":\"name\",\"message\":\"must not be blank\"}"));
    }

    @Test
    void aViolationOfOurOwnResultIsAnInternalError() {
        assertThat(answersTo("42/a,1[\"result\",3]")).containsExactly("43/a,1[3]");
        assertThat(answersTo("42/a,1[\"result\",4]")).containsExactly("43/a,1" + INTERNAL);
    }

    @Test
    void aViolationInABeanThatTheHandlerCallsIsAnInternalError() {
        assertThat(answersTo("42/a,1[\"nested\",11]")).containsExactly("43/a,1" + INTERNAL);
        assertThat(answersTo("42/a,1[\"same\",11]")).containsExactly("43/a,1" + INTERNAL);
        assertThat(answersTo("42/a,1[\"same\",101]"))
                .containsExactly("43/a,1"
                        + violations(
                                "{\"argument\":0,\"path\":\"\",\"message\":\"must be less than or equal to 100\"}"));
    }

    @Test
    void anInvalidAuthPayloadRefusesWithItsViolations() {
        Served.Client client = served.client();
        client.sends("40/gate,{\"user\":\"\",\"password\":\"ab\"}");
        assertThat(client.received())
                .containsExactly("44/gate,{\"message\":\"Invalid auth payload\",\"data\":{\"violations\":["
                        + "{\"path\":\"password\",\"message\":\"size must be between 3 and 2147483647\"},"
                        + "{\"path\":\"user\",\"message\":\"must not be blank\"}]}}");
    }

    @Test
    void theGateOfConstraintsIsNotPassedByLeavingAuthOut() {
        Served.Client client = served.client();
        client.sends("40/gate,");
        assertThat(client.received())
                .containsExactly("44/gate,{\"message\":\"Invalid auth payload\",\"data\":{\"violations\":["
                        + "{\"path\":\"user\",\"message\":\"must not be blank\"}]}}");
    }

    @Test
    void anErrorMethodThatNamesViolationsAnswersThem() {
        assertThat(answersIn("/own", "42/own,1[\"number\",4]")).containsExactly("43/own,1[\"1 violation\"]");
    }

    @Test
    void anErrorMethodForAllExceptionsDoesNot() {
        assertThat(answersIn("/general", "42/general,1[\"number\",4]"))
                .containsExactly("43/general,1"
                        + violations("{\"argument\":0,\"path\":\"\",\"message\":\"must be less than or equal to 3\"}"));
    }
}
