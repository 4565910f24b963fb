// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.ClusterHealth;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is wrong between this node and Redis, and what it has cost. Tells the log once when something begins to be wrong, and
 * once when nothing is any more.
 *
 * <p>Counting and asking is for any thread; what is wrong is told on the link's loop only.
 */
final class Outage {
    /** What can be wrong by itself. */
    enum Part {
        COMMANDS,
        SUBSCRIPTIONS,
        READERS,
        REFUSALS
    }

    private static final String NOT_YET = "not connected yet";

    private final LongAdder lost = new LongAdder();
    private final LongAdder malformed = new LongAdder();

    /** Confined to the loop. */
    private final Map<Part, String> problems =
            new EnumMap<>(Map.of(Part.COMMANDS, NOT_YET, Part.SUBSCRIPTIONS, NOT_YET));

    /** Whether the log knows. Confined to the loop. */
    private boolean told;

    /** Confined to the loop. */
    private boolean closed;

    /** When it was told. Confined to the loop. */
    private long since;

    /** How many were lost when the last outage ended: what is lost later has to do with the next. Confined to the loop. */
    private long lostBefore;

    /** Written on the loop. */
    private volatile Optional<String> problem = Optional.of(NOT_YET);

    void lost() {
        lost.increment();
    }

    void malformed(String channel, String flaw) {
        malformed.increment();
        RedisLog.malformed(channel, flaw);
    }

    void began(Part part, String why) {
        if (closed) {
            return;
        }
        problems.put(part, why);
        problem = Optional.of(why);
        if (!told) {
            told = true;
            since = System.nanoTime();
            RedisLog.outageBegan(why);
        }
    }

    void ended(Part part) {
        if (closed) {
            return;
        }
        problems.remove(part);
        if (told && problems.isEmpty()) {
            told = false;
            long total = lost.sum();
            RedisLog.outageEnded(Duration.ofNanos(System.nanoTime() - since), total - lostBefore);
            lostBefore = total;
        }
        problem = problems.values().stream().findFirst();
    }

    /** The end, which is no outage. */
    void close() {
        closed = true;
        told = false;
        problem = Optional.of("closed");
    }

    ClusterHealth health() {
        Optional<String> now = problem;
        return new ClusterHealth(now.isEmpty(), now, lost.sum(), malformed.sum());
    }
}
