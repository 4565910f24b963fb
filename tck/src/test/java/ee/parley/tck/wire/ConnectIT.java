// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theCommaAfterANamespaceMayBeLeftOutAtTheEnd(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.send("40/echo");
            assertThat(session.text()).matches("40/echo,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectMayCarryAnObject(Session.Carrier carrier) {
        try (Session session = open(carrier)) {
            session.join("/", "{\"token\":\"x\"}");
            session.join("/echo", " {\"a\":{\"b\":[1,null]}} ");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
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

    private static Stream<Arguments> refusals() {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Stream.of(
                                "40/random, > 44/random,{\"message\":\"Invalid namespace\"}",
                                "40/random > 44/random,{\"message\":\"Invalid namespace\"}",
                                "40/random,1 > 44/random,{\"message\":\"Invalid namespace\"}",
                                "40/random,{\"a\":1} > 44/random,{\"message\":\"Invalid namespace\"}",
                                "40/echo?x=1, > 44/echo?x=1,{\"message\":\"Invalid namespace\"}",
                                "40/Echo, > 44/Echo,{\"message\":\"Invalid namespace\"}",
                                "40/echo/, > 44/echo/,{\"message\":\"Invalid namespace\"}",
                                "40/auth, > 44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"no token\"}}",
                                "40/auth,{} > 44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"no token\"}}",
                                "40/auth,{\"token\":\"guess\"} > "
                                        + "44/auth,{\"message\":\"not authorized\",\"data\":{\"reason\":\"wrong token\"}}",
                                "40/auth,{\"token\":\"plain\"} > 44/auth,{\"message\":\"not today\"}",
                                "40/auth,{\"token\":\"broken\"} > 44/auth,{\"message\":\"Internal error\"}")
                        .map(exchange -> Arguments.of(carrier, exchange)));
    }

    @ParameterizedTest
    @MethodSource
    void refusals(Session.Carrier carrier, String exchange) {
        String[] packets = exchange.split(" > ", 2);
        try (Session session = echo(carrier)) {
            session.send(packets[0]);
            session.expect(packets[1]);
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
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
            socket.expect("43/auth,5[\"/socket.io/?EIO=4&transport=websocket&colour=gr%C3%BCn&colour=blau+%2B\"]");
        }
    }
}
