// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Broadcasts of several nodes to one room, numbered from 1 on by each: {@code "<node> <number>"}, where the node is its place
 * in the list.
 */
final class Load implements AutoCloseable {
    private static final int END_SECONDS = 10;

    private final Whom whom;
    private final List<Member> from;
    private final Map<Member, AtomicInteger> sent;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> ticking;

    Load(String room, List<Member> from, int perSecond) {
        this.whom = Whom.in(room);
        this.from = from;
        this.sent =
                from.stream().collect(Collectors.toUnmodifiableMap(member -> member, member -> new AtomicInteger()));
        this.ticking = clock.scheduleAtFixedRate(this::tick, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void tick() {
        for (int i = 0; i < from.size(); i++) {
            Member member = from.get(i);
            int number = sent.get(member).incrementAndGet();
            member.control().emit("emit", whom.json(), Values.of(i + " " + number));
        }
    }

    List<Member> from() {
        return from;
    }

    /** Returns the last number that a node was told to send. */
    int sent(Member member) {
        return sent.get(member).get();
    }

    /** Sends no more; returns when the last is on its way. */
    void stop() {
        ticking.cancel(false);
        clock.shutdown();
        try {
            if (!clock.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
