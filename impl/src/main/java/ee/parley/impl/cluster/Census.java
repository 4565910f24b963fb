// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.OtherNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A question that each node answers once. Told once how it has ended. Thread-safe. */
final class Census implements Question {
    /**
     * How it has ended.
     *
     * @param responses what the nodes have answered, in order of arrival
     * @param missing how many nodes have not; one when nobody knows how many there are
     */
    public record Result(List<Response> responses, int missing) {
        public Result {
            responses = List.copyOf(responses);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<Result> ended;

    @GuardedBy("lock")
    private final List<Response> responses = new ArrayList<>();

    @GuardedBy("lock")
    private final Roll roll = new Roll();

    @GuardedBy("lock")
    private boolean over;

    Census(Consumer<Result> ended) {
        this.ended = ended;
    }

    /** These are asked. */
    void counted(OtherNodes nodes) {
        lock.lock();
        try {
            roll.counted(nodes);
        } finally {
            lock.unlock();
        }
        endIf(false);
    }

    @Override
    public void answered(String node, Response response) {
        lock.lock();
        try {
            if (roll.heard(node)) {
                responses.add(response);
            }
        } finally {
            lock.unlock();
        }
        endIf(false);
    }

    @Override
    public void left(String node) {
        lock.lock();
        try {
            roll.left(node);
        } finally {
            lock.unlock();
        }
        endIf(false);
    }

    /** Nobody waits any longer. */
    void end() {
        endIf(true);
    }

    private void endIf(boolean unfinished) {
        Result result;
        lock.lock();
        try {
            if (over || (roll.missing() > 0 && !unfinished)) {
                return;
            }
            over = true;
            result = new Result(responses, roll.missing());
        } finally {
            lock.unlock();
        }
        ended.accept(result);
    }
}
