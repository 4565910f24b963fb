// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.benchmarks.load.Bar.Against;
import ee.parley.benchmarks.load.Results.Result;
import ee.parley.benchmarks.load.Rounds.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
    private static final Subject ECHO =
            new Subject(Scenario.ECHO_100X10, "", new Server("wildfly+upgrade"), Face.ORDINARY);
    private static final Bar TO_RAW = Bar.ratio(ECHO, Measure.CPU_PER_MESSAGE, 0.7, Against.RAW);

    @Test
    void aBarIsMetByTheMedianOfTheRatiosOfTheRounds() {
        Rounds rounds = new Rounds(List.of(raw(1, 10), echo(1, 5), raw(2, 100), echo(2, 60), raw(3, 10), echo(3, 6)));

        assertThat(TO_RAW.cells(rounds))
                .containsExactly(
                        "echo-100x10",
                        "WildFly (upgrade), ordinary handlers",
                        "≤ 0.7 × raw",
                        "0.60",
                        "0.50–0.60",
                        "3",
                        "met");
    }

    @Test
    void aBarThatOneRoundExceedsIsMetWithAWord() {
        Rounds rounds = new Rounds(List.of(raw(1, 10), echo(1, 5), raw(2, 10), echo(2, 6), raw(3, 10), echo(3, 9)));

        assertThat(TO_RAW.cells(rounds)).endsWith("3", "met, not in each round");
    }

    @Test
    void aBarIsMissedByTheMedian() {
        assertThat(TO_RAW.cells(new Rounds(List.of(raw(1, 10), echo(1, 8))))).endsWith("**missed**");
    }

    @Test
    void aBarWithoutBothFiguresOfARoundIsNotMeasured() {
        assertThat(TO_RAW.cells(new Rounds(List.of(raw(1, 10), echo(2, 5))))).endsWith("", "", "", "not measured");
    }

    @Test
    void errorsAreNoFigureButTheyAreTold() {
        Subject subject = new Subject(Scenario.STORM, "", new Server("payara"), Face.ORDINARY);
        Bar bar = Bar.of(subject, Measure.UNTIL_ALL_ARE_BACK, Double.POSITIVE_INFINITY, "errors 0; s quoted");

        assertThat(bar.cells(new Rounds(List.of(storm(1, 0), storm(2, 3)))))
                .endsWith("errors 0; s quoted", "2.50", "", "1", "met; errors in 1 more rounds");
        assertThat(bar.cells(new Rounds(List.of(storm(1, 3))))).endsWith("**errors** in each round");
    }

    @Test
    void whatIsToBeFlatIsComparedWithTheSmallerLoad() {
        Subject few = new Subject(Scenario.IDLE_100, "", new Server("payara"), Face.ORDINARY);
        Bar bar = Bar.growth(few, Scenario.IDLE_5000, Measure.THREADS, 8, "more than");
        Rounds rounds = new Rounds(List.of(idle(Scenario.IDLE_100, 200), idle(Scenario.IDLE_5000, 203)));

        assertThat(bar.cells(rounds))
                .startsWith("idle-5000, threads", "Payara Micro, ordinary handlers", "≤ 8 more than idle-100", "3.00");
    }

    @Test
    void everyBarIsInTheTableThoughNothingWasMeasured() {
        assertThat(Bars.markdown(new Rounds(List.of())).lines().skip(2))
                .hasSizeGreaterThan(Bars.all().size())
                .noneMatch(row -> row.contains("met"))
                .noneMatch(row -> row.contains("missed"));
    }

    private static Result raw(int round, int cpu) {
        return echo("wildfly", Face.RAW, round, cpu);
    }

    private static Result echo(int round, int cpu) {
        return echo("wildfly+upgrade", Face.ORDINARY, round, cpu);
    }

    private static Result echo(String server, Face face, int round, int cpu) {
        return result(Scenario.ECHO_100X10, server, face, round, "{\"srv_us_per_msg\":" + cpu + ",\"err\":{}}");
    }

    private static Result storm(int round, int lost) {
        return result(
                Scenario.STORM, "payara", Face.ORDINARY, round, "{\"storm_s\":2.5,\"err\":{\"lost\":" + lost + "}}");
    }

    private static Result idle(Scenario scenario, int threads) {
        return result(scenario, "payara", Face.ORDINARY, 1, "{\"after\":{\"threads\":" + threads + "},\"err\":{}}");
    }

    private static Result result(Scenario scenario, String server, Face face, int round, String figures) {
        return new Result(scenario, "", server, face, round, Results.parsed(figures));
    }
}
