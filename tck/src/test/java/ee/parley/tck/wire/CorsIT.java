// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@EveryTarget
@Tag("wire")
class CorsIT {
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final String HANDSHAKE = "EIO=4&transport=polling";

    private final Target target;

    CorsIT(Target target) {
        this.target = target;
    }

    private Http.Answer handshake(Variant variant, String origin) {
        Http http = new Http(target, variant);
        return http.send(http.request(HANDSHAKE).header("Origin", origin).GET());
    }

    private Http.Answer preflight(Variant variant, String query, String origin) {
        Http http = new Http(target, variant);
        return http.send(http.request(query)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-one,x-two")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    @Proves("REF-6-1")
    void unlessConfiguredThereAreNoHeaders() {
        Http.Answer answer = new Http(target, Variant.DEFAULTS).get(HANDSHAKE);

        assertThat(answer.response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    @Proves("REF-6-2")
    void unlessConfiguredAPreflightIsABadHandshake() {
        Http.Answer answer = preflight(Variant.DEFAULTS, HANDSHAKE, "https://a.example");

        assertThat(List.of(answer.status(), answer.body()))
                .containsExactly(400, "{\"code\":2,\"message\":\"Bad handshake method\"}");
        assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
    }

    @Test
    @Proves("REF-6-3")
    void anyOriginIsAnsweredByAStar() {
        Http.Answer answer = handshake(Variant.HASTY, "https://anybody.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
        assertThat(answer.header("access-control-allow-credentials")).isEmpty();
    }

    @Test
    @Proves({"REF-6-3", "REF-6-4"})
    void aRefusalCarriesTheHeadersToo() {
        Http hasty = new Http(target, Variant.HASTY);
        Http.Answer answer = hasty.send(hasty.request("EIO=4&transport=abc")
                .header("Origin", "https://a.example")
                .GET());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
    }

    @Test
    @Proves({"REF-6-4", "REF-6-5"})
    void aPostCarriesTheHeadersToo() {
        Http guarded = new Http(target, Variant.GUARDED);
        String sid = guarded.get(HANDSHAKE).body().substring(9, 29);

        Http.Answer answer = guarded.send(guarded.request(HANDSHAKE + "&sid=" + sid)
                .header("Origin", "https://b.example")
                .POST(HttpRequest.BodyPublishers.ofString("40")));

        assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
        assertThat(answer.header(ALLOW_ORIGIN)).contains("https://b.example");
    }

    @Test
    @Proves({"REF-6-3", "REF-6-4"})
    void anUpgradeCarriesTheHeadersToo() {
        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target, Variant.HASTY, "socket.io/?EIO=4&transport=websocket", "Origin: https://a.example");

        assertThat(upgrade.status()).isEqualTo(101);
        assertThat(upgrade.headers()).containsEntry("Access-Control-Allow-Origin", "*");
        upgrade.accepted().close();
    }

    @Test
    @Proves({"REF-6-7", "REF-6-8"})
    void aPreflightIsAnsweredWithoutABodyBeforeAnythingIsChecked() {
        for (String query : List.of(HANDSHAKE, "EIO=4&transport=abc", HANDSHAKE + "&sid=unknown", "")) {
            Http.Answer answer = preflight(Variant.HASTY, query, "https://a.example");

            assertThat(List.of(answer.status(), answer.body())).containsExactly(204, "");
            assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
            assertThat(answer.header("access-control-allow-methods")).contains("GET,HEAD,PUT,PATCH,POST,DELETE");
            assertThat(answer.header("access-control-allow-headers")).contains("x-one,x-two");
            assertThat(answer.header("vary"))
                    .hasValueSatisfying(
                            vary -> assertThat(vary).containsIgnoringCase("Access-Control-Request-Headers"));
        }
    }

    @Test
    @Proves({"REF-6-7", "REF-6-9"})
    void aPreflightTellsWhatIsConfigured() {
        Http.Answer answer = preflight(Variant.GUARDED, HANDSHAKE, "https://a.example");

        assertThat(List.of(answer.status(), answer.body())).containsExactly(204, "");
        assertThat(answer.header(ALLOW_ORIGIN)).contains("https://a.example");
        assertThat(answer.header("access-control-allow-credentials")).contains("true");
        assertThat(answer.header("access-control-allow-methods")).contains("GET,POST");
        assertThat(answer.header("access-control-allow-headers")).contains("x-tck");
        assertThat(answer.header("access-control-max-age")).contains("600");
        assertThat(answer.header("vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Origin"));
    }

    @Test
    @Proves({"REF-6-5", "REF-6-9"})
    void aListedOriginIsEchoed() {
        for (String origin : List.of("https://a.example", "https://b.example")) {
            Http.Answer answer = handshake(Variant.GUARDED, origin);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header(ALLOW_ORIGIN)).contains(origin);
            assertThat(answer.header("access-control-allow-credentials")).contains("true");
            assertThat(answer.header("access-control-expose-headers")).contains("x-seen");
            assertThat(answer.header("vary"))
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Origin"));
        }
    }

    @Test
    @Proves("REF-6-6")
    void anOriginThatIsNotListedIsNotEchoed() {
        for (String origin :
                List.of("https://c.example", "https://a.example.evil.example", "http://a.example", "null")) {
            Http.Answer answer = handshake(Variant.GUARDED, origin);

            assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
            assertThat(answer.header("vary"))
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Origin"));
        }
    }

    @Test
    @DiffersFromReference("serves it all the same; only browsers look at the headers, and not for WebSocket")
    @Proves("REF-6-10")
    void aHandshakeFromAnOriginThatIsNotListedIsForbidden() {
        Http.Answer answer = handshake(Variant.GUARDED, "https://c.example");
        assertThat(List.of(answer.status(), answer.body()))
                .containsExactly(403, "{\"code\":4,\"message\":\"Forbidden\"}");

        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target, Variant.GUARDED, "socket.io/?EIO=4&transport=websocket", "Origin: https://c.example");
        assertThat(List.of(upgrade.status(), upgrade.body())).containsExactly(400, "Forbidden");
    }

    @Test
    @Proves("REF-6-11")
    void aHandshakeFromAListedOriginOrFromNoneIsServed() {
        assertThat(handshake(Variant.GUARDED, "https://a.example").status()).isEqualTo(200);
        assertThat(new Http(target, Variant.GUARDED).get(HANDSHAKE).status()).isEqualTo(200);

        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target, Variant.GUARDED, "socket.io/?EIO=4&transport=websocket", "Origin: https://a.example");
        assertThat(upgrade.status()).isEqualTo(101);
        upgrade.accepted().close();
    }

    @Test
    @Proves("REF-6-11")
    void theServersOwnOriginIsServedWithoutConfiguration() {
        String own = target.uri(Variant.DEFAULTS).toString();
        assertThat(handshake(Variant.DEFAULTS, own.substring(0, own.indexOf('/', "http://".length())))
                        .status())
                .isEqualTo(200);
    }
}
