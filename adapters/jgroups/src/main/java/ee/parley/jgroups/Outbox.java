// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sent to one node, in order: JGroups makes a sender wait when the receiver is slow, and nobody who publishes may
 * wait. So each node has a thread of the application while there is something for it. Thread-safe.
 *
 * <pre>
 *          offer: take a thread              nothing left, or the node is gone
 *   idle ------------------------> sending ------------------------------------> idle
 * </pre>
 */
final class Outbox {
    /** Of one node: what more is to be sent while so much waits is lost. */
    static final int CAPACITY = 16 * 1024 * 1024;

    private static final int OVERHEAD = 64;

    /** Sends now, and may wait. */
    interface Wire {
        void send(byte[] bytes) throws Exception;
    }

    private final String node;
    private final Wire wire;
    private final Executor executor;
    private final LongAdder lost;
    private final Lock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<byte[]> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private long waiting;

    @GuardedBy("lock")
    private boolean sending;

    @GuardedBy("lock")
    private boolean full;

    @GuardedBy("lock")
    private boolean closed;

    Outbox(String node, Wire wire, Executor executor, LongAdder lost) {
        this.node = node;
        this.wire = wire;
        this.executor = executor;
        this.lost = lost;
    }

    /** Whether there was room for it; a node that is gone has no need of it. */
    boolean offer(byte[] bytes) {
        return add(bytes, CAPACITY);
    }

    /** For what is short, rare and must not be left out. */
    void insist(byte[] bytes) {
        add(bytes, Integer.MAX_VALUE);
    }

    private boolean add(byte[] bytes, int capacity) {
        boolean overflows = false;
        boolean report = false;
        boolean takeThread = false;
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            if (waiting > 0 && waiting + bytes.length + OVERHEAD > capacity) {
                overflows = true;
                report = !full;
                full = true;
            } else {
                queue.add(bytes);
                waiting += bytes.length + OVERHEAD;
                takeThread = !sending;
                sending = true;
            }
        } finally {
            lock.unlock();
        }
        if (report) {
            JGroupsLog.outboxFull(node, capacity);
        }
        if (takeThread) {
            start();
        }
        return !overflows;
    }

    private void start() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The application is stopping.
            lost.add(close());
        }
    }

    private void drain() {
        Optional<byte[]> next = next();
        while (next.isPresent()) {
            try {
                wire.send(next.get());
            } catch (Exception failure) {
                lost.increment();
                JGroupsLog.notSent(node, failure);
            }
            next = next();
        }
    }

    private Optional<byte[]> next() {
        lock.lock();
        try {
            byte[] next = queue.poll();
            if (next == null) {
                sending = false;
                full = false;
                return Optional.empty();
            }
            waiting -= next.length + OVERHEAD;
            return Optional.of(next);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits. How much that was. */
    int close() {
        lock.lock();
        try {
            int count = queue.size();
            closed = true;
            queue.clear();
            waiting = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }
}
