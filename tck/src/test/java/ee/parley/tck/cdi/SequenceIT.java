// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes before what. */
@EveryTarget
@Tag("cdi")
class SequenceIT {
    /** More than a server has threads for handlers. */
    private static final int MANY = 70;

    private final Target target;
    private final Probe probe;
    private final Session session;
    private final String marker = Probe.fresh();

    SequenceIT(Target target) {
        this.target = target;
        probe = new Probe(target, Variant.DEFAULTS);
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private void join() {
        session.join("/sequence", "{\"marker\":\"" + marker + "\"}");
    }

    private String release(String key) {
        return probe.ask("[\"release\",\"" + key + "\"]");
    }

    @Test
    @Proves("CDI-5-1")
    void middlewareIsAskedByPriorityBeforeTheGate() {
        join();
        assertThat(probe.seen(marker)).isEqualTo("[\"first connect\",\"second connect\",\"gate\"]");
    }

    @Test
    @Proves("CDI-5-1")
    void whomAMiddlewareRefusesNobodyElseIsAskedAbout() {
        session.send("40/sequence,{\"marker\":\"" + marker + "\",\"refuse\":true}");
        session.expect("44/sequence,{\"message\":\"not past the first\"}");
        assertThat(probe.seen(marker)).isEqualTo("[\"first connect\"]");
    }

    @Test
    @Proves("CDI-5-2")
    void middlewareIsAskedByPriorityBeforeHandlers() {
        join();
        session.send("42/sequence,0[\"both\"]");
        session.expect("43/sequence,0[\"handler\"]");
        assertThat(probe.awaitSeen(marker, 7)).contains("\"first both\",\"second both\",\"handler\"");
    }

    @Test
    @Proves("CDI-5-2")
    void whatAMiddlewareRefusesGoesNoFurther() {
        join();
        session.send("42/sequence,0[\"stopped\"]");
        session.expect("43/sequence,0[{\"error\":{\"code\":\"STOPPED\",\"message\":\"by the first\"}}]");
        assertThat(probe.seen(marker)).endsWith("\"gate\",\"first stopped\"]");
    }

    @Test
    @Proves("CDI-5-8")
    void handlerAndListenerBothRunAndTheFirstAnswerCounts() {
        join();
        session.send("42/sequence,0[\"both\"]");
        session.expect("43/sequence,0[\"handler\"]");
        assertThat(probe.awaitSeen(marker, 7)).endsWith("\"handler\",\"listener\"]");
        session.send("42/sequence,1[\"plain\"]");
        session.expect("43/sequence,1[\"plain\"]");
    }

    @Test
    @Proves("CDI-5-4")
    void noThreadWaitsForAMiddleware() {
        List<Session> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Session one = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
                waiting.add(one);
                one.join("/sequence");
                one.send("42/sequence,0[\"pending\",\"" + marker + "\"]");
                one.send("42/sequence,1[\"plain\"]");
            }
            join();
            session.send("42/sequence,0[\"plain\"]");
            session.expect("43/sequence,0[\"plain\"]");
            release(marker);
            for (Session one : waiting) {
                one.expect("43/sequence,0[\"no longer\"]");
                one.expect("43/sequence,1[\"plain\"]");
            }
        } finally {
            waiting.forEach(Session::close);
        }
    }

    @Test
    @Proves("CDI-9-7")
    void whatDoesNotBlockKeepsItsPlaceBehindWhatDoes() {
        session.join("/swift");
        session.send("42/swift,0[\"swift\"]");
        session.send("42/swift,1[\"block\",\"" + marker + "\"]");
        session.send("42/swift,2[\"swift\"]");
        session.expect("43/swift,0[\"swift\"]");
        release(marker);
        session.expect("43/swift,1[\"unblocked\"]");
        session.expect("43/swift,2[\"swift\"]");
    }

    @Test
    @Proves("CDI-9-5")
    void aHandlerThatBlocksDelaysNoOtherSocket() {
        join();
        session.send("42/sequence,0[\"block\",\"" + marker + "\"]");
        probe.awaitSeen(marker, 6);
        session.join("/beans");
        session.send("42/beans,0[\"greet\",\"you\"]");
        session.expect("43/beans,0[\"hello, you!\"]");
        release(marker);
        session.expect("43/sequence,0[\"unblocked\"]");
    }

    @Test
    @Proves({"CDI-11-1", "CDI-11-2"})
    void whoLeavesIsMissedOnceAfterItsHandlersAndInNoRoom() {
        join();
        session.send("42/sequence,0[\"block\",\"" + marker + "\"]");
        probe.awaitSeen(marker, 6);
        session.send("41/sequence,");
        session.join("/beans");
        release(marker);
        assertThat(probe.awaitSeen(marker, 8)).endsWith("\"blocked\",\"unblocked\",\"left []\"]");
        session.close();
        assertThat(probe.seen(marker)).endsWith("\"unblocked\",\"left []\"]");
    }
}
