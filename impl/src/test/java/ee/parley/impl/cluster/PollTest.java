// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.PacketData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final OtherNodes TWO = new OtherNodes(2, 0, Set.of("a", "b"));
    private static final PacketData ANSWER = new PacketData("[1]");

    private final List<PacketData> answers = new ArrayList<>();
    private int outstanding = 1;
    private final Poll poll = new Poll(new ClientAnswers() {
        @Override
        public void expect(int more) {
            outstanding += more;
        }

        @Override
        public void answer(PacketData answer) {
            outstanding--;
            answers.add(answer);
        }
    });

    private void asks(String node, int clients) {
        poll.answered(node, new ClientCount("id", clients));
    }

    private void clientAnswers(String node) {
        poll.answered(node, new ClientAnswer("id", ANSWER));
    }

    @Test
    void oneIsOutstandingUntilAllNodesHaveTold() {
        poll.counted(TWO);
        asks("a", 0);
        assertThat(outstanding).isOne();
        asks("b", 1);
        assertThat(outstanding).isOne();
        clientAnswers("b");
        assertThat(outstanding).isZero();
        assertThat(answers).containsExactly(ANSWER);
    }

    @Test
    void aNodeMayTellBeforeTheNodesAreCounted() {
        asks("a", 1);
        clientAnswers("a");
        asks("b", 0);
        assertThat(outstanding).isOne();
        poll.counted(TWO);
        assertThat(outstanding).isZero();
    }

    @Test
    void aNodeThatLeavesTakesWithItWhatItOwes() {
        poll.counted(TWO);
        asks("a", 2);
        clientAnswers("a");
        asks("b", 1);
        poll.left("a");
        assertThat(outstanding).isOne();
        poll.left("b");
        assertThat(outstanding).isZero();
    }

    @Test
    void whatANodeSaysAfterItHasLeftCountsForNothing() {
        poll.counted(TWO);
        poll.left("a");
        asks("a", 1);
        clientAnswers("a");
        assertThat(outstanding).isOne();
        asks("b", 0);
        assertThat(outstanding).isZero();
        assertThat(answers).isEmpty();
    }

    @Test
    void aNodeThatWasNotAskedTakesNothingWithIt() {
        poll.counted(TWO);
        asks("a", 0);
        poll.left("late");
        assertThat(outstanding).isOne();
        asks("b", 1);
        assertThat(outstanding).isOne();
    }

    @Test
    void anAnswerThatANodeDoesNotOweIsNoOtherNodesAnswer() {
        poll.counted(TWO);
        asks("a", 1);
        clientAnswers("a");
        clientAnswers("a");
        assertThat(outstanding).isOne();
        assertThat(answers).containsExactly(ANSWER);
    }

    @Test
    void nodesWithoutNamesAreAsManyAsTell() {
        poll.counted(new OtherNodes(2, 2));
        asks("", 1);
        asks("", 1);
        clientAnswers("");
        assertThat(outstanding).isOne();
        clientAnswers("");
        assertThat(outstanding).isZero();
    }
}
