// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to requests that no session sees. */
@EveryTarget
@Tag("wire")
class RefusalIT {
    private static final String UNKNOWN_TRANSPORT = "{\"code\":0,\"message\":\"Transport unknown\"}";

    private static final String UNKNOWN_SID = "{\"code\":1,\"message\":\"Session ID unknown\"}";

    private static final String BAD_METHOD = "{\"code\":2,\"message\":\"Bad handshake method\"}";

    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    private static final String BAD_VERSION = "{\"code\":5,\"message\":\"Unsupported protocol version\"}";

    private final Target target;

    private final Http http;

    RefusalIT(Target target) {
        this.target = target;
        this.http = new Http(target, Variant.DEFAULTS);
    }

    private void assertRefused(Http.Answer answer, String body) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EIO=4",
                "EIO=4&transport=",
                "EIO=4&transport=abc",
                "EIO=4&transport=__proto__",
                "EIO=4&transport=constructor",
                "EIO=4&transport=Polling",
                "EIO=4&transport=webtransport",
                "EIO=4&transport=polling&transport=abc",
                "EIO=4&transport=abc&sid=unknown"
            })
    @Proves({"EIO4-2.1.2-3", "EIO4-2.1.2-4", "REF-2-1", "REF-2-2"})
    void aTransportThatIsNone(String query) {
        assertRefused(http.get(query), UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "AAAAAAAAAAAAAAAAAAAA", "__proto__", "constructor", "%00", "..%2F.."})
    @Proves({"EIO4-2.1.4-2", "EIO4-2.1.5-2", "REF-2-1", "REF-2-3"})
    void aSessionThatDoesNotExist(String sid) {
        assertRefused(http.get("EIO=4&transport=polling&sid=" + sid), UNKNOWN_SID);
        assertRefused(http.post("EIO=4&transport=polling&sid=" + sid, "40"), UNKNOWN_SID);
    }

    @Test
    @Proves({"EIO4-2.1.4-2", "EIO4-2.1.5-2", "REF-2-3"})
    void aSessionThatHasEnded() {
        Polling session = Polling.open(target, Variant.DEFAULTS);
        session.send("1");

        assertRefused(session.poll(), UNKNOWN_SID);
        assertRefused(session.post("40"), UNKNOWN_SID);
    }

    @Test
    @Proves({"EIO4-2.1.4-2", "EIO4-2.1.5-2", "REF-2-3"})
    void aWebSocketSessionThatHasEnded() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.send("2");
            socket.awaitEnd();
            assertRefused(http.get("EIO=4&transport=polling&sid=" + socket.sid()), UNKNOWN_SID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    @Proves({"EIO4-2.1.2-5", "EIO4-3.1-8", "REF-2-1", "REF-2-4"})
    void aHandshakeThatIsNoGet(String method) {
        assertRefused(http.method(method, "EIO=4&transport=polling"), BAD_METHOD);
    }

    @Test
    @Proves("REF-2-15")
    void aHandshakeThatIsAHeadHasNoBody() {
        Http.Answer answer = http.method("HEAD", "EIO=4&transport=polling");
        assertThat(List.of(answer.status(), answer.body())).containsExactly(400, "");
    }

    @Test
    @Proves({"REF-2-1", "REF-2-5"})
    void aHandshakeForAWebSocketThatIsNoUpgrade() {
        assertRefused(http.get("EIO=4&transport=websocket"), BAD_REQUEST);
    }

    @Test
    @Proves({"REF-2-5", "REF-2-13"})
    void aRequestForAWebSocketThatIsNoUpgradeLeavesTheSessionAlone() {
        Polling session = Polling.open(target, Variant.DEFAULTS);

        assertRefused(http.get("EIO=4&transport=websocket&sid=" + session.sid()), BAD_REQUEST);

        session.join("/echo");
        session.assertAlive();
    }

    @Test
    @Proves({"REF-2-6", "REF-2-13"})
    void aPollOfAWebSocketSession() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            assertRefused(http.get("EIO=4&transport=polling&sid=" + socket.sid()), BAD_REQUEST);
            assertRefused(http.post("EIO=4&transport=polling&sid=" + socket.sid(), "40"), BAD_REQUEST);

            socket.join("/echo");
            socket.assertAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&EIO=", "&EIO=3", "&EIO=2", "&EIO=5", "&EIO=04", "&EIO=4.0", "&EIO=four", "&EIO=4&EIO=3"})
    @Proves({"EIO4-2.1.2-1", "EIO4-2.1.2-2", "REF-2-1", "REF-2-8"})
    void aVersionThatIsNotSupported(String version) {
        assertRefused(http.get("transport=polling" + version), BAD_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "5", "abc"})
    @Proves({"REF-2-7", "REF-2-13"})
    void aVersionThatIsNotTheSessions(String version) {
        Polling session = Polling.open(target, Variant.DEFAULTS);

        assertRefused(http.get("EIO=" + version + "&transport=polling&sid=" + session.sid()), BAD_REQUEST);

        session.join("/echo");
        session.assertAlive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    @Proves({"REF-2-12", "REF-2-13"})
    void anotherMethodLeavesTheSessionAlone(String method) {
        Polling session = Polling.open(target, Variant.DEFAULTS);

        Http.Answer answer = http.method(method, session.query());
        assertThat(List.of(answer.status(), answer.body())).containsExactly(500, "");

        session.join("/echo");
        session.assertAlive();
    }

    @Test
    @Proves("REF-2-14")
    void anOriginWithAControlCharacter() {
        try (RawHttp raw = RawHttp.connect(target, Variant.DEFAULTS)) {
            raw.head("GET", "socket.io/?EIO=4&transport=polling", "Origin: http://a\u0001b", "Connection: close");
            assertThat(raw.answer().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=abc, Transport unknown",
        "EIO=4, Transport unknown",
        "EIO=4&transport=websocket&sid=AAAAAAAAAAAAAAAAAAAA, Session ID unknown"
    })
    @Proves({"EIO4-2.2-3", "REF-2-2", "REF-2-3", "REF-2-9"})
    void anUpgradeIsRefusedByItsMessageAlone(String query, String message) {
        WebSocket.Upgrade upgrade = WebSocket.upgrade(target, Variant.DEFAULTS, "socket.io/?" + query);

        assertThat(List.of(upgrade.status(), upgrade.body())).containsExactly(400, message);
        assertThat(upgrade.headers().get("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @DiffersFromReference("finds out after the 101 and writes an HTTP answer, or a close frame, into the WebSocket")
    @CsvSource({
        "EIO=3&transport=websocket, Unsupported protocol version",
        "transport=websocket, Unsupported protocol version",
        "EIO=4&transport=polling, Bad request"
    })
    @Proves({"EIO4-2.2-2", "REF-2-9", "REF-2-10"})
    void anUpgradeIsRefusedBeforeThe101(String query, String message) {
        WebSocket.Upgrade upgrade = WebSocket.upgrade(target, Variant.DEFAULTS, "socket.io/?" + query);

        assertThat(List.of(upgrade.status(), upgrade.body())).containsExactly(400, message);
    }

    @Test
    @Proves({"REF-2-11", "REF-2-13"})
    void anUpgradeWithAnotherVersionThanTheSessionsLeavesItAlone() {
        Polling session = Polling.open(target, Variant.DEFAULTS);

        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target, Variant.DEFAULTS, "socket.io/?EIO=3&transport=websocket&sid=" + session.sid());

        assertThat(List.of(upgrade.status(), upgrade.body())).containsExactly(400, "Bad request");
        session.join("/echo");
        session.assertAlive();
    }

    @Test
    @DiffersFromReference("says so of its successes only")
    @Proves("REF-2-16")
    void aRefusalIsNotStored() {
        assertThat(http.get("EIO=4&transport=abc").header("cache-control")).contains("no-store");
        assertThat(http.get("EIO=4&transport=polling&sid=unknown").header("cache-control"))
                .contains("no-store");
    }
}
