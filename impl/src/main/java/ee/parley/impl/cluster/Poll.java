// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A question to the clients of other nodes: each node tells how many it has asked, and then each answer. Thread-safe.
 *
 * <p>Who waits counts one for each node until that has told its number; a node that leaves takes with it what it still owes.
 */
final class Poll implements Question {
    private final ClientAnswers answers;
    private final ReentrantLock lock = new ReentrantLock();

    /** How many answers each node still owes. */
    @GuardedBy("lock")
    private final Map<String, Integer> owed = new HashMap<>();

    @GuardedBy("lock")
    private final Set<String> counted = new HashSet<>();

    Poll(ClientAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void answered(String node, Response response) {
        if (response instanceof ClientCount number) {
            count(node, number.count());
            answers.expect(number.count() - 1);
        } else if (response instanceof ClientAnswer answer) {
            count(node, -1);
            answers.answer(answer.answer());
        }
    }

    private void count(String node, int more) {
        lock.lock();
        try {
            owed.merge(node, more, Integer::sum);
            if (more >= 0) {
                counted.add(node);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void left(String node) {
        int less;
        lock.lock();
        try {
            Integer debt = owed.remove(node);
            less = counted.remove(node) ? (debt == null ? 0 : debt) : 1;
        } finally {
            lock.unlock();
        }
        answers.expect(-less);
    }
}
