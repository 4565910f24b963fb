// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryTarget
@Tag("wire")
class HandshakeIT {
    private static final String SID = "[A-Za-z0-9_-]{20}";

    private final Target target;
    private final Http http;

    HandshakeIT(Target target) {
        this.target = target;
        this.http = new Http(target, Variant.DEFAULTS);
    }

    @Test
    @Proves({"EIO4-2.1.1-1", "EIO4-3.1-1", "EIO4-3.1-3", "EIO4-3.1-5", "EIO4-3.1-7", "REF-3-2", "REF-5-1"})
    void overPollingTheOpenPacketIsTheBody() {
        Http.Answer answer = http.get("EIO=4&transport=polling");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches(
                        "0\\{\"sid\":\"" + SID
                                + "\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("content-length")).contains("118");
        assertThat(answer.header("set-cookie")).isEmpty();
    }

    @Test
    @Proves({"EIO4-2.2-1", "EIO4-3.1-2", "EIO4-3.1-3", "EIO4-3.1-5"})
    void overWebSocketTheOpenPacketIsTheFirstMessageAndOffersNoUpgrade() {
        try (WebSocket socket = WebSocket.connect(target, Variant.DEFAULTS, "EIO=4&transport=websocket")) {
            assertThat(socket.text())
                    .matches(
                            "0\\{\"sid\":\"" + SID
                                    + "\",\"upgrades\":\\[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        }
    }

    @Test
    @Proves("EIO4-3.1-6")
    void theOpenPacketTellsTheTimesAsConfigured() {
        assertThat(new Http(target, Variant.HASTY)
                        .get("EIO=4&transport=polling")
                        .body())
                .endsWith(
                        ",\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":500,\"maxPayload\":1000000}");
    }

    @Test
    @Proves({"EIO4-3.1-7", "REF-10-11"})
    void withoutUpgradesNoneIsOffered() {
        assertThat(new Http(target, Variant.GUARDED)
                        .get("EIO=4&transport=polling")
                        .body())
                .endsWith(",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":10000}");
    }

    @Test
    @Proves("EIO4-3.1-4")
    void eachSessionHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add(Polling.open(target, Variant.DEFAULTS).sid());
        }
        assertThat(ids).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=polling&t=abc123",
                "transport=polling&EIO=4",
                "EIO=3&EIO=4&transport=polling",
                "EIO=4&transport=websocket&transport=polling",
                "EIO=4&transport=polling&b64=1",
                "EIO=4&transport=%70olling&colour=gr%C3%BCn&empty=&bare",
                "EIO=4&transport=polling&__proto__=x&constructor=y"
            })
    @Proves({"REF-1-4", "REF-1-5"})
    void theQueryMayHoldMoreAndOfARepeatedParameterTheLastWins(String query) {
        assertThat(http.get(query).body()).startsWith("0{\"sid\":\"");
    }

    @Test
    @DiffersFromReference("answers at either, depending on addTrailingSlash, not at both")
    @Proves("REF-1-3")
    void theTrailingSlashMayBeLeftOut() {
        assertThat(http.send(http.requestTo("socket.io?EIO=4&transport=polling").GET())
                        .body())
                .startsWith("0{\"sid\":\"");

        WebSocket.Upgrade upgrade = WebSocket.upgrade(target, Variant.DEFAULTS, "socket.io?EIO=4&transport=websocket");
        assertThat(upgrade.status()).isEqualTo(101);
        assertThat(upgrade.accepted().text()).startsWith("0{\"sid\":\"");
        upgrade.accepted().close();
    }

    @Test
    @DiffersFromReference("matches by prefix: any path below answers like the path itself")
    @Proves("REF-1-2")
    void aDeeperPathIsNotFound() {
        assertThat(http.send(http.requestTo("socket.io/deeper?EIO=4&transport=polling")
                                .GET())
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Proves("REF-1-1")
    void aPathBesideIsNotFound() {
        assertThat(http.send(http.requestTo("socket.iox/?EIO=4&transport=polling")
                                .GET())
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Proves({"REF-5-2", "REF-5-3"})
    void theCookieComesWithTheHandshakeOnly() {
        Http hasty = new Http(target, Variant.HASTY);
        Http.Answer handshake = hasty.get("EIO=4&transport=polling");
        String sid = handshake.body().substring(9, 29);

        assertThat(handshake.header("set-cookie")).contains("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        assertThat(hasty.post("EIO=4&transport=polling&sid=" + sid, "40").header("set-cookie"))
                .isEmpty();
        assertThat(hasty.get("EIO=4&transport=polling&sid=" + sid).header("set-cookie"))
                .isEmpty();
    }

    @Test
    @DiffersFromReference("sets no cookie when the session begins with a WebSocket")
    @Proves("REF-5-4")
    void theCookieComesWithAWebSocketToo() {
        try (WebSocket socket = WebSocket.connect(target, Variant.HASTY, "EIO=4&transport=websocket")) {
            String sid = socket.text().substring(9, 29);
            assertThat(socket.header("Set-Cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }
}
