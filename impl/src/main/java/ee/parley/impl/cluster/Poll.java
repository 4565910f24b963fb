// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.spi.ClusterMessage.ClientAnswer;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.OtherNodes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A question to the clients of other nodes: each node tells how many it has asked, and then each answer. Thread-safe.
 *
 * <p>Who waits counts one for all nodes until the last of them has told its number; a node that leaves takes with it what it
 * still owes.
 */
final class Poll implements Question {
    private final ClientAnswers answers;
    private final ReentrantLock lock = new ReentrantLock();

    /** How many answers each node still owes. */
    @GuardedBy("lock")
    private final Map<String, Integer> owed = new HashMap<>();

    /** Who has to tell a number. */
    @GuardedBy("lock")
    private final Roll roll = new Roll();

    @GuardedBy("lock")
    private boolean allTold;

    Poll(ClientAnswers answers) {
        this.answers = answers;
    }

    /** These are asked. */
    void counted(OtherNodes nodes) {
        boolean last;
        lock.lock();
        try {
            roll.counted(nodes);
            last = isLast();
        } finally {
            lock.unlock();
        }
        expect(0, last);
    }

    /** Once, when nobody has to tell a number any more. */
    @GuardedBy("lock")
    private boolean isLast() {
        boolean last = !allTold && roll.missing() == 0;
        allTold |= last;
        return last;
    }

    private void expect(int more, boolean last) {
        int change = last ? more - 1 : more;
        if (change != 0) {
            answers.expect(change);
        }
    }

    @Override
    public void answered(String node, Response response) {
        if (response instanceof ClientCount number) {
            told(node, number.count());
        } else if (response instanceof ClientAnswer answer && pays(node)) {
            answers.answer(answer.answer());
        }
    }

    private void told(String node, int number) {
        // Before it is noted: as soon as it is, another thread may take back the one for all nodes.
        answers.expect(number);
        boolean heard;
        boolean last;
        lock.lock();
        try {
            heard = roll.heard(node);
            if (heard) {
                owed.merge(node, number, Integer::sum);
            }
            last = isLast();
        } finally {
            lock.unlock();
        }
        expect(heard ? 0 : -number, last);
    }

    /** Whether it still owed an answer, and has now given it. */
    private boolean pays(String node) {
        lock.lock();
        try {
            int debt = owed.getOrDefault(node, 0);
            if (debt > 0) {
                owed.put(node, debt - 1);
            }
            return debt > 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void left(String node) {
        int debt;
        boolean last;
        lock.lock();
        try {
            roll.left(node);
            debt = owed.getOrDefault(node, 0);
            owed.remove(node);
            last = isLast();
        } finally {
            lock.unlock();
        }
        expect(-debt, last);
    }
}
