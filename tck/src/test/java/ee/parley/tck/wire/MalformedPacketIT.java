// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Socket.IO packets that are malformed, or that come out of turn. The frames of a row are as {@link Breach} has them. */
@EveryTarget
@EveryWebSocket
@Proves("REF-13-4")
@Tag("wire")
class MalformedPacketIT {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final Target target;

    MalformedPacketIT(Target target) {
        this.target = target;
    }

    private static Stream<Arguments> anEmptyMessage() {
        return Breach.overEach("4");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-19")
    void anEmptyMessage(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aTypeThatDoesNotExist() {
        return Breach.overEach("47", "49", "4a", "4-", "4 2/echo,[\"a\"]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("SIO5-3.1-2")
    void aTypeThatDoesNotExist(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aTextWhereAnAttachmentIsDue() {
        return Breach.overEach(
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |42/echo,[\"a\"]",
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |451-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451-/echo,[\"a\"," + PLACEHOLDER + "] |41/echo,");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-11")
    void aTextWhereAnAttachmentIsDue(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> bytesWhereNoAttachmentIsDue() {
        return Breach.overEach("#", "42/echo,[\"a\"] |#");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-12")
    void bytesWhereNoAttachmentIsDue(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> anEventWithAReservedName() {
        return Breach.overEach(
                "42/echo,[\"connect\"]",
                "42/echo,[\"connect_error\"]",
                "42/echo,[\"disconnect\"]",
                "42/echo,[\"disconnecting\"]",
                "42/echo,[\"newListener\"]",
                "42/echo,[\"removeListener\"]",
                "42/echo,1[\"disconnect\"]",
                "42/echo,[\"discon\\u006eect\"]",
                "451-/echo,[\"disconnect\"," + PLACEHOLDER + "] |#");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-8")
    void anEventWithAReservedName(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aPlaceholderThatNamesNoAttachment() {
        return Breach.overEach(
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":1}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":-1}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":\"0\"}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":\"splice\"}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true,\"num\":null}] |#",
                "451-/echo,[\"a\",{\"_placeholder\":true}] |#",
                "451-/echo,[\"a\",[{\"b\":{\"num\":7,\"_placeholder\":true}}]] |#");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-13")
    void aPlaceholderThatNamesNoAttachment(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aNumberOfAttachmentsThatIsNone() {
        return Breach.overEach(
                "45/echo,[\"a\"," + PLACEHOLDER + "]",
                "45-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451/echo,[\"a\"," + PLACEHOLDER + "]",
                "450-/echo,[\"a\"]",
                "460-/echo,1[]",
                "4511-/echo,[\"a\"," + PLACEHOLDER + "]",
                "45999999999999999999-/echo,[\"a\"," + PLACEHOLDER + "]",
                "451.5-/echo,[\"a\"," + PLACEHOLDER + "]",
                "45-1-/echo,[\"a\"," + PLACEHOLDER + "]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"REF-12-10", "SIO5-3.1-3"})
    void aNumberOfAttachmentsThatIsNone(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aConnectWithSomethingElseThanAnObject() {
        return Breach.overEach("40/other,[]", "40/other,null", "40/other,\"text\"", "40/other,true");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-5")
    void aConnectWithSomethingElseThanAnObject(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aDisconnectWithAPayload() {
        return Breach.overEach("41/echo,{}", "41/echo,[]", "41/echo,null");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-6")
    void aDisconnectWithAPayload(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> anIdThatIsNoNumber() {
        return Breach.overEach("42/echo,x", "42/echo,abc[\"value\",1]", "42/echo,-1[\"a\"]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("SIO5-3.1-7")
    void anIdThatIsNoNumber(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> anEventThatIsNoArrayOrAnEmptyOne() {
        return Breach.overEach(
                "42/echo,{}", "42/echo,{\"0\":\"a\"}", "42/echo,\"a\"", "42/echo,null", "42/echo,true", "42/echo,[]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("SIO5-2.2-3")
    void anEventThatIsNoArrayOrAnEmptyOne(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> anEventWhoseNameIsNeitherStringNorNumber() {
        return Breach.overEach(
                "42/echo,[null]",
                "42/echo,[true]",
                "42/echo,[{}]",
                "42/echo,[{\"toString\":\"a\"}]",
                "42/echo,[[\"a\"]]");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-12-7")
    void anEventWhoseNameIsNeitherStringNorNumber(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> anAckThatIsNoArray() {
        return Breach.overEach("43/echo,1{}", "43/echo,1\"a\"", "43/echo,1null");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("SIO5-2.3-3")
    void anAckThatIsNoArray(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aConnectErrorThatIsNoError() {
        return Breach.overEach("44/echo,[]", "44/echo,true");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-13-3")
    void aConnectErrorThatIsNoError(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> whatIsNotJson() {
        return Breach.overEach(
                "40/other,{",
                "40/other,{\"a\"}",
                "42/echo,[\"a\"",
                "42/echo,[\"a\",]",
                "42/echo,[\"a\" 1]",
                "42/echo,[\"a\"]]",
                "42/echo,[\"a\"]x",
                "42/echo,['a']",
                "42/echo,[\"a\",01]",
                "42/echo,[\"a\",NaN]",
                "42/echo,[\"a\",.5]",
                "42/echo,[\"a\",undefined]",
                "42/echo,[\"a\",\"\\x\"]",
                "42/echo,[\"a\",\"\t\"]",
                "43/echo,1[");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("SIO5-3.1-8")
    void whatIsNotJson(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close");
    }

    private static Stream<Arguments> aSecondConnect() {
        return Breach.overEach("40/echo,", "40/lifecycle,{\"marker\":\"again\"}");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-13-1")
    void aSecondConnect(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close", "forced server close");
    }

    private static Stream<Arguments> aConnectErrorOfTheClient() {
        return Breach.overEach("44/echo,{\"message\":\"no\"}", "44/echo,\"no\"", "44/echo,1");
    }

    @ParameterizedTest
    @MethodSource
    @Proves("REF-13-3")
    void aConnectErrorOfTheClient(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close", "forced server close");
    }

    private static Stream<Arguments> aPacketForANamespaceThatTheClientIsNotIn() {
        return Breach.overEach(
                "42[\"echo\",\"not joined\"]",
                "42/rooms,[\"rooms\"]",
                "42/rooms,1[\"rooms\"]",
                "42/nowhere,[\"a\"]",
                "43/rooms,1[]",
                "41",
                "41/rooms,",
                "44/rooms,{\"message\":\"no\"}",
                "451-/rooms,[\"a\"," + PLACEHOLDER + "] |#");
    }

    @ParameterizedTest
    @MethodSource
    @Proves({"REF-13-2", "SIO5-5-1"})
    void aPacketForANamespaceThatTheClientIsNotIn(Session.Carrier carrier, String row) {
        Breach.assertEnds(target, carrier, row, "forced close", "forced server close");
    }
}
