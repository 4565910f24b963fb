// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Some seconds in which the nodes of Parley are without Redis, in the middle of a {@link Conversation}. */
final class Outage implements AutoCloseable {
    /** How long, in seconds. */
    static final int SECONDS = Integer.getInteger("parley.tck.outage", 2);

    private static final System.Logger LOG = System.getLogger("outage");
    private static final Pattern LOST = Pattern.compile("may have been lost: (\\d+)");
    private static final int MORE = 100;

    /** Broadcasts of each node in a second. */
    private static final int LOAD = 100;

    private final String what;
    private final Cluster cluster;
    private final List<Member> ours;
    private final List<Member> all;
    private final Conversation conversation;

    private final Map<Member, Long> lostBefore = new HashMap<>();
    private final Map<Member, Integer> toldBefore = new HashMap<>();
    private final Map<Member, Long> millis = new HashMap<>();

    /** What everybody had heard before the outage. */
    private Map<Member, Integer> before = Map.of();

    /** What had been sent when Redis came back. */
    private Map<Member, Integer> back = Map.of();

    /** What had been sent when the nodes of Parley were in reach again. */
    private Map<Member, Integer> healed = Map.of();

    private Map<Member, Integer> sent = Map.of();

    Outage(String what, Cluster cluster) {
        this.what = what;
        this.cluster = cluster;
        this.all = cluster.members();
        this.ours = all.stream().filter(Member::isParley).toList();
        this.conversation = new Conversation(all, all, LOAD);
    }

    private static JsonObject health(Member node) {
        return node.run("health").asJsonObject();
    }

    private static long lost(Member node) {
        return health(node).getJsonNumber("lost").longValueExact();
    }

    private static int told(Member node) {
        return node.logged("PARLEY4001").size() + node.logged("PARLEY4002").size();
    }

    /** Takes Redis away, and returns after the time, while clients of each node have heard it all along. */
    void begin(Runnable fault) {
        for (Member node : ours) {
            lostBefore.put(node, lost(node));
            toldBefore.put(node, told(node));
        }
        before = conversation.numbers();
        conversation.awaitHeardBy(all, all, before);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        fault.run();
        do {
            conversation.awaitHeardAtHome(ours);
            Await.pass(100);
        } while (System.nanoTime() - end < 0);
        for (Member node : ours) {
            Await.until(node + " has noticed", () -> !health(node).getBoolean("connected"));
        }
        conversation.awaitHeardAtHome(ours);
    }

    /** Gives Redis back, and returns when everybody hears everybody for a while. */
    void end(Runnable remedy) {
        back = conversation.numbers();
        long begin = System.nanoTime();
        remedy.run();
        for (Member node : ours) {
            Await.until(node + " is in reach", () -> health(node).getBoolean("connected"));
            millis.put(node, (System.nanoTime() - begin) / 1_000_000);
        }
        healed = conversation.numbers();
        conversation.awaitMore(MORE);
        sent = conversation.stop();
        conversation.awaitHeardBy(all, all, sent);
        cluster.awaitAll();
    }

    /** What holds of every outage. */
    void assertSurvived() {
        for (Member from : ours) {
            long counted = lost(from) - lostBefore.get(from);
            report(from, counted);
            conversation.at(from).assertComplete(from, sent.get(from));
            assertThat(counted)
                    .as("what %s counted as lost", from)
                    .isPositive()
                    .isLessThanOrEqualTo(healed.get(from) - before.get(from));
            for (Member to : all) {
                if (to != from) {
                    assertLossesAreCounted(from, to, counted);
                }
            }
            assertToldOnce(from, counted);
        }
    }

    /**
     * What a node could not send it has counted. What it sends while another is not back yet is lost to that one, whose own
     * outage it is.
     */
    private void assertLossesAreCounted(Member from, Member to, long counted) {
        conversation.at(to).assertNothingTwice(from);
        assertThat(conversation.missing(from, to, before.get(from)))
                .as("what %s did not hear of %s before", to, from)
                .isEmpty();
        assertThat(conversation.missing(from, to, back.get(from)).size())
                .as("what %s did not hear of %s during the outage", to, from)
                .isLessThanOrEqualTo(Math.toIntExact(counted));
        if (to.isParley()) {
            assertThat(conversation.at(to).missing(from, healed.get(from), sent.get(from)))
                    .as("what %s did not hear of %s after the outage", to, from)
                    .isEmpty();
        }
    }

    private void assertToldOnce(Member node, long counted) {
        List<String> ends = node.logged("PARLEY4002");
        assertThat(told(node) - toldBefore.get(node))
                .as("a line for the beginning, and one for the end")
                .isEqualTo(2);
        Matcher lost = LOST.matcher(ends.get(ends.size() - 1));
        assertThat(lost.find()).isTrue();
        assertThat(lost.group(1)).isEqualTo(Long.toString(counted));
    }

    /** Where only the nodes of Parley were cut off, clients of others hear each other and all that was not lost. */
    void assertOthersUnaffected() {
        for (Member other : all) {
            if (!other.isParley()) {
                conversation.at(other).assertComplete(other, sent.get(other));
                ours.forEach(from -> assertThat(conversation
                                .missing(from, other, sent.get(from))
                                .size())
                        .as("what %s did not hear of %s", other, from)
                        .isLessThanOrEqualTo(Math.toIntExact(lost(from) - lostBefore.get(from))));
            }
        }
    }

    /** What others have said meanwhile is heard when Redis is in reach again. */
    void assertOthersAreHeard() {
        for (Member other : all) {
            if (!other.isParley()) {
                ours.forEach(to -> assertThat(conversation.missing(other, to, sent.get(other)))
                        .as("what %s did not hear of %s", to, other)
                        .isEmpty());
            }
        }
    }

    private void report(Member from, long counted) {
        StringBuilder missed = new StringBuilder();
        all.stream()
                .filter(to -> to != from)
                .forEach(to -> missed.append(", missed at ")
                        .append(to)
                        .append(' ')
                        .append(conversation.missing(from, to, sent.get(from)).size()));
        LOG.log(
                Level.INFO,
                "{0}, Redis {1} for {2} s: {3} in reach again after {4} ms; sent {5}, of them {6} without Redis, counted as"
                        + " lost {7}{8}",
                cluster,
                what,
                SECONDS,
                from,
                Long.toString(millis.get(from)),
                Integer.toString(sent.get(from)),
                Integer.toString(back.get(from) - before.get(from)),
                Long.toString(counted),
                missed);
    }

    @Override
    public void close() {
        conversation.close();
    }
}
