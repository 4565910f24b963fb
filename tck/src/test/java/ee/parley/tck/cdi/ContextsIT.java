// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.NeedsPlatform;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contexts, events, naming and class loader of what is called for a socket. */
@EveryTarget
@EveryWebSocket
@Tag("cdi")
class ContextsIT {
    private static final String ALL = "\"naming classes\"";

    private final Probe probe;
    private final Session session;
    private final String marker = Probe.fresh();

    ContextsIT(Target target) {
        probe = new Probe(target, Variant.DEFAULTS);
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private void join() {
        session.join("/contexts", "{\"marker\":\"" + marker + "\"}");
    }

    private void call(String event, String answer) {
        session.send("42/contexts,0" + event);
        session.expect("43/contexts,0[" + answer + "]");
    }

    @Test
    @Proves("CDI-9-1")
    void everyCallbackHasARequestContextOfItsOwn() {
        join();
        call("[\"count\"]", "[1,2]");
        call("[\"count\"]", "[1,2]");
    }

    @Test
    @Proves("CDI-9-4")
    @NeedsPlatform
    void handlersSeeTheNamingContextAndTheClassesOfTheApplication() {
        join();
        call("[\"surroundings\"]", ALL);
    }

    @Test
    @Proves({"CDI-9-4", "CDI-3-2"})
    @NeedsPlatform
    void soDoesWhatFollowsAnAnswer() {
        join();
        session.send("42/contexts,0[\"later\"]");
        String question = session.text();
        assertThat(question).startsWith("42/contexts,").endsWith("[\"question\"]");
        session.send("43/contexts," + question.substring("42/contexts,".length(), question.indexOf('[')) + "[]");
        session.expect("43/contexts,0[" + ALL + "]");
    }

    @Test
    @Proves("CDI-9-4")
    @NeedsPlatform
    void soDoesWhatFollowsATimeout() {
        join();
        session.send("42/contexts,0[\"too-late\"]");
        assertThat(session.text()).endsWith("[\"question\"]");
        session.expect("43/contexts,0[" + ALL + "]");
    }

    @Test
    @Proves({"CDI-9-1", "CDI-9-2", "CDI-9-4", "CDI-9-8", "CDI-11-1"})
    @NeedsPlatform
    void aSocketsBeansLiveAsLongAsTheSocket() {
        join();
        call("[\"add\",\"tea\"]", "[\"gate 1\",\"observer\",\"tea\"]");
        session.close();
        assertThat(probe.awaitSeen(marker, 5))
                .isEqualTo("[\"gate naming classes\",\"connected [gate 1, observer]1\","
                        + "\"left with [gate 1, observer, tea, farewell] naming classes\","
                        + "\"disconnected [gate 1, observer, tea, farewell, end]\","
                        + "\"destroyed [gate 1, observer, tea, farewell, end]\"]");
    }

    @Test
    @Proves({"CDI-9-2", "CDI-11-1"})
    @NeedsPlatform
    void theBeansOfARefusedSocketAreDestroyed() {
        session.send("40/contexts,{\"marker\":\"" + marker + "\",\"refuse\":true}");
        session.expect("44/contexts,{\"message\":\"no\"}");
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"gate naming classes\",\"destroyed [gate 1]\"]");
    }

    @Test
    @Proves({"CDI-9-1", "CDI-9-8"})
    void asynchronousObserversHearOfSockets() {
        join();
        assertThat(probe.awaitSeen(marker + "-later", 1)).isEqualTo("[\"connected 1\"]");
        session.close();
        assertThat(probe.awaitSeen(marker + "-later", 2))
                .isEqualTo("[\"connected 1\",\"disconnected transport close\"]");
    }

    @Test
    @Proves("CDI-9-9")
    void observersHearOfRooms() {
        String room = Probe.fresh();
        join();
        call("[\"join\",\"" + room + "\"]", "");
        session.close();
        assertThat(probe.awaitSeen(room, 4)).isEqualTo("[\"CREATED 1\",\"JOINED 1\",\"LEFT 1\",\"DELETED 1\"]");
    }
}
