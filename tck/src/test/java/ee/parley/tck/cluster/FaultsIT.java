// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a cluster under load whose Redis fails, for {@code parley.tck.outage} seconds. What is demanded is demanded
 * of Parley nodes; whether the reference server comes back is up to its client of Redis.
 */
@EveryMode
@Tag("faults")
@DiffersFromReference("counts nothing, tells nothing, and may end")
class FaultsIT {
    private final Cluster cluster;

    FaultsIT(Cluster cluster) {
        this.cluster = cluster.up();
    }

    @Test
    @Proves({"FLT-1-1", "FLT-1-2", "FLT-1-3", "FLT-1-4", "FLT-1-5"})
    void aRedisThatIsKilledAndStartedAnew() {
        try (Outage outage = new Outage("killed", cluster)) {
            outage.begin(cluster.redis()::stop);
            outage.end(cluster.redis()::startAgain);
            outage.assertSurvived();
        }
    }

    @Test
    @Proves({"FLT-1-1", "FLT-1-2", "FLT-1-3", "FLT-1-4", "FLT-1-5"})
    void aRedisThatHangs() {
        try (Outage outage = new Outage("hangs", cluster)) {
            outage.begin(cluster.redis()::pause);
            outage.end(cluster.redis()::resume);
            outage.assertSurvived();
        }
    }

    @Test
    @Proves({"FLT-1-1", "FLT-1-2", "FLT-1-3", "FLT-1-4", "FLT-1-5", "FLT-1-6", "FLT-1-7"})
    void aWireThatIsCut() {
        try (Outage outage = new Outage("cut", cluster)) {
            outage.begin(cluster.relay()::cut);
            outage.end(cluster.relay()::mend);
            outage.assertSurvived();
            outage.assertOthersUnaffected();
            if (cluster.mode == Mode.STREAMS) {
                outage.assertOthersAreHeard();
            }
        }
    }
}
