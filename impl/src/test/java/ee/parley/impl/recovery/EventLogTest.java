// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.Selection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final int LARGE = 1_000_000;

    private static void add(EventLog log, int events) {
        for (int i = 0; i < events; i++) {
            log.add("/", Selection.EVERYBODY, List.of(Frame.message("2[\"e\"]")));
        }
    }

    private static Optional<List<Long>> after(EventLog log, long number) {
        return log.after(number)
                .map(entries -> entries.stream().map(EventLog.Entry::number).toList());
    }

    @Test
    void eventsAreNumberedFromOne() {
        EventLog log = new EventLog(10, LARGE);
        assertThat(log.newest()).isZero();
        assertThat(after(log, 0)).contains(List.of());
        add(log, 2);
        assertThat(log.newest()).isEqualTo(2);
        assertThat(after(log, 0)).contains(List.of(1L, 2L));
        assertThat(after(log, 1)).contains(List.of(2L));
        assertThat(after(log, 2)).contains(List.of());
    }

    @Test
    void whatIsAfterAnEventThatHasNotBeenIsNotKnown() {
        EventLog log = new EventLog(10, LARGE);
        add(log, 2);
        assertThat(after(log, 3)).isEmpty();
        assertThat(after(log, -1)).isEmpty();
    }

    @Test
    void beyondTheNumberOfEventsTheOldestIsForgotten() {
        EventLog log = new EventLog(3, LARGE);
        add(log, 5);
        assertThat(after(log, 2)).contains(List.of(3L, 4L, 5L));
        assertThat(after(log, 1)).isEmpty();
    }

    @Test
    void beyondTheirBytesTheOldestIsForgotten() {
        EventLog log = new EventLog(10, 1_000);
        add(log, 2);
        log.add("/", Selection.EVERYBODY, List.of(Frame.message("x".repeat(500))));
        assertThat(after(log, 2)).contains(List.of(3L));
        assertThat(after(log, 1)).isEmpty();
    }

    @Test
    void anEventThatIsLargerThanAllMayBeIsForgottenAtOnce() {
        EventLog log = new EventLog(10, 1_000);
        add(log, 1);
        log.add("/", Selection.EVERYBODY, List.of(Frame.message("x".repeat(2_000))));
        assertThat(after(log, 1)).isEmpty();
        assertThat(after(log, 2)).contains(List.of());
        add(log, 1);
        assertThat(after(log, 2)).contains(List.of(3L));
    }

    @Test
    void eventsOfPeriodsThatAreOverAreForgotten() {
        EventLog log = new EventLog(10, LARGE);
        add(log, 1);
        assertThat(log.beginPeriod(2)).isTrue();
        add(log, 1);
        assertThat(log.beginPeriod(2)).isTrue();
        assertThat(after(log, 0)).contains(List.of(1L, 2L));
        assertThat(log.beginPeriod(2)).isTrue();
        assertThat(after(log, 0)).isEmpty();
        assertThat(after(log, 1)).contains(List.of(2L));
        assertThat(log.beginPeriod(2)).isFalse();
        assertThat(after(log, 2)).contains(List.of());
    }

    @Test
    void theOrderSurvivesGrowthAndForgetting() {
        EventLog log = new EventLog(100, LARGE);
        add(log, 1_000);
        assertThat(after(log, 900))
                .contains(LongStream.rangeClosed(901, 1_000).boxed().toList());
        assertThat(after(log, 899)).isEmpty();
    }
}
