// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WheelTest {
    private final Wheel wheel = new Wheel();

    @Test
    void anEntryIsDueAtItsTickAndNotBefore() {
        Wheel.Entry entry = add(5, 0);
        assertThat(advance(4)).isEmpty();
        assertThat(advance(5)).containsExactly(entry);
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void anEntrySeveralTurnsAwayWaitsForItsOwnTurn() {
        Wheel.Entry entry = add(3 * 512 + 7, 0);
        for (long tick = 1; tick < 3 * 512 + 7; tick++) {
            assertThat(advance(tick)).isEmpty();
        }
        assertThat(advance(3 * 512 + 7)).containsExactly(entry);
    }

    @Test
    void ticksMissedAreMadeUpForAtOnce() {
        Wheel.Entry first = add(3, 0);
        Wheel.Entry second = add(700, 0);
        assertThat(advance(5000)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aRemovedEntryIsNeverDue() {
        Wheel.Entry kept = add(5, 0);
        Wheel.Entry removed = add(5, 0);
        wheel.remove(removed);
        wheel.remove(removed);
        assertThat(advance(10)).containsExactly(kept);
    }

    @Test
    void theFirstEntryAfterAPauseIsNotTakenForLate() {
        Wheel.Entry entry = add(1_000_010, 1_000_000);
        assertThat(advance(1_000_009)).isEmpty();
        assertThat(advance(1_000_010)).containsExactly(entry);
    }

    @Test
    void anEntryDueInThePastIsDueAtTheNextTick() {
        add(100, 0);
        assertThat(advance(50)).isEmpty();
        Wheel.Entry late = add(20, 50);
        assertThat(advance(51)).containsExactly(late);
    }

    @Test
    void randomSchedulesAgreeWithASortedMap() {
        Random random = new Random(42);
        TreeMap<Long, List<Wheel.Entry>> expected = new TreeMap<>();
        long now = 0;
        for (int round = 0; round < 2_000; round++) {
            for (int i = random.nextInt(5); i > 0; i--) {
                long due = now + 1 + random.nextInt(1_500);
                expected.computeIfAbsent(due, at -> new ArrayList<>()).add(add(due, now));
            }
            now += 1 + random.nextInt(40);
            List<Wheel.Entry> due = new ArrayList<>();
            expected.headMap(now, true).values().forEach(due::addAll);
            expected.headMap(now, true).clear();
            assertThat(advance(now)).containsExactlyInAnyOrderElementsOf(due);
        }
    }

    private Wheel.Entry add(long due, long now) {
        Wheel.Entry entry = new Wheel.Entry();
        wheel.add(entry, due, now);
        return entry;
    }

    private List<Wheel.Entry> advance(long now) {
        List<Wheel.Entry> due = new ArrayList<>();
        wheel.advance(now, due);
        return due;
    }
}
