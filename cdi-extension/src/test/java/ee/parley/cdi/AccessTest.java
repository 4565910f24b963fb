// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String FORBIDDEN = "[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Forbidden\"}}]";

    @SocketNamespace("/a")
    @DeclareRoles("auditor")
    static class Desk {
        @OnEvent("anybody")
        void anybody() {}

        @OnEvent("approve")
        @RolesAllowed("manager")
        int approve(int order) {
            return order;
        }

        @OnEvent("either")
        @RolesAllowed({"clerk", "manager"})
        void either() {}

        @OnEvent("nobody")
        @DenyAll
        void nobody() {}

        @OnEvent("somebody")
        @RolesAllowed("**")
        void somebody() {}

        @OnEvent("asks")
        List<Boolean> asks(Socket socket) {
            return List.of(socket.isUserInRole("clerk"), socket.isUserInRole("manager"), socket.isUserInRole("**"));
        }
    }

    @SocketNamespace("/staff")
    @RolesAllowed("clerk")
    static class Staff {
        private final AtomicInteger entered = new AtomicInteger();

        int entered() {
            return entered.get();
        }

        @OnConnect
        void enter() {
            entered.incrementAndGet();
        }

        @OnEvent("default")
        void byClass() {}

        @OnEvent("manage")
        @RolesAllowed("manager")
        void manage() {}

        @OnEvent("open")
        @PermitAll
        void open() {}
    }

    @SocketNamespace("/hall")
    @RolesAllowed("clerk")
    static class Hall {
        @OnConnect
        @PermitAll
        void enter() {}

        @OnEvent("default")
        void byClass() {}

        @OnEvent("open")
        @PermitAll
        void open() {}
    }

    @SocketNamespace("/closed")
    @DenyAll
    static class Closed {}

    @RolesAllowed({"clerk", "trainee"})
    static class Base {
        @OnEvent("inherited")
        void inherited() {}
    }

    @SocketNamespace("/derived")
    static class Derived extends Base {}

    @ApplicationScoped
    static class Elsewhere {
        @RolesAllowed("accountant")
        void book() {}
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Desk.class, Staff.class, Hall.class, Closed.class, Derived.class, Elsewhere.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> answers(Served.Client client, String... packets) {
        client.sends(packets);
        return client.received();
    }

    private static List<String> answersTo(Served.Client client, String namespace, String event) {
        answers(client, "40" + namespace + ",");
        return answers(client, "42" + namespace + ",1" + event);
    }

    @Test
    void aMethodForRolesIsForWhoHasOneOfThem() {
        assertThat(answersTo(served.inRoles("manager"), "/a", "[\"approve\",7]"))
                .containsExactly("43/a,1[7]");
        assertThat(answersTo(served.inRoles("clerk"), "/a", "[\"either\"]")).containsExactly("43/a,1[]");
    }

    @Test
    void whoHasNoneIsForbiddenBeforeItsArgumentsAreLookedAt() {
        assertThat(answersTo(served.inRoles("clerk"), "/a", "[\"approve\",\"unfit\"]"))
                .containsExactly("43/a,1" + FORBIDDEN);
        assertThat(answersTo(served.anonymous(), "/a", "[\"either\"]")).containsExactly("43/a,1" + FORBIDDEN);
    }

    @Test
    void withoutAnAcknowledgementItIsToldByAnExceptionEvent() {
        Served.Client client = served.anonymous();
        answers(client, "40/a,");
        assertThat(answers(client, "42/a,[\"nobody\"]"))
                .containsExactly("42/a,[\"exception\",{\"event\":\"nobody\",\"error\":{\"code\":\"FORBIDDEN\","
                        + "\"message\":\"Forbidden\"}}]");
    }

    @Test
    void deniedToAllIsDeniedToEverybody() {
        assertThat(answersTo(served.inRoles("clerk", "manager"), "/a", "[\"nobody\"]"))
                .containsExactly("43/a,1" + FORBIDDEN);
    }

    @Test
    void twoStarsAreEverybodyWhoHasAPrincipal() {
        assertThat(answersTo(served.client(), "/a", "[\"somebody\"]")).containsExactly("43/a,1[]");
        assertThat(answersTo(served.anonymous(), "/a", "[\"somebody\"]")).containsExactly("43/a,1" + FORBIDDEN);
    }

    @Test
    void aSocketKnowsItsRoles() {
        assertThat(answersTo(served.inRoles("clerk"), "/a", "[\"asks\"]")).containsExactly("43/a,1[[true,false,true]]");
        assertThat(answersTo(served.anonymous(), "/a", "[\"asks\"]")).containsExactly("43/a,1[[false,false,false]]");
    }

    @Test
    void aClassForRolesGatesTheConnectBeforeItsGateIsAsked() {
        int before = served.bean(Staff.class).entered();
        assertThat(answers(served.inRoles("manager"), "40/staff,"))
                .containsExactly("44/staff,{\"message\":\"Forbidden\"}");
        assertThat(served.bean(Staff.class).entered()).isEqualTo(before);
        assertThat(answers(served.inRoles("clerk"), "40/staff,")).containsExactly("40/staff,{\"sid\":\"ID\"}");
    }

    @Test
    void aMethodIsForWhomItsClassIsForUnlessItSaysOtherwise() {
        assertThat(answersTo(served.inRoles("clerk"), "/staff", "[\"default\"]"))
                .containsExactly("43/staff,1[]");
        assertThat(answersTo(served.inRoles("clerk"), "/staff", "[\"open\"]")).containsExactly("43/staff,1[]");
        assertThat(answersTo(served.inRoles("clerk"), "/staff", "[\"manage\"]"))
                .containsExactly("43/staff,1" + FORBIDDEN);
    }

    @Test
    void aGateOpenToAllLetsInWhomItsClassIsNotFor() {
        assertThat(answersTo(served.anonymous(), "/hall", "[\"open\"]")).containsExactly("43/hall,1[]");
        assertThat(answersTo(served.anonymous(), "/hall", "[\"default\"]")).containsExactly("43/hall,1" + FORBIDDEN);
    }

    @Test
    void aNamespaceDeniedToAllAdmitsNobody() {
        assertThat(answers(served.inRoles("clerk"), "40/closed,"))
                .containsExactly("44/closed,{\"message\":\"Forbidden\"}");
    }

    @Test
    void aSubclassOfAGuardedClassIsGuarded() {
        assertThat(answers(served.anonymous(), "40/derived,"))
                .containsExactly("44/derived,{\"message\":\"Forbidden\"}");
        assertThat(answersTo(served.inRoles("clerk"), "/derived", "[\"inherited\"]"))
                .containsExactly("43/derived,1[]");
    }

    @Test
    void everyRoleThatAnAnnotationNamesIsAskedFor() {
        assertThat(served.extension.deployment().roles())
                .containsExactlyInAnyOrder("auditor", "manager", "clerk", "**", "accountant", "trainee");
    }

    @SocketNamespace("/a")
    @PermitAll
    @RolesAllowed("clerk")
    static class Contradictory {
        @OnEvent("a")
        @DenyAll
        @PermitAll
        void event() {}

        @OnDisconnect
        @RolesAllowed("clerk")
        void leave() {}

        @OnError
        @DenyAll
        String failed(RuntimeException e) {
            return "";
        }
    }

    @Test
    void contradictionsAndWhatWouldNotBeCheckedAreDeploymentErrors() {
        assertThat(Containers.problemsOf(Contradictory.class))
                .containsExactly(
                        "PARLEY6065 Contradictory: @RolesAllowed and @PermitAll contradict each other. Keep one of them.",
                        "PARLEY6065 Contradictory.event(): @DenyAll and @PermitAll contradict each other. Keep one of"
                                + " them.",
                        "PARLEY6066 Contradictory.failed(RuntimeException): nobody would check @DenyAll on an @OnError"
                                + " method, which no client asks for. Remove it, and say who may on the methods that"
                                + " clients ask for, or on the class.",
                        "PARLEY6066 Contradictory.leave(): nobody would check @RolesAllowed on an @OnDisconnect method,"
                                + " which no client asks for. Remove it, and say who may on the methods that clients ask"
                                + " for, or on the class.");
    }
}
