// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final Scenario.Length LENGTH = new Scenario.Length(8, 6, 5000);

    @Test
    void everyScenarioIsFoundByItsTitle() {
        for (Scenario scenario : Scenario.values()) {
            assertThat(Scenario.named(scenario.title())).isSameAs(scenario);
        }
    }

    @Test
    void connectingIsWarmedUpByAsManyAsAreMeasured() {
        assertThat(String.join(" ", Scenario.CONNECT.arguments(LENGTH)))
                .isEqualTo("connect --conc 64 --settle 2 -n 5000 --prewarm 5000");
    }

    @Test
    void slowReadersAreSentMoreThanAnOutboxHolds() {
        assertThat(String.join(" ", Scenario.SLOW_1000.arguments(LENGTH)))
                .isEqualTo("slow -n 1000 --slow 1 --fill 24 --payload 16384 --warmup 8 --duration 6");
    }

    @Test
    void aRawEndpointIsSparedWhatItCannotDo() {
        assertThat(Face.RAW.has(Scenario.CONNECT)).isTrue();
        assertThat(Face.RAW.has(Scenario.WAITING_POLLS_2000)).isFalse();
        assertThat(Face.ORDINARY.has(Scenario.WAITING_POLLS_2000)).isTrue();
    }
}
