// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @OnError} methods, here and everywhere. */
@EveryTarget
@Tag("cdi")
class ProblemsIT {
    private final Session session;

    ProblemsIT(Target target) {
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @BeforeEach
    void join() {
        session.join("/problems");
    }

    @AfterEach
    void leave() {
        session.close();
    }

    @Test
    @Proves({"CDI-6-1", "CDI-6-2"})
    void theBeanOfTheNamespaceAnswersItsFailures() {
        session.send("42/problems,0[\"here\"]");
        session.expect("43/problems,0[[\"here\",\"here\",true]]");
    }

    @Test
    @Proves({"CDI-3-4", "CDI-6-1"})
    void andThoseOfStages() {
        session.send("42/problems,0[\"later\"]");
        session.expect("43/problems,0[[\"later\",\"later\",true]]");
    }

    @Test
    @Proves("CDI-6-1")
    void withoutAnAcknowledgementByAnExceptionEvent() {
        session.send("42/problems,[\"here\"]");
        session.expect("42/problems,[\"exception\",{\"event\":\"here\",\"error\":[\"here\",\"here\",true]}]");
    }

    @Test
    @Proves("CDI-6-1")
    void anyOtherBeanAnswersInEveryNamespace() {
        session.send("42/problems,0[\"everywhere\"]");
        session.expect("43/problems,0[{\"missing\":\"everywhere\"}]");
    }

    @ParameterizedTest
    @CsvSource({"very-wrong, very wrong", "slightly-wrong, wrong", "wrapped, very wrong"})
    @Proves("CDI-6-2")
    void theNearestExceptionWinsThenTheNearestCause(String event, String answer) {
        session.send("42/problems,0[\"" + event + "\"]");
        session.expect("43/problems,0[\"" + answer + "\"]");
    }

    @Test
    @Proves("CDI-6-3")
    void theEnvelopeDecidesWhatAnErrorLooksLike() {
        session.send("42/problems,0[\"enveloped\"]");
        session.expect("43/problems,0[{\"enveloped\":\"well packed\"}]");
        session.send("42/problems,[\"enveloped\"]");
        session.expect("42/problems,[\"exception\",{\"enveloped\":\"well packed of enveloped\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "fails-later", "fails-ack"})
    @Proves({"CDI-3-4", "CDI-6-4"})
    void nothingOfAnExceptionIsTold(String event) {
        session.join("/errors");
        session.send("42/errors,0[\"" + event + "\"]");
        session.expect("43/errors,0[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }
}
