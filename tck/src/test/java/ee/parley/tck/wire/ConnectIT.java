// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Joining namespaces. */
@EveryTarget
@Tag("wire")
class ConnectIT {
    private final Target target;

    ConnectIT(Target target) {
        this.target = target;
    }

    private Session open(Session.Carrier carrier) {
        return carrier.open(target, Variant.DEFAULTS);
    }

    private Session echo(Session.Carrier carrier) {
        Session session = open(carrier);
        session.join("/echo");
        return session;
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"SIO5-3.1-1", "SIO5-3.1-5", "SIO5-3.2-1"})
    void theNamespaceOfTheMainOneIsLeftOut(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.join("/");
            session.send("420[\"echo\",\"x\"]");
            session.expect("430[\"x\"]");
            session.send("42/,1[\"echo\",\"y\"]");
            session.expect("431[\"y\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"REF-12-3", "SIO5-3.1-4", "SIO5-3.2-2"})
    void theCommaAfterANamespaceMayBeLeftOutAtTheEnd(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.send("40/echo");
            assertThat(session.text()).matches("40/echo,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"SIO5-2.1-1", "SIO5-2.1-5"})
    void aConnectMayCarryAnObject(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.join("/", "{\"token\":\"x\"}");
            session.join("/echo", " {\"a\":{\"b\":[1,null]}} ");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-1-1", "SIO5-2.1-1", "SIO5-5-2"})
    void eachSocketHasAnIdOfItsOwnAndNoneIsThatOfTheSession(Session.Carrier carrier) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (Session session = open(carrier)) {
                ids.add(session.sid());
                ids.add(session.join("/"));
                ids.add(session.join("/echo"));
            }
        }
        assertThat(ids).hasSize(9);
    }

    /** Exchanges of one packet for another over each carrier. */
    private static Stream<Arguments> exchanges(String... exchanges) {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Stream.of(exchanges).map(exchange -> Arguments.of(carrier, exchange)));
    }

    private void assertExchanged(Session.Carrier carrier, String exchange) {
        String[] packets = exchange.split(" > ", 2);
        try (Session session = echo(carrier)) {
            session.send(packets[0]);
            session.expect(packets[1]);
            session.assertAlive();
        }
    }

    private static Stream<Arguments> aNamespaceThatDoesNotExistIsRefused() {
        return exchanges(
                "40/random, > 44/random,{\"message\":\"Invalid namespace\"}",
                "40/random > 44/random,{\"message\":\"Invalid namespace\"}",
                "40/random,1 > 44/random,{\"message\":\"Invalid namespace\"}",
                "40/random,{\"a\":1} > 44/random,{\"message\":\"Invalid namespace\"}",
                "40/echo?x=1, > 44/echo?x=1,{\"message\":\"Invalid namespace\"}",
                "40/Echo, > 44/Echo,{\"message\":\"Invalid namespace\"}",
                "40/echo/, > 44/echo/,{\"message\":\"Invalid namespace\"}");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"REF-12-4", "SIO5-2.1-2", "SIO5-2.1-7", "SIO5-3.1-6", "SIO5-3.2-3"})
    void aNamespaceThatDoesNotExistIsRefused(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> aClientThatIsRefusedIsToldWhy() {
        return exchanges(
                "40/auth, > 44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"no token\"}}",
                "40/auth,{} > 44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"no token\"}}",
                "40/auth,{\"token\":\"guess\"} > "
                        + "44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"wrong token\"}}",
                "40/auth,{\"token\":\"plain\"} > 44/auth,{\"message\":\"not today\"}",
                "40/auth,{\"token\":\"broken\"} > 44/auth,{\"message\":\"Internal error\"}");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"API-2-3", "API-3-2", "API-3-3", "API-3-10", "SIO5-2.1-2", "SIO5-5-3"})
    void aClientThatIsRefusedIsToldWhy(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-13-6")
    void aRefusedClientMayTryAgain(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.send("40/auth,{\"token\":\"guess\"}");
            session.expect("44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"wrong token\"}}");
            session.join("/auth", "{\"token\":\"secret\",\"user\":\"ada\"}");
            session.send("42/auth,0[\"credentials\"]");
            session.expect("43/auth,0[{\"token\":\"secret\",\"user\":\"ada\"}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("SIO5-2.1-4")
    void severalNamespacesShareOneConnection(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.join("/");
            session.join("/echo");
            session.join("/rooms");
            session.send("420[\"echo\",1]");
            session.expect("430[1]");
            session.send("42/echo,0[\"value\",2]");
            session.expect("43/echo,0[2]");
            session.send("42/rooms,0[\"rooms\"]");
            session.expect("43/rooms,0[[]]");
        }
    }

    @Test
    @Proves({"API-2-1", "API-2-2", "API-2-3", "API-2-4", "API-2-5", "SIO5-2.1-5"})
    void theHandshakeIsThatOfTheFirstRequest() {
        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target,
                Variant.DEFAULTS,
                "socket.io/?EIO=4&transport=websocket&colour=gr%C3%BCn&colour=blau+%2B",
                "X-Tck: seen");
        try (WebSocket socket = upgrade.accepted()) {
            socket.text();
            socket.join("/auth", "{\"token\":\"secret\",\"user\":\"ada\",\"more\":[1,{\"a\":null}]}");
            socket.send("42/auth,0[\"query\",\"colour\"]");
            socket.expect("43/auth,0[\"blau +\"]");
            socket.send("42/auth,1[\"query\",\"EIO\"]");
            socket.expect("43/auth,1[\"4\"]");
            socket.send("42/auth,2[\"header\",\"x-tck\"]");
            socket.expect("43/auth,2[\"seen\"]");
            socket.send("42/auth,3[\"auth\"]");
            socket.expect("43/auth,3[{\"token\":\"secret\",\"user\":\"ada\",\"more\":[1,{\"a\":null}]}]");
            socket.send("42/auth,4[\"cross-domain\"]");
            socket.expect("43/auth,4[false]");
            socket.send("42/auth,5[\"url\"]");
            socket.expect("43/auth,5[\"" + target.uri(Variant.DEFAULTS).getPath()
                    + "socket.io/?EIO=4&transport=websocket&colour=gr%C3%BCn&colour=blau+%2B\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-2-6")
    void theAddressIsThePeers(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.join("/auth", "{\"token\":\"secret\"}");
            session.send("42/auth,0[\"address\"]");
            assertThat(session.text()).matches("43/auth,0\\[\"(127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|::1)\"]");
            session.send("42/auth,1[\"secure\"]");
            session.expect("43/auth,1[false]");
        }
    }

    @Test
    @Proves("API-2-4")
    void aRequestWithAnOriginIsCrossDomain() {
        String own = target.uri(Variant.DEFAULTS).toString();
        WebSocket.Upgrade upgrade = WebSocket.upgrade(
                target,
                Variant.DEFAULTS,
                "socket.io/?EIO=4&transport=websocket",
                "Origin: " + own.substring(0, own.indexOf('/', "http://".length())));
        try (WebSocket socket = upgrade.accepted()) {
            socket.text();
            socket.join("/auth", "{\"token\":\"secret\"}");
            socket.send("42/auth,0[\"cross-domain\"]");
            socket.expect("43/auth,0[true]");
        }
    }

    private static Stream<Arguments> aFirstPacketThatIsNoConnectClosesTheConnection() {
        return exchanges(
                "42[\"echo\",1]",
                "420[\"echo\",1]",
                "42/echo,[\"value\",1]",
                "430[]",
                "41",
                "44{\"message\":\"no\"}",
                "4abc");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"SIO5-2.1-3", "SIO5-5-1"})
    void aFirstPacketThatIsNoConnectClosesTheConnection(Session.Carrier carrier, String packet) {
        try (Session session = open(carrier)) {
            session.send(packet);
            session.awaitEnd();
        }
    }
}
