// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.lane.ManualTimers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StraysTest {
    private static final Duration SETTLING = Duration.ofSeconds(45);

    private final ManualTimers timers = new ManualTimers();
    private final AtomicInteger told = new AtomicInteger();
    private final Strays strays = new Strays(timers, SETTLING, told::incrementAndGet);

    @Test
    void theClientsOfTheProcessBeforeAreNotTold() {
        strays.seen();
        timers.advance(SETTLING.minusMillis(1));
        strays.seen();

        assertThat(told).hasValue(0);
    }

    @Test
    void manyAreToldOnceAMinute() {
        timers.advance(SETTLING);
        strays.seen();
        strays.seen();
        timers.advance(Duration.ofSeconds(59));
        strays.seen();
        assertThat(told).hasValue(1);

        timers.advance(Duration.ofSeconds(1));
        strays.seen();
        strays.seen();
        assertThat(told).hasValue(2);
    }
}
