// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.NeedsPlatform;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Constraints, checked by the container. */
@EveryTarget
@Tag("cdi")
@NeedsPlatform
class ValidationIT {
    private static final String INTERNAL = "[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]";

    private final Session session;

    ValidationIT(Target target) {
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private void expectAnswer(String event, String answer) {
        session.join("/validated", "{\"name\":\"ada\"}");
        session.send("42/validated,0" + event);
        session.expect("43/validated,0" + answer);
    }

    @Test
    @Proves("CDI-7-1")
    void whatFitsIsHandled() {
        expectAnswer("[\"order\",{\"customer\":\"Ada\",\"items\":[{\"name\":\"x\",\"quantity\":1}]},9]", "[1]");
    }

    @Test
    @Proves("CDI-7-1")
    void eachViolationOfTheClientsIsToldWithArgumentPathAndMessage() {
        expectAnswer(
                "[\"order\",{\"customer\":\" \",\"items\":[{\"name\":\"x\",\"quantity\":1},{\"name\":\"\",\"quantity\":0}]},"
                        + "10]",
                "[{\"error\":{\"code\":\"VALIDATION\",\"message\":\"Invalid arguments\",\"details\":{\"violations\":["
                        + "{\"argument\":0,\"path\":\"customer\",\"message\":\"who orders?\"},"
                        + "{\"argument\":0,\"path\":\"items[1].name\",\"message\":\"what?\"},"
                        + "{\"argument\":0,\"path\":\"items[1].quantity\",\"message\":\"at least one\"},"
                        + "{\"argument\":1,\"path\":\"\",\"message\":\"at most 9\"}]}}}]");
    }

    @Test
    @Proves("CDI-7-3")
    void aViolationOfOurOwnAnswerIsAnInternalError() {
        expectAnswer("[\"result\",4]", INTERNAL);
    }

    @Test
    @Proves("CDI-7-3")
    void aViolationInABeanThatTheHandlerCallsIsAnInternalError() {
        expectAnswer("[\"nested\",11]", INTERNAL);
    }

    @Test
    @Proves("CDI-7-2")
    void aViolationAtTheGateRefusesAlsoWhenNothingWasSent() {
        session.send("40/validated,{\"name\":\"\"}");
        session.expect(
                "44/validated,{\"message\":\"Invalid auth payload\",\"data\":{\"violations\":[{\"path\":\"name\","
                        + "\"message\":\"no badge\"}]}}");
        session.send("40/validated,");
        session.expect(
                "44/validated,{\"message\":\"Invalid auth payload\",\"data\":{\"violations\":[{\"path\":\"name\","
                        + "\"message\":\"no badge\"}]}}");
    }
}
