// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.NeedsPlatform;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Middleware and listeners, and the threads and contexts they and their handlers have. */
@EveryTarget
@EveryWebSocket
@Tag("cdi")
class MiddlewareIT {
    private static final String AROUND = "naming, loader, socket";

    private final Target target;
    private final Session session;

    MiddlewareIT(Target target) {
        this.target = target;
        this.session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    @Test
    @Proves({"CDI-9-3", "CDI-9-4"})
    @NeedsPlatform
    void middlewareHasWhatHandlersHave() {
        session.join("/middleware");
        session.send("42/middleware,0[\"surroundings\"]");
        session.expect("43/middleware,0[\"middleware: " + AROUND + "; handler: " + AROUND + "\"]");
    }

    @Test
    @Proves({"CDI-5-4", "CDI-9-3", "CDI-9-4"})
    @NeedsPlatform
    void whatFollowsAnAsynchronousMiddlewareHasItToo() {
        session.join("/middleware");
        session.send("42/middleware,0[\"listen\"]");
        session.expect("43/middleware,0[]");
        session.send("42/middleware,1[\"slow\"]");
        session.send("42/middleware,2[\"listened\",\"x\"]");
        // The catch-all method, which is concurrent, hears the second event, too: it need not wait.
        assertThat(List.of(session.text(), session.text()))
                .containsExactlyInAnyOrder(
                        "43/middleware,1[\"slow\"]", "43/middleware,2[\"x; listener: " + AROUND + "\"]");
    }

    @Test
    @Proves("CDI-5-4")
    void eventsKeepTheirOrderBehindAnAsynchronousMiddleware() {
        session.join("/middleware");
        for (int i = 0; i < 20; i++) {
            session.send("42/middleware," + i + "[\"" + (i % 2 == 0 ? "slow" : "fast") + "\"]");
        }
        for (int i = 0; i < 20; i++) {
            session.expect("43/middleware," + i + "[\"" + (i % 2 == 0 ? "slow" : "fast") + "\"]");
        }
    }

    @Test
    @Proves({"CDI-5-2", "CDI-5-3"})
    void middlewareRefusesAnEvent() {
        session.join("/middleware");
        session.send("42/middleware,0[\"refused\",\"you\"]");
        session.expect("43/middleware,0[{\"error\":{\"code\":\"REFUSED\",\"message\":\"not you\"}}]");
    }

    @Test
    @Proves({"CDI-5-1", "CDI-5-3"})
    void middlewareRefusesAClient() {
        session.send("40/middleware,{\"banned\":true}");
        session.expect("44/middleware,{\"message\":\"banned\",\"data\":{\"for\":\"ever\"}}");
        session.join("/middleware");
    }

    @Test
    @Proves({"CDI-4-2", "CDI-4-4"})
    void theCatchAllMethodAnswersWhatNobodyElseHandles() {
        session.join("/middleware");
        session.send("42/middleware,0[\"unknown\",1,{\"a\":[]}]");
        session.expect("43/middleware,0[\"unknown[1,{\\\"a\\\":[]}]\"]");
    }

    @Test
    @Proves("CDI-9-6")
    void aConcurrentEventOvertakes() {
        session.join("/middleware");
        session.send("42/middleware,0[\"await\"]");
        session.send("42/middleware,1[\"release\"]");
        assertThat(List.of(session.text(), session.text()))
                .containsExactlyInAnyOrder("43/middleware,0[true]", "43/middleware,1[]");
    }

    @ParameterizedTest
    @EnumSource(Session.Carrier.class)
    @Proves({"CDI-9-3", "CDI-9-7"})
    void aMethodThatDoesNotBlockRunsOnTheThreadThatReceives(Session.Carrier carrier) {
        try (Session quick = carrier.open(target, Variant.DEFAULTS)) {
            quick.join("/quick");
            String thread;
            int attempts = 0;
            do {
                // What the server has still to do for the packet before may keep the next one waiting for its turn.
                quick.send("42/quick,0[\"thread\"]");
                thread = quick.text();
            } while (!thread.contains("container's") && ++attempts < 100);
            assertThat(thread).isEqualTo("43/quick,0[\"container's\"]");
            quick.send("42/quick,1[\"surroundings\"]");
            quick.expect("42/quick,[\"sent\"]");
            quick.expect("43/quick,1[\"loader, socket\"]");
        }
    }
}
