// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.Handshake;
import ee.parley.Identity;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    @RequestScoped
    static class Directory {
        Set<String> rolesOf(String name) {
            return name.equals("grace") ? Set.of("clerk", "manager") : Set.of("clerk");
        }
    }

    @ApplicationScoped
    static class Tokens implements SocketAuthenticator {
        @Inject
        Directory directory;

        private final CompletableFuture<Identity> later = new CompletableFuture<>();

        CompletableFuture<Identity> later() {
            return later;
        }

        @Override
        public @Nullable CompletionStage<Identity> authenticate(Handshake handshake, JsonObject auth) {
            String token = auth.getString("token", "none");
            return switch (token) {
                case "none" -> throw new ConnectionRefusedException("No token", Map.of("login", "/login"));
                case "bad" -> CompletableFuture.failedFuture(new ConnectionRefusedException("Invalid token"));
                case "broken" -> throw new IllegalStateException("secret");
                case "container" -> null;
                case "guest" -> CompletableFuture.completedFuture(Identity.anonymous());
                case "later" -> later;
                default -> CompletableFuture.completedFuture(Identity.of(token, directory.rolesOf(token)));
            };
        }
    }

    @SocketNamespace("/a")
    static class Open {
        @OnConnect
        void enter(Socket socket) {
            socket.join("of-" + socket.principal().map(Principal::getName).orElse("nobody"));
        }

        @OnEvent("who")
        List<Object> who(Socket socket) {
            return List.of(
                    socket.principal().map(Principal::getName).orElse("nobody"),
                    socket.isUserInRole("manager"),
                    socket.rooms().stream()
                            .filter(room -> room.startsWith("of-"))
                            .toList());
        }

        @OnEvent("manage")
        @RolesAllowed("manager")
        void manage() {}

        @OnEvent("token")
        CompletionStage<Void> renew(JsonObject auth, Socket socket) {
            return socket.authenticate(auth);
        }
    }

    @SocketNamespace("/staff")
    @RolesAllowed("clerk")
    static class Staff {
        @OnEvent("token")
        CompletionStage<Void> renew(JsonObject auth, Socket socket) {
            return socket.authenticate(auth);
        }
    }

    @SocketNamespace("/a")
    static class Alone {
        @OnEvent("token")
        String renew(JsonObject auth, Socket socket) {
            try {
                socket.authenticate(auth);
                return "";
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Tokens.class, Directory.class, Open.class, Staff.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> answers(Served.Client client, String... packets) {
        client.sends(packets);
        return client.received();
    }

    private static Served.Client joined(String token) {
        Served.Client client = served.client();
        assertThat(answers(client, "40/a,{\"token\":\"" + token + "\"}")).containsExactly("40/a,{\"sid\":\"ID\"}");
        return client;
    }

    @Test
    void whomItFindsIsThePrincipalFromTheGateOn() {
        assertThat(answers(joined("ada"), "42/a,1[\"who\"]")).containsExactly("43/a,1[[\"ada\",false,[\"of-ada\"]]]");
        assertThat(answers(joined("grace"), "42/a,1[\"who\"]"))
                .containsExactly("43/a,1[[\"grace\",true,[\"of-grace\"]]]");
    }

    @Test
    void theRolesItFindsAreThoseOfRolesAllowed() {
        assertThat(answers(joined("grace"), "42/a,1[\"manage\"]")).containsExactly("43/a,1[]");
        assertThat(answers(joined("ada"), "42/a,1[\"manage\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Forbidden\"}}]");
    }

    @Test
    void itIsAskedAlsoWhenNothingWasSent() {
        assertThat(answers(served.client(), "40/a,"))
                .containsExactly("44/a,{\"message\":\"No token\",\"data\":{\"login\":\"/login\"}}");
        assertThat(answers(served.client(), "40/a,{}"))
                .containsExactly("44/a,{\"message\":\"No token\",\"data\":{\"login\":\"/login\"}}");
    }

    @Test
    void aStageThatFailsRefuses() {
        assertThat(answers(served.client(), "40/a,{\"token\":\"bad\"}"))
                .containsExactly("44/a,{\"message\":\"Invalid token\"}");
    }

    @Test
    void nothingOfAnotherExceptionIsTold() {
        assertThat(answers(served.client(), "40/a,{\"token\":\"broken\"}"))
                .containsExactly("44/a,{\"message\":\"Internal error\"}");
    }

    @Test
    void itIsAskedInNamespacesThatTheApplicationOpensItself() {
        served.broker.of("/opened");
        assertThat(answers(served.client(), "40/opened,"))
                .containsExactly("44/opened,{\"message\":\"No token\",\"data\":{\"login\":\"/login\"}}");
        assertThat(answers(served.client(), "40/opened,{\"token\":\"ada\"}"))
                .containsExactly("40/opened,{\"sid\":\"ID\"}");
    }

    @Test
    void itIsAwaited() {
        Served.Client client = served.client();
        assertThat(answers(client, "40/a,{\"token\":\"later\"}")).isEmpty();
        served.bean(Tokens.class).later().complete(Identity.of("alan", Set.of()));
        assertThat(client.received()).containsExactly("40/a,{\"sid\":\"ID\"}");
        assertThat(answers(client, "42/a,1[\"who\"]")).containsExactly("43/a,1[[\"alan\",false,[\"of-alan\"]]]");
    }

    @Test
    void itMayLeaveTheContainersPrincipalOrReplaceItByNobody() {
        Served.Client known = served.inRoles("manager");
        answers(known, "40/a,{\"token\":\"container\"}");
        assertThat(answers(known, "42/a,1[\"who\"]")).containsExactly("43/a,1[[\"ada\",true,[\"of-ada\"]]]");
        Served.Client guest = served.inRoles("manager");
        answers(guest, "40/a,{\"token\":\"guest\"}");
        assertThat(answers(guest, "42/a,1[\"who\"]")).containsExactly("43/a,1[[\"nobody\",false,[\"of-nobody\"]]]");
    }

    @Test
    void itComesBeforeTheRolesOfTheClass() {
        assertThat(answers(served.client(), "40/staff,{\"token\":\"ada\"}"))
                .containsExactly("40/staff,{\"sid\":\"ID\"}");
        assertThat(answers(served.inRoles("clerk"), "40/staff,{\"token\":\"guest\"}"))
                .containsExactly("44/staff,{\"message\":\"Forbidden\"}");
    }

    @Test
    void aSocketBecomesSomebodyElseByAuthenticatingAgain() {
        Served.Client client = joined("ada");
        assertThat(answers(client, "42/a,1[\"token\",{\"token\":\"grace\"}]", "42/a,2[\"manage\"]", "42/a,3[\"who\"]"))
                .containsExactly("43/a,1[]", "43/a,2[]", "43/a,3[[\"grace\",true,[\"of-ada\"]]]");
    }

    @Test
    void aRefusalOfTheNewTokenIsToldAndNothingChanges() {
        Served.Client client = joined("grace");
        assertThat(answers(client, "42/a,1[\"token\",{}]", "42/a,2[\"token\",{\"token\":\"bad\"}]", "42/a,3[\"who\"]"))
                .containsExactly(
                        "43/a,1[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"No token\","
                                + "\"details\":{\"login\":\"/login\"}}}]",
                        "43/a,2[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Invalid token\"}}]",
                        "43/a,3[[\"grace\",true,[\"of-grace\"]]]");
    }

    @Test
    void whoWouldNotBeAdmittedStaysWhoItIs() {
        Served.Client client = served.client();
        answers(client, "40/staff,{\"token\":\"ada\"}");
        assertThat(answers(client, "42/staff,1[\"token\",{\"token\":\"guest\"}]"))
                .containsExactly("43/staff,1[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Forbidden\"}}]");
        assertThat(answers(client, "42/staff,2[\"token\",{\"token\":\"grace\"}]"))
                .containsExactly("43/staff,2[]");
    }

    @Test
    void nothingOfTheAuthenticatorsOwnFailureIsToldWhenItIsAskedAgain() {
        assertThat(answers(joined("ada"), "42/a,1[\"token\",{\"token\":\"broken\"}]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void anApplicationWithoutOneIsToldSo() {
        try (Served alone = new Served(Alone.class)) {
            Served.Client client = alone.joined();
            assertThat(answers(client, "42/a,1[\"token\",{}]"))
                    .containsExactly("43/a,1[\"There is nobody to ask: an application that authenticates sockets has a"
                            + " bean of type SocketAuthenticator\"]");
        }
    }
}
