// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Socket.IO packets, well formed. */
@EveryTarget
@EveryWebSocket
@Tag("wire")
class PacketIT {
    private final Target target;

    PacketIT(Target target) {
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

    /** Exchanges of one packet for another, in {@code /echo}, over each carrier. */
    private static Stream<Arguments> exchanges(String... exchanges) {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Stream.of(exchanges).map(exchange -> Arguments.of(carrier, exchange)));
    }

    private void assertExchanged(Session.Carrier carrier, String exchange) {
        int arrow = exchange.indexOf(" > ");
        try (Session session = echo(carrier)) {
            session.send(exchange.substring(0, arrow));
            session.expect(exchange.substring(arrow + 3));
            session.assertAlive();
        }
    }

    private static Stream<Arguments> anyJsonIsAnArgument() {
        return exchanges(
                "42/echo,1[\"value\",[]] > 43/echo,1[[]]",
                "42/echo,1[\"value\",{}] > 43/echo,1[{}]",
                "42/echo,1[\"value\",null] > 43/echo,1[null]",
                "42/echo,1[\"value\",true] > 43/echo,1[true]",
                "42/echo,1[\"value\",\"\"] > 43/echo,1[\"\"]",
                "42/echo,1[\"value\",0] > 43/echo,1[0]",
                "42/echo,1[\"value\",-1.5] > 43/echo,1[-1.5]",
                "42/echo,1[\"value\",[1,\"two\",{\"three\":[null,false]}]] > "
                        + "43/echo,1[[1,\"two\",{\"three\":[null,false]}]]",
                "42/echo,1[\"value\",{\"b\":1,\"a\":{\"d\":2,\"c\":3}}] > "
                        + "43/echo,1[{\"b\":1,\"a\":{\"d\":2,\"c\":3}}]",
                "42/echo,1 [ \"value\" , [ 1 , 2 ] ]  > 43/echo,1[[1,2]]",
                "42/echo,1[\"v\\u0061lue\",\"\\u0061\"] > 43/echo,1[\"a\"]",
                "42/echo,1[\"value\",\"\\u20ac\\ud83d\\ude00\"] > 43/echo,1[\"\u20ac\ud83d\ude00\"]",
                "42/echo,1[\"value\",\"\u2028\u2029\"] > 43/echo,1[\"\u2028\u2029\"]",
                "42/echo,1[\"value\",\"a\\\"b\\\\c\\/d\\n\\t\"] > 43/echo,1[\"a\\\"b\\\\c/d\\n\\t\"]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"EIO4-3.4-1", "REF-12-1", "SIO5-2.2-1", "SIO5-3.1-8"})
    void anyJsonIsAnArgument(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> anAnswerMayBeOfAnyKind() {
        return exchanges(
                "42/echo,1[\"several\",\"a\",{\"b\":2}] > 43/echo,1[\"a\",{\"b\":2}]",
                "42/echo,1[\"later\",[1]] > 43/echo,1[[1]]",
                "42/echo,1[\"ack\",\"x\"] > 43/echo,1[\"x\"]",
                "42/echo,1[\"nothing\"] > 43/echo,1[]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"API-4-1", "SIO5-2.3-2"})
    void anAnswerMayBeOfAnyKind(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> theServerMayEmit() {
        return exchanges(
                "42/echo,[\"back\",[1,\"two\"]] > 42/echo,[\"back\",[1,\"two\"]]",
                "42/echo,[\"large\",3] > 42/echo,[\"back\",\"xxx\"]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"EIO4-3.4-1", "SIO5-2.2-2", "SIO5-2.3-6", "SIO5-3.2-2"})
    void theServerMayEmit(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> anAckHasTheIdOfItsEvent() {
        return exchanges(
                "42/echo,0[\"value\",\"x\"] > 43/echo,0[\"x\"]",
                "42/echo,7[\"value\",{\"a\":1}] > 43/echo,7[{\"a\":1}]",
                "42/echo,9007199254740991[\"value\",1] > 43/echo,9007199254740991[1]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"REF-12-2", "SIO5-2.3-1", "SIO5-3.1-7", "SIO5-3.2-2"})
    void anAckHasTheIdOfItsEvent(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> surplusArgumentsAreIgnored() {
        return exchanges("42/echo,1[\"value\",\"surplus\",2,3] > 43/echo,1[\"surplus\"]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("API-4-3")
    void surplusArgumentsAreIgnored(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    private static Stream<Arguments> aPlaceholderWithoutAttachmentsIsAnObject() {
        return exchanges("42/echo,1[\"value\",{\"_placeholder\":true,\"num\":0}] > "
                + "43/echo,1[{\"_placeholder\":true,\"num\":0}]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-15")
    void aPlaceholderWithoutAttachmentsIsAnObject(Session.Carrier carrier, String exchange) {
        assertExchanged(carrier, exchange);
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-4-2")
    void anEventIsAnsweredOnceWhateverTheHandlerDoes(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("42/echo,3[\"twice\"]");
            session.expect("43/echo,3[\"first\"]");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-12-18")
    void loneSurrogatesSurvive(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("42/echo,1[\"value\",\"a\\ud800b\\udc00\"]");
            session.expect("43/echo,1[\"a\\ud800b\\udc00\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-12-2")
    void anAckIdMayBeUsedAgain(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            for (int i = 0; i < 3; i++) {
                session.send("42/echo,4[\"value\"," + i + "]");
                session.expect("43/echo,4[" + i + "]");
            }
        }
    }

    private void assertIgnored(Session.Carrier carrier, String packet) {
        try (Session session = echo(carrier)) {
            session.send(packet);
            session.assertAlive();
        }
    }

    private static Stream<Arguments> aPacketWithoutAPayloadIsIgnored() {
        return exchanges("42/echo,", "42/echo,12", "43/echo,", "43/echo,5");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-9")
    void aPacketWithoutAPayloadIsIgnored(Session.Carrier carrier, String packet) {
        assertIgnored(carrier, packet);
    }

    private static Stream<Arguments> anAckThatNobodyAwaitsIsIgnored() {
        return exchanges("43/echo,999[\"nobody asked\"]", "43/echo,999[]", "43/echo,[1]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-13-7")
    void anAckThatNobodyAwaitsIsIgnored(Session.Carrier carrier, String packet) {
        assertIgnored(carrier, packet);
    }

    private static Stream<Arguments> eventsThatNobodyHandles() {
        return Stream.of(Session.Carrier.values())
                .flatMap(carrier -> Stream.of(
                                "[\"nobody listens\",1]",
                                "[7,\"a number\"]",
                                "[-1.5e3]",
                                "[\"error\"]",
                                "[\"connection\"]",
                                "[\"\"]",
                                "[\"__proto__\"]",
                                "[\"toString\"]",
                                "[\"Value\",1]")
                        .map(event -> Arguments.of(carrier, event)));
    }

    /** Parley tells the client by an {@code exception} event, which the reference does not have. */
    @ParameterizedTest
    @MethodSource
    @Proves({"API-4-9", "REF-12-7"})
    void eventsThatNobodyHandles(Session.Carrier carrier, String event) {
        try (Session session = echo(carrier)) {
            session.send("42/echo," + event);
            session.send("42/echo,0[\"value\",\"alive\"]");
            String packet = session.text();
            if (packet.startsWith("42/echo,[\"exception\",{\"event\":")) {
                packet = session.text();
            }
            assertThat(packet).isEqualTo("43/echo,0[\"alive\"]");
        }
    }

    private static final Pattern QUESTION = Pattern.compile("42/echo,([0-9]+)\\[\"question\",(.*)]");

    private static String id(String question) {
        Matcher matcher = QUESTION.matcher(question);
        assertThat(matcher.matches()).as(question).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-6-1", "API-6-2", "SIO5-2.3-4"})
    void theServerMayAskForAnAck(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("42/echo,0[\"ask\",{\"why\":\"me\"}]");
            String question = session.text();
            String id = id(question);
            assertThat(question).isEqualTo("42/echo," + id + "[\"question\",{\"why\":\"me\"}]");

            session.send("43/echo," + id + "[\"because\"]");
            session.expect("43/echo,0[\"because\"]");

            session.send("43/echo," + id + "[\"again\"]");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-6-3", "API-6-4"})
    void theServerWaitsForAnAckNoLongerThanItsTimeout(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("42/echo,0[\"ask-in-vain\"]");
            String id = id(session.text());
            session.expect("43/echo,0[\"operation has timed out\"]");

            session.send("43/echo," + id + "[\"too late\"]");
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-1-5", "REF-13-8"})
    void manyEventsKeepTheirOrder(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("42/echo,0[\"burst\",500]");
            for (int i = 0; i < 500; i++) {
                session.expect("42/echo,[\"tick\"," + i + "]");
            }
            session.expect("43/echo,0[]");
        }
    }

    @Test
    @Proves("REF-13-8")
    void manyAcksKeepTheirOrder() {
        try (WebSocket socket = WebSocket.open(target, Variant.DEFAULTS)) {
            socket.join("/echo");
            for (int i = 0; i < 1000; i++) {
                socket.send("42/echo," + i + "[\"value\"," + i + "]");
            }
            for (int i = 0; i < 1000; i++) {
                socket.expect("43/echo," + i + "[" + i + "]");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-8-6")
    void aPayloadMayBeLarge(Session.Carrier carrier) {
        String value = "\u20ac" + "x".repeat(200_000);
        try (Session session = echo(carrier)) {
            session.send("42/echo,0[\"value\",\"" + value + "\"]");
            session.expect("43/echo,0[\"" + value + "\"]");
        }
    }
}
