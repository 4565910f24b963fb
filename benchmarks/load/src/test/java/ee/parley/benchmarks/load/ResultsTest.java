// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.benchmarks.load.Results.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path directory;

    private Results results;

    @BeforeEach
    void noneYet() {
        results = new Results(directory.resolve("results.jsonl"));
    }

    @Test
    void capacityIsLookedForAtHalfOfWhatTheClosedLoopDidInTheMedian() throws IOException {
        for (int microseconds : new int[] {400, 200, 900}) {
            append(Scenario.ECHO_1000X1, "", "payara", Face.RAW, microseconds, 0);
        }

        assertThat(results.rate(Scenario.CAPACITY, "payara")).contains(1250);
    }

    @Test
    void aSteadyRateTakesHalfOfTheCpuThatTheRawEndpointNeedsInAnOpenLoop() throws IOException {
        append(Scenario.ECHO_1000X1, "", "payara", Face.RAW, 100, 0);
        append(Scenario.CAPACITY, "payara", "payara", Face.RAW, 250, 0);
        append(Scenario.CAPACITY, "wildfly", "wildfly", Face.RAW, 10, 0);

        assertThat(results.rate(Scenario.STEADY, "payara")).contains(2000);
    }

    @Test
    void noRateIsSetByAnotherFaceOrByAServerThatLostMessages() throws IOException {
        append(Scenario.ECHO_1000X1, "", "payara", Face.ORDINARY, 100, 0);
        append(Scenario.ECHO_1000X1, "", "payara+upgrade", Face.RAW, 100, 0);
        append(Scenario.ECHO_1000X1, "", "payara", Face.RAW, 100, 1);

        assertThat(results.rate(Scenario.CAPACITY, "payara")).isEmpty();
        assertThat(results.rate(Scenario.STEADY, "payara")).isEmpty();
    }

    private void append(Scenario scenario, String container, String server, Face face, int microseconds, int lost)
            throws IOException {
        String figures = "{\"srv_us_per_msg\":" + microseconds + ",\"err\":{\"lost\":" + lost + "}}";
        results.append(new Result(scenario, container, server, face, 1, Results.parsed(figures)));
    }
}
