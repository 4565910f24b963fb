// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Beans of namespaces are beans, and namespaces can be injected. */
@EveryTarget
@Tag("cdi")
class BeansIT {
    private final Target target;
    private final Session session;

    BeansIT(Target target) {
        this.target = target;
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private static String instance(Session session, String namespace) {
        session.send("42" + namespace + ",0[\"instance\"]");
        return session.text();
    }

    @Test
    @Proves("CDI-1-1")
    void oneInstanceServesAllSockets() {
        session.join("/beans");
        try (Session other = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            other.join("/beans");
            assertThat(instance(session, "/beans"))
                    .startsWith("43/beans,0[")
                    .isEqualTo(instance(other, "/beans"))
                    .isEqualTo(instance(session, "/beans"));
        }
    }

    @Test
    @Proves({"CDI-1-1", "CDI-9-1"})
    void aRequestScopedBeanIsMadeForEachCallback() {
        session.join("/fresh");
        assertThat(instance(session, "/fresh")).startsWith("43/fresh,0[").isNotEqualTo(instance(session, "/fresh"));
    }

    @Test
    @Proves({"CDI-1-2", "CDI-3-1"})
    void interceptorsApplyAndTheAcknowledgementFollowsThem() {
        session.join("/beans");
        session.send("42/beans,0[\"told\"]");
        session.expect("42/beans,[\"before\"]");
        session.expect("42/beans,[\"within\"]");
        session.expect("42/beans,[\"after\"]");
        session.expect("43/beans,0[]");
    }

    @Test
    @Proves("CDI-1-2")
    void decoratorsApply() {
        session.join("/beans");
        session.send("42/beans,0[\"greet\",\"Ada\"]");
        session.expect("43/beans,0[\"hello, Ada!\"]");
    }

    @Test
    @Proves("CDI-1-9")
    void aNamespaceIsInjectedByItsNameWhereNoCallbackRuns() throws Exception {
        String room = Probe.fresh();
        session.join("/beans");
        session.send("42/beans,0[\"join\",\"" + room + "\"]");
        session.expect("43/beans,0[]");

        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        target.uri(Variant.DEFAULTS).resolve("announcement?text=hello&room=" + room))
                                .timeout(Duration.ofSeconds(10))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(204);
        session.expect("42/beans,[\"announcement\",\"hello\"]");
    }
}
