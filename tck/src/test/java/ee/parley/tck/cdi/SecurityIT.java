// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.NeedsPlatform;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom the container knows, whom the application knows, and what they may. */
@EveryTarget
@Tag("cdi")
class SecurityIT {
    private static final String ADA = "Authorization: Basic YWRhOmxvdmVsYWNl";
    private static final String GRACE = "Authorization: Basic Z3JhY2U6aG9wcGVy";
    private static final String FORBIDDEN = "[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Forbidden\"}}]";

    private final Target target;
    private @Nullable Session session;

    SecurityIT(Target target) {
        this.target = target;
    }

    @AfterEach
    void leave() {
        if (session != null) {
            session.close();
        }
    }

    private Session open(Session.Carrier carrier, String... headers) {
        Session opened = carrier.open(target, Variant.DEFAULTS, headers);
        session = opened;
        return opened;
    }

    private Session open(String... headers) {
        return open(Session.Carrier.WEBSOCKET, headers);
    }

    /** Logs in as a form does, and returns the header that brings the session. */
    private String login(String form) throws IOException, InterruptedException {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(target.uri(Variant.DEFAULTS).resolve("login"))
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(204);
        // Which of them is the session's is the container's to know.
        return "Cookie: "
                + answer.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .collect(Collectors.joining("; "));
    }

    private static void expectCaller(Session session, String caller) {
        session.join("/desk");
        session.send("42/desk,0[\"who\"]");
        session.expect("43/desk,0[" + caller + "]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CDI-8-1")
    void whoSaysNothingIsNobody(Session.Carrier carrier) {
        expectCaller(open(carrier), "[\"nobody\",false,false]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CDI-8-1")
    @NeedsPlatform
    void aCallerWithNameAndPasswordHasPrincipalAndRoles(Session.Carrier carrier) {
        expectCaller(open(carrier, ADA), "[\"ada\",true,false]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CDI-8-1")
    @NeedsPlatform
    void aCallerWithABearerTokenHasPrincipalAndRoles(Session.Carrier carrier) {
        expectCaller(open(carrier, "Authorization: Bearer jim:manager,auditor"), "[\"jim\",false,true]");
    }

    @ParameterizedTest
    @EnumSource
    @Proves("CDI-8-1")
    @NeedsPlatform
    void aCallerWhoHasLoggedInByAFormHasPrincipalAndRoles(Session.Carrier carrier) throws Exception {
        String cookie = login("user=grace&password=hopper");
        expectCaller(open(carrier, cookie), "[\"grace\",true,true]");
    }

    @Test
    @Proves("CDI-8-3")
    @NeedsPlatform
    void aHandlerForRolesIsForWhoHasOneOfThem() {
        Session grace = open(GRACE);
        grace.join("/desk");
        grace.send("42/desk,0[\"approve\",7]");
        grace.expect("43/desk,0[7]");
    }

    @Test
    @Proves("CDI-8-3")
    @NeedsPlatform
    void whoHasNoneIsForbidden() {
        Session ada = open(ADA);
        ada.join("/desk");
        ada.send("42/desk,0[\"approve\",7]");
        ada.expect("43/desk,0" + FORBIDDEN);
        ada.send("42/desk,[\"approve\",7]");
        ada.expect("42/desk,[\"exception\",{\"event\":\"approve\",\"error\":{\"code\":\"FORBIDDEN\",\"message\":"
                + "\"Forbidden\"}}]");
    }

    @Test
    @Proves("CDI-8-2")
    @NeedsPlatform
    void aNamespaceForRolesIsForWhoHasOneOfThem() {
        Session ada = open(ADA);
        ada.join("/staff");
        ada.expect("42/staff,[\"welcome\",\"ada\"]");
        Session jim = open("Authorization: Bearer jim:manager");
        jim.send("40/staff,");
        jim.expect("44/staff,{\"message\":\"Forbidden\"}");
    }

    @Test
    @Proves({"CDI-8-2", "CDI-8-4"})
    void theGateIsNotPassedByLeavingAuthOut() {
        Session nobody = open();
        nobody.send("40/staff,");
        nobody.expect("44/staff,{\"message\":\"Forbidden\"}");
        nobody.send("40/staff,{}");
        nobody.expect("44/staff,{\"message\":\"Forbidden\"}");
    }

    @Test
    @Proves("CDI-8-4")
    void whatTheAuthenticatorFindsCountsInsteadOfTheContainersCaller() {
        Session nobody = open();
        nobody.join("/staff", "{\"pass\":\"lise\"}");
        nobody.expect("42/staff,[\"welcome\",\"lise\"]");
        Session ada = open(ADA);
        ada.send("40/staff,{\"pass\":\"visitor\"}");
        ada.expect("44/staff,{\"message\":\"Forbidden\"}");
    }

    @Test
    @Proves("CDI-8-4")
    void theAuthenticatorMayRefuse() {
        Session forger = open();
        forger.send("40/staff,{\"pass\":\"forged\"}");
        forger.expect("44/staff,{\"message\":\"Forged pass\",\"data\":{\"reasons\":[\"seal\"]}}");
    }

    @Test
    @Proves("CDI-8-4")
    void nothingOfItsOwnFailureIsTold() {
        Session unlucky = open();
        unlucky.send("40/staff,{\"pass\":\"broken\"}");
        unlucky.expect("44/staff,{\"message\":\"Internal error\"}");
    }

    @Test
    @Proves("CDI-8-5")
    void anIdentityThatExpiresEndsTheSocket() {
        Session alan = open();
        alan.join("/staff", "{\"pass\":\"short\"}");
        alan.expect("42/staff,[\"welcome\",\"alan\"]");
        alan.expect("41/staff,");
        expectCaller(alan, "[\"nobody\",false,false]");
    }

    @Test
    @Proves("CDI-8-5")
    void authenticatingAgainReplacesTheIdentityAndItsEndUnlessItIsRefused() {
        Session alan = open();
        alan.join("/staff", "{\"pass\":\"lise\"}");
        alan.expect("42/staff,[\"welcome\",\"lise\"]");
        alan.send("42/staff,0[\"pass\",{\"pass\":\"forged\"}]");
        alan.expect("43/staff,0[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"Forged pass\",\"details\":"
                + "{\"reasons\":[\"seal\"]}}}]");
        alan.send("42/staff,1[\"pass\",{\"pass\":\"short\"}]");
        alan.expect("43/staff,1[]");
        alan.expect("41/staff,");
    }

    @Test
    @Proves("CDI-8-2")
    void aNamespaceForNobodyIsForNobody() {
        Session grace = open(GRACE);
        grace.send("40/closed,");
        grace.expect("44/closed,{\"message\":\"Forbidden\"}");
    }

    @Test
    @Proves({"CDI-8-2", "CDI-8-3"})
    void aNamespaceForEverybodyMayKeepAnEventFromThem() {
        Session nobody = open();
        nobody.join("/open");
        nobody.send("42/open,0[\"ask\"]");
        nobody.expect("43/open,0[\"asked\"]");
        nobody.send("42/open,0[\"never\"]");
        nobody.expect("43/open,0" + FORBIDDEN);
    }

    @Test
    @Proves("CDI-8-3")
    @NeedsPlatform
    void whatTheMethodSaysWinsOverItsClass() {
        Session ada = open(ADA);
        ada.join("/counter");
        ada.send("42/counter,0[\"sell\"]");
        ada.expect("43/counter,0" + FORBIDDEN);
        ada.send("42/counter,0[\"ask\"]");
        ada.expect("43/counter,0[\"asked\"]");
        ada.send("42/counter,0[\"never\"]");
        ada.expect("43/counter,0" + FORBIDDEN);
        ada.send("42/counter,0[\"count\"]");
        ada.expect("43/counter,0[1]");
    }
}
