// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.spi.OtherNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final Response ONE = new SocketsCounted("id", 1);
    private static final Response TWO = new SocketsCounted("id", 2);

    private final List<Census.Result> ended = new ArrayList<>();
    private final Census census = new Census(ended::add);

    @Test
    void whatANodeSaysAfterItHasLeftIsNoOtherNodesAnswer() {
        census.counted(new OtherNodes(2, 0, Set.of("a", "b")));
        census.left("a");
        census.answered("a", ONE);
        assertThat(ended).isEmpty();
        census.answered("b", TWO);
        assertThat(ended).containsExactly(new Census.Result(List.of(TWO), 0));
    }

    @Test
    void aNodeThatWasNotAskedIsNotWaitedForNorTakenForOneThatWas() {
        census.counted(new OtherNodes(1, 0, Set.of("a")));
        census.answered("late", ONE);
        census.left("late");
        assertThat(ended).isEmpty();
        census.end();
        assertThat(ended).containsExactly(new Census.Result(List.of(ONE), 1));
    }

    @Test
    void whoLeavesWhileTheNodesAreCountedIsNotMissing() {
        census.left("a");
        assertThat(ended).isEmpty();
        census.counted(new OtherNodes(1, 0, Set.of("a")));
        assertThat(ended).containsExactly(new Census.Result(List.of(), 0));
    }

    @Test
    void nodesWithoutNamesAreAsManyAsTheirAnswers() {
        census.counted(new OtherNodes(2, 2));
        census.answered("", ONE);
        assertThat(ended).isEmpty();
        census.answered("", TWO);
        assertThat(ended).containsExactly(new Census.Result(List.of(ONE, TWO), 0));
    }

    @Test
    void whereNobodyHasCountedTheNodesOneIsMissing() {
        census.end();
        census.counted(new OtherNodes(0, 0));
        assertThat(ended).containsExactly(new Census.Result(List.of(), 1));
    }
}
