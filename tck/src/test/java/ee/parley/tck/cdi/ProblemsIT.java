// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
    void theBeanOfTheNamespaceAnswersItsFailures() {
        session.send("42/problems,0[\"here\"]");
        session.expect("43/problems,0[[\"here\",\"here\",true]]");
    }

    @Test
    void andThoseOfStages() {
        session.send("42/problems,0[\"later\"]");
        session.expect("43/problems,0[[\"later\",\"later\",true]]");
    }

    @Test
    void withoutAnAcknowledgementByAnExceptionEvent() {
        session.send("42/problems,[\"here\"]");
        session.expect("42/problems,[\"exception\",{\"event\":\"here\",\"error\":[\"here\",\"here\",true]}]");
    }

    @Test
    void anyOtherBeanAnswersInEveryNamespace() {
        session.send("42/problems,0[\"everywhere\"]");
        session.expect("43/problems,0[{\"missing\":\"everywhere\"}]");
    }
}
