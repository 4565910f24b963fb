// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.RolledBackException;
import ee.parley.impl.wire.engineio.Frame;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What one transaction sends, in the order of the calls. Thread-safe: a container may end a transaction on another thread.
 *
 * <pre>
 *   WAITING --commit--> SENDING --nothing left--> COMMITTED: what comes now is sent at once
 *      |
 *      +----rollback--> ROLLED_BACK: what waits is dropped, and what comes now
 * </pre>
 */
final class CommitQueue implements Transactions.Outcome {
    private static final int FRAME_OVERHEAD = 64;

    private enum State {
        WAITING,
        SENDING,
        COMMITTED,
        ROLLED_BACK
    }

    /** What waits. */
    private interface Held {
        void send();

        void drop();
    }

    private final LocalNamespace namespace;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Queue<Held> held = new ArrayDeque<>();

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private State state = State.WAITING;

    /**
     * An empty one.
     *
     * @param namespace the first that is sent to; only for what is the same in all
     */
    CommitQueue(LocalNamespace namespace) {
        this.namespace = namespace;
        this.maxBytes = 8L * namespace.options().maxBufferedBytes();
    }

    /**
     * Sends frames when the transaction commits.
     *
     * @param frames counted, not sent
     * @param send sends them
     */
    void emit(List<Frame> frames, Runnable send) {
        add(frames, new Held() {
            @Override
            public void send() {
                send.run();
            }

            @Override
            public void drop() {}
        });
    }

    /**
     * Sends frames when the transaction commits, and returns the answer, which is waited for from then on.
     *
     * @param frames counted, not sent
     * @param send sends them and begins to wait
     */
    <T> CompletionStage<T> emitWithAck(List<Frame> frames, Supplier<CompletionStage<T>> send) {
        BoundAnswer<T> answer = new BoundAnswer<>(namespace.handlers(), this);
        add(frames, new Held() {
            @Override
            public void send() {
                var unused = send.get().whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(FailedEvent.unwrap(failure));
                    }
                });
            }

            @Override
            public void drop() {
                namespace.handOver(() -> answer.completeExceptionally(new RolledBackException()));
            }
        });
        return answer;
    }

    private void add(List<Frame> frames, Held newcomer) {
        State now;
        lock.lock();
        try {
            now = state;
            if (now == State.WAITING || now == State.SENDING) {
                hold(frames, newcomer);
            }
        } finally {
            lock.unlock();
        }
        if (now == State.COMMITTED) {
            newcomer.send();
        } else if (now == State.ROLLED_BACK) {
            newcomer.drop();
        }
    }

    @GuardedBy("lock")
    private void hold(List<Frame> frames, Held newcomer) {
        long size = 0;
        for (Frame frame : frames) {
            size += frame.size() + FRAME_OVERHEAD;
        }
        if (bytes + size > maxBytes) {
            throw new IllegalStateException("PARLEY3070 What one transaction sends may take " + maxBytes
                    + " bytes until it commits. Send some of it with afterCommit(false), commit more often, or raise"
                    + " parley.max-buffered-bytes.");
        }
        bytes += size;
        held.add(newcomer);
    }

    /** Tells whether the transaction goes on. */
    boolean isWaiting() {
        lock.lock();
        try {
            return state == State.WAITING;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void committed() {
        end(State.SENDING);
        for (Optional<Held> next = next(State.COMMITTED); next.isPresent(); next = next(State.COMMITTED)) {
            try {
                next.get().send();
            } catch (RuntimeException | Error failure) {
                // Must go on: the others have nothing to do with it, and the transaction has committed.
                SocketLog.lostAfterCommit(failure);
            }
        }
    }

    @Override
    public void rolledBack() {
        end(State.ROLLED_BACK);
        for (Optional<Held> next = next(State.ROLLED_BACK); next.isPresent(); next = next(State.ROLLED_BACK)) {
            next.get().drop();
        }
    }

    private void end(State how) {
        lock.lock();
        try {
            state = how;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next one out; when there is none, the state is the last one. */
    private Optional<Held> next(State last) {
        lock.lock();
        try {
            Held next = held.poll();
            if (next == null) {
                state = last;
                bytes = 0;
            }
            return Optional.ofNullable(next);
        } finally {
            lock.unlock();
        }
    }
}
