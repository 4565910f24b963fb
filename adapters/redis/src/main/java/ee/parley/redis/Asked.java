// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The newest questions that have been asked, by their ids. Thread-safe. */
final class Asked {
    /** Beyond, answers to the oldest are not taken any more; that is minutes ago, or nobody keeps up. */
    private static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<String> ids = new LinkedHashSet<>();

    void add(String id) {
        lock.lock();
        try {
            ids.add(id);
            if (ids.size() > MOST) {
                ids.remove(ids.iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    boolean contains(String id) {
        lock.lock();
        try {
            return ids.contains(id);
        } finally {
            lock.unlock();
        }
    }
}
