// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What parameters of handlers are given. */
@EveryTarget
@Tag("cdi")
class ParametersIT {
    private final Target target;

    ParametersIT(Target target) {
        this.target = target;
    }

    private Session join() {
        Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
        session.join("/parameters", "{\"number\":7,\"pass\":\"ada\"}");
        return session;
    }

    private void expectAnswer(String event, String answer) {
        try (Session session = join()) {
            session.send("42/parameters,0" + event);
            session.expect("43/parameters,0" + answer);
        }
    }

    private void expectBadRequest(String event) {
        try (Session session = join()) {
            session.send("42/parameters,0" + event);
            String answer = session.text();
            assertThat(answer).startsWith("43/parameters,0[{\"error\":{\"code\":\"BAD_REQUEST\",");
        }
    }

    @Test
    @Proves({"CDI-2-1", "CDI-3-3"})
    void whatBelongsToTheSocketIsGivenByTypeAmongArguments() {
        try (Session session = join()) {
            session.send("42/parameters,0[\"by-type\",\"x\"]");
            session.expect("43/parameters,0[[\"ada\",\"x\",\"4\",true,\"/parameters\",true]]");
        }
    }

    @Test
    @Proves("CDI-2-2")
    void anIndexNamesAnArgumentAndTheOthersAreTakenInOrder() {
        expectAnswer("[\"indexed\",\"a\",\"b\",\"c\"]", "[[\"a\",\"b\",\"c\"]]");
    }

    @Test
    @Proves("CDI-2-3")
    void aRecordIsBoundWithAllItsGenerics() {
        expectAnswer(
                "[\"shape\",{\"name\":\"line\",\"corners\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}],\"tags\":{\"a\":5},"
                        + "\"note\":\"n\"}]",
                "[\"Shape[name=line, corners=[Point[x=1, y=2], Point[x=3, y=4]], tags={a=5}, note=Optional[n]]\"]");
    }

    @Test
    @Proves("CDI-2-3")
    void aClassIsBoundByItsProperties() {
        expectAnswer("[\"parcel\",{\"weight\":12}]", "[12]");
    }

    @Test
    @Proves("CDI-2-3")
    void aListIsBoundToItsElementType() {
        expectAnswer("[\"points\",[{\"x\":1,\"y\":0},{\"x\":41,\"y\":0}]]", "[42]");
    }

    @Test
    @Proves("CDI-2-3")
    void primitivesBoxesJsonAndOptionalsAreBound() {
        expectAnswer(
                "[\"simple\",-1,2.5,true,9007199254740993,{\"k\":[null]},8]",
                "[[-1,2.5,true,9007199254740993,{\"k\":[null]},true]]");
    }

    @Test
    @Proves("CDI-2-4")
    void attachmentsAreBoundToEachTypeOfBytes() {
        try (Session session = join()) {
            session.send("453-/parameters,0[\"bytes\",{\"_placeholder\":true,\"num\":0},"
                    + "{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":2}]");
            session.send(new byte[] {1});
            session.send(new byte[] {2});
            session.send(new byte[] {3});
            session.expect("43/parameters,0[[1,2,3]]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"objects\"]", "[\"objects\",null,null,null]"})
    @Proves("CDI-2-5")
    void whatIsMissingIsNullOrEmptyForObjects(String event) {
        expectAnswer(event, "[[true,true,true]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"primitive\"]", "[\"primitive\",null]", "[\"primitive\",\"x\"]"})
    @Proves("CDI-2-5")
    void whatIsMissingOrDoesNotFitIsRefusedForPrimitives(String event) {
        expectBadRequest(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"rest\",1]|[[1,[]]]",
                "[\"rest\",1,\"a\"]|[[1,[\"a\"]]]",
                "[\"rest\",1,\"a\",\"b\"]|[[1,[\"a\",\"b\"]]]"
            })
    @Proves("CDI-2-6")
    void variableArityTakesTheRest(String event, String answer) {
        expectAnswer(event, answer);
    }

    @Test
    @Proves("CDI-2-7")
    void authIsBound() {
        expectAnswer("[\"guest\"]", "[7]");
    }

    @Test
    @Proves("CDI-2-7")
    void authThatCannotBeBoundRefuses() {
        try (Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            session.send("40/parameters,{\"number\":\"many\"}");
            session.expect("44/parameters,{\"message\":\"Invalid auth payload\"}");
        }
    }
}
