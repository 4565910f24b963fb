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

/** The method that hears every event. */
@EveryTarget
@Tag("cdi")
class CatchAllIT {
    private final Session session;

    CatchAllIT(Target target) {
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @BeforeEach
    void join() {
        session.join("/any");
    }

    @AfterEach
    void leave() {
        session.close();
    }

    @Test
    @Proves({"CDI-4-1", "CDI-4-4"})
    void itHearsAnEventBeforeTheHandlerThatAnswers() {
        session.send("42/any,0[\"known\",1,{\"a\":[]}]");
        session.expect("42/any,[\"heard\",\"known\",[1,{\"a\":[]}]]");
        session.expect("42/any,[\"handled\"]");
        session.expect("43/any,0[\"known\"]");
    }

    @Test
    @Proves("CDI-4-2")
    void itAnswersWhatNobodyElseHandles() {
        session.send("42/any,0[\"unknown\"]");
        session.expect("42/any,[\"heard\",\"unknown\",[]]");
        session.expect("43/any,0[\"any\"]");
    }

    @Test
    @Proves("CDI-4-3")
    void whatItThrowsKeepsTheEventFromItsHandler() {
        session.send("42/any,0[\"forbidden\"]");
        session.expect("42/any,[\"heard\",\"forbidden\",[]]");
        session.expect("43/any,0[{\"error\":{\"code\":\"NO\",\"message\":\"not that one\"}}]");
        session.send("42/any,1[\"known\"]");
        session.expect("42/any,[\"heard\",\"known\",[]]");
    }

    @Test
    @Proves("CDI-5-3")
    void theMiddlewareOfAnotherNamespaceIsNotAsked() {
        session.send("42/any,0[\"refused\"]");
        session.expect("42/any,[\"heard\",\"refused\",[]]");
        session.expect("43/any,0[\"not here\"]");
    }
}
