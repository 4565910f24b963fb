// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ee.parley.runner.Container;
import ee.parley.tck.audit.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Nodes that are killed while they broadcast: one container, in the clusters of all modes at once, and reference servers. */
@Tag("cluster")
@Tag("faults")
@ParameterizedClass(name = "all modes", autoCloseArguments = false)
@ArgumentsSource(Clusters.Together.class)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledNodeIT {
    private final List<Cluster> clusters;

    KilledNodeIT(List<Cluster> clusters) {
        this.clusters =
                clusters.stream().filter(Cluster::possible).map(Cluster::up).toList();
    }

    /** A cluster, the nodes in it that are about to die, and what is said there. */
    private record Scene(Cluster cluster, List<Member> victims, Conversation conversation) implements AutoCloseable {
        static Scene of(Cluster cluster, Containers spare) {
            List<Member> victims = List.of(cluster.join(spare), cluster.joinReference());
            List<Member> all = new ArrayList<>(cluster.members());
            all.addAll(victims);
            return new Scene(cluster, victims, new Conversation(cluster.members(), all, 30));
        }

        void assertSurvived() {
            cluster.awaitAll();
            conversation.awaitHeardBy(cluster.members(), cluster.members(), conversation.numbers());
            Map<Member, Integer> sent = conversation.stop();
            conversation.awaitHeardBy(cluster.members(), cluster.members(), sent);
            for (Member from : cluster.members()) {
                for (Listener listener : conversation.listeners()) {
                    listener.assertNothingTwice(from);
                    assertThat(conversation.missing(from, listener.at(), sent.get(from)))
                            .as("what %s did not hear of %s", listener, from)
                            .isEmpty();
                }
            }
            victims.forEach(this::assertHeardUpToItsEnd);
        }

        @Override
        public void close() {
            conversation.close();
            victims.forEach(Member::close);
        }

        /** Everywhere the same, without a gap. */
        private void assertHeardUpToItsEnd(Member victim) {
            int last = conversation.listeners().get(0).last(victim);
            for (Listener listener : conversation.listeners()) {
                List<Integer> heard = listener.heard(victim);
                assertThat(heard)
                        .as("what %s received from %s, which was killed", listener, victim)
                        .isEqualTo(IntStream.rangeClosed(heard.get(0), last)
                                .boxed()
                                .toList());
                assertThat(conversation.missing(victim, listener.at(), last)).isEmpty();
            }
        }
    }

    @Test
    @Proves({"FLT-3-1", "FLT-3-2", "FLT-3-3"})
    void areHeardUpToTheirEndAndThenMissedByNobody() {
        List<Container> kinds = Containers.kinds();
        assumeFalse(kinds.isEmpty(), "skipped: there is no container in this run");
        try (Containers spare = new Containers(List.of(kinds.get(kinds.size() - 1)))) {
            List<Scene> scenes =
                    clusters.stream().map(cluster -> Scene.of(cluster, spare)).toList();
            try {
                spare.kill();
                scenes.forEach(scene -> scene.victims().get(1).signal("KILL"));
                scenes.forEach(Scene::assertSurvived);
            } finally {
                scenes.forEach(Scene::close);
            }
        }
    }
}
