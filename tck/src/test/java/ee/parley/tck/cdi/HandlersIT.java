// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that answer in each way, and that never do. Those that ask their own client are in the wire suite. */
@EveryTarget
@Tag("cdi")
class HandlersIT {
    private final Target target;

    HandlersIT(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @ValueSource(strings = {"say-no-more", "never-complete"})
    @Proves({"CDI-9-2", "CDI-9-5"})
    void aHandlerThatNeverAnswersHoldsUpNobodyAndKeepsNothing(String event) {
        Probe probe = new Probe(target, Variant.DEFAULTS);
        String marker = Probe.fresh();
        try (Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            session.join("/contexts", "{\"marker\":\"" + marker + "\"}");
            session.send("42/contexts,0[\"" + event + "\"]");
            session.send("42/contexts,1[\"count\"]");
            session.expect("43/contexts,1[[1,2]]");
        }
        assertThat(probe.awaitSeen(marker, 5)).endsWith("\"destroyed [gate 1, observer, farewell, end]\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"nothing\"]|[]",
                "[\"value\",[1]]|[[1]]",
                "[\"several\",1,2]|[1,2]",
                "[\"later\",3]|[3]",
                "[\"ack\",4]|[4]",
                "[\"twice\"]|[\"first\"]"
            })
    @Proves({"CDI-3-1", "CDI-3-2", "CDI-3-3"})
    void anEventIsAcknowledgedOnceByWhateverTheHandlerAnswers(String event, String answer) {
        try (Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            session.send("42/echo,0" + event);
            session.expect("43/echo,0" + answer);
            session.assertAlive();
        }
    }
}
