// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What servers say to each other. */
@EveryMode
class ServersIT {
    private final Cluster cluster;

    ServersIT(Cluster cluster) {
        this.cluster = cluster.up();
    }

    @Test
    @Proves("CLU-5-1")
    void theOthersHearAnEventAndTheOwnDoesNot() {
        for (Member from : cluster.members()) {
            JsonValue said = Values.of("said " + UUID.randomUUID());
            from.run("say", said);
            List<Member> others =
                    cluster.members().stream().filter(member -> member != from).toList();
            for (Member other : others) {
                Await.until(
                        other + " hears it",
                        () -> other.run("heard").asJsonArray().contains(said));
            }
            assertThat(from.run("heard").asJsonArray()).doesNotContain(said);
        }
    }

    @Test
    @Proves("CLU-5-2")
    void theOthersAnswer() {
        for (Member from : cluster.members()) {
            assertThat(from.run("ask-servers", Values.of("anybody")))
                    .isEqualTo(Values.answers(List.of("anybody heard", "anybody heard"), false));
        }
    }
}
