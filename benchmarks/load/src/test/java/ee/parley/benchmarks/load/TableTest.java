// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.benchmarks.load.Results.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aRowHasMediansAndItsRatiosAreThoseOfTheRounds() {
        List<Result> results = List.of(
                echo("wildfly", Face.RAW, 1, 10),
                echo("wildfly", Face.ORDINARY, 1, 20),
                echo("wildfly", Face.RAW, 2, 30),
                echo("wildfly", Face.ORDINARY, 2, 30),
                echo("wildfly", Face.RAW, 3, 10),
                echo("wildfly", Face.ORDINARY, 3, 15),
                echo("node", Face.PEER, 1, 40));

        assertThat(new Table(results).markdown().lines().skip(2))
                .containsExactly(
                        "| echo-100x10 | WildFly, raw endpoint | µs CPU a message | **10.0** | 10.0–30.0 |  |  | 0.25 |  | 1,000 | 0.50 | 2.00 | 3.00 | 0.90 | 0.10 | 3 |",
                        "| echo-100x10 | WildFly, ordinary handlers | µs CPU a message | **20.0** | 15.0–30.0 | 1.50 | 1.00–2.00 | 0.50 |  | 1,000 | 0.50 | 2.00 | 3.00 | 0.90 | 0.10 | 3 |",
                        "| echo-100x10 | socket.io on Node | µs CPU a message | **40.0** |  |  |  |  |  | 1,000 | 0.50 | 2.00 | 3.00 | 0.90 | 0.10 | 1 |");
    }

    @Test
    void anotherTransportIsComparedWithTheRawEndpointOfItsContainer() {
        List<Result> results = List.of(echo("payara", Face.RAW, 1, 80), echo("payara+upgrade", Face.ORDINARY, 1, 8));

        assertThat(new Table(results).markdown())
                .contains(
                        "| echo-100x10 | Payara Micro (upgrade), ordinary handlers | µs CPU a message | **8.00** |  | 0.10 |");
    }

    @Test
    void whatLostMessagesIsCountedButNotMeasured() {
        Result lost = new Result(
                Scenario.ECHO_100X10,
                "",
                "node",
                Face.PEER,
                1,
                Results.parsed("{\"srv_us_per_msg\":1,\"err\":{\"connect\":0,\"lost\":2}}"));

        assertThat(new Table(List.of(lost, echo("node", Face.PEER, 2, 40))).markdown())
                .contains("| **40.0** |")
                .contains("| 1 (and 1 invalid) |");
    }

    private static Result echo(String server, Face face, int round, int cpu) {
        return new Result(
                Scenario.ECHO_100X10,
                "",
                server,
                face,
                round,
                Results.parsed("{\"srv_us_per_msg\":" + cpu
                        + ",\"per_s\":1000,\"lat_us\":{\"p50\":500,\"p99\":2000,\"p999\":3000},\"srv_util\":0.9,"
                        + "\"other_cpu\":0.1,\"err\":{\"connect\":0,\"lost\":0}}"));
    }
}
