// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that does nothing at all for {@code parley.tck.outage} seconds, under load. */
@EveryMode
@Tag("faults")
class SlowNodeIT {
    private final Cluster cluster;

    SlowNodeIT(Cluster cluster) {
        this.cluster = cluster.up();
    }

    @Test
    @Proves({"FLT-2-1", "FLT-2-2", "FLT-2-3"})
    void holdsUpNobody() {
        for (Member slow : cluster.members()) {
            List<Member> others =
                    cluster.members().stream().filter(member -> member != slow).toList();
            try (Conversation conversation = new Conversation(cluster.members(), others, 100)) {
                slow.signal("STOP");
                try {
                    var answers = others.stream()
                            .filter(Member::isParley)
                            .map(node -> node.control().asked("ask-servers", Values.of("anybody")))
                            .toList();
                    goOn(conversation, others);
                    // By the one that is awake, when the time for answers is over.
                    answers.forEach(answer ->
                            assertThat(answer.join()).isEqualTo(Values.answers(List.of("anybody heard"), true)));
                } finally {
                    slow.signal("CONT");
                }
                conversation.awaitMore(100);
                Map<Member, Integer> sent = conversation.stop();
                conversation.awaitHeardBy(cluster.members(), others, sent);
                for (Member from : others) {
                    conversation.listeners().forEach(listener -> listener.assertNothingTwice(from));
                    others.forEach(to -> assertThat(conversation.missing(from, to, sent.get(from)))
                            .as("what %s did not hear of %s", to, from)
                            .isEmpty());
                }
            }
            cluster.awaitAll();
        }
    }

    private static void goOn(Conversation conversation, List<Member> others) {
        long end = System.nanoTime() + Outage.SECONDS * 1_000_000_000L;
        do {
            conversation.awaitHeardBy(others, others, conversation.numbers());
            Await.pass(100);
        } while (System.nanoTime() - end < 0);
    }
}
