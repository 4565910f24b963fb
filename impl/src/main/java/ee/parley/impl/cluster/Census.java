// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.spi.ClusterMessage.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A question that each of a number of nodes answers once. Told once how it has ended. Thread-safe. */
final class Census implements Question {
    /**
     * How it has ended.
     *
     * @param responses what the nodes have answered, in order of arrival
     * @param missing how many nodes have not
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
    private final Set<String> answered = new HashSet<>();

    @GuardedBy("lock")
    private int missing;

    @GuardedBy("lock")
    private boolean over;

    /** @param nodes how many are asked; one at least */
    Census(int nodes, Consumer<Result> ended) {
        this.missing = nodes;
        this.ended = ended;
    }

    @Override
    public void answered(String node, Response response) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            responses.add(response);
            answered.add(node);
            missing--;
        } finally {
            lock.unlock();
        }
        endIf(false);
    }

    @Override
    public void left(String node) {
        lock.lock();
        try {
            if (answered.contains(node)) {
                return;
            }
            missing--;
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
            if (over || (missing > 0 && !unfinished)) {
                return;
            }
            over = true;
            result = new Result(responses, Math.max(0, missing));
        } finally {
            lock.unlock();
        }
        ended.accept(result);
    }
}
