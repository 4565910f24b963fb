// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a load generator expects of the main namespace. */
@EveryTarget
@Tag("wire")
class FixtureIT {
    private final Target target;

    FixtureIT(Target target) {
        this.target = target;
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-4-1", "SIO5-2.2-1", "SIO5-3.2-1"})
    void anEchoIsUnchanged(Session.Carrier carrier) {
        try (Session session = carrier.open(target, Variant.DEFAULTS)) {
            session.join("/");
            for (String payload :
                    new String[] {"\"text\"", "1", "1.5", "true", "null", "[]", "{\"a\":[1,{\"b\":null}]}"}) {
                session.send("420[\"echo\"," + payload + "]");
                session.expect("430[" + payload + "]");
            }
            session.send("451-1[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            session.send(new byte[] {1, 2});
            session.expect("461-1[{\"_placeholder\":true,\"num\":0}]");
            assertThat(session.bytes()).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-7-1", "API-7-12"})
    void aBroadcastReachesTheRoomAndTheSenderBeforeTheAck(Session.Carrier carrier) {
        String room = Probe.fresh();
        try (Session sender = carrier.open(target, Variant.DEFAULTS);
                Session other = carrier.open(target, Variant.DEFAULTS)) {
            sender.join("/");
            other.join("/");
            sender.send("420[\"join\",\"" + room + "\"]");
            sender.expect("430[]");
            other.send("420[\"join\",\"" + room + "\"]");
            other.expect("430[]");

            sender.send("421[\"broadcast\",\"" + room + "\",{\"n\":1}]");

            sender.expect("42[\"msg\",{\"n\":1}]");
            sender.expect("431[]");
            other.expect("42[\"msg\",{\"n\":1}]");
        }
    }
}
