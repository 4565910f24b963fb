// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What this node has published about the namespaces of one stream, until its turn comes: an entry's when it is met in the
 * stream, between the entries of other nodes. So what clients are sent, and its offsets, have one order on all nodes.
 *
 * <p>Confined to the loop.
 */
final class Publications {
    /** One message, which completes when it and all before it have had their turn. */
    static final class Publication {
        private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();
        private final boolean entry;
        private final boolean replayed;
        private boolean entered;
        private boolean ready;
        private @Nullable EntryId id;
        private @Nullable Throwable failure;

        /**
         * @param entry whether it becomes an entry of the stream
         * @param replayed whether a client may recover it, by its offset
         */
        Publication(boolean entry, boolean replayed) {
            this.entry = entry;
            this.replayed = replayed;
        }

        CompletableFuture<Optional<String>> outcome() {
            return outcome;
        }

        private void complete() {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else {
                outcome.complete(replayed ? Optional.ofNullable(id).map(EntryId::toString) : Optional.empty());
            }
        }
    }

    /** This part of the patience is a long time for a task to be late. */
    private static final int LATE = 4;

    private final EventExecutor loop;
    private final Duration patience;

    /** In the order in which Redis is sent them. */
    private final Queue<Publication> waiting = new ArrayDeque<>();

    /** Up to where the stream has been read. */
    private EntryId read = EntryId.ZERO;

    private long progress;
    private boolean watching;

    /**
     * @param patience how long an entry that Redis has may wait to be met while nothing is read: nobody's clients wait for a
     *     reader that has lost its connection
     */
    Publications(EventExecutor loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
    }

    /** It is being sent. */
    void enter(Publication next) {
        next.entered = true;
        waiting.add(next);
    }

    /** Redis has it; {@code id} is that of the entry, where it has become one. */
    void arrived(Publication next, Optional<EntryId> id) {
        next.id = id.orElse(null);
        next.ready = id.map(entry -> !entry.isAfter(read)).orElse(true);
        settle();
    }

    void failed(Publication next, Throwable failure) {
        if (!next.entered) {
            enter(next);
        }
        next.failure = failure;
        next.ready = true;
        settle();
    }

    /**
     * An entry of this node has come.
     *
     * @return whether it has had its turn; false when it may be one that Redis has not confirmed yet: ask again then
     */
    boolean met(EntryId id) {
        for (Publication each : waiting) {
            if (each.entry && !each.ready) {
                if (each.id == null) {
                    return false;
                }
                if (each.id.equals(id)) {
                    each.ready = true;
                    settle();
                }
                // Else nobody waits for it any more: Redis took too long to confirm it.
                return true;
            }
        }
        return true;
    }

    /** The stream has been read up to an entry: one before it that has not been met is there no more. */
    void readTo(EntryId id) {
        read = id;
        progress++;
        for (Publication each : waiting) {
            if (each.id != null && !each.id.isAfter(id)) {
                each.ready = true;
            }
        }
        settle();
    }

    private void settle() {
        for (Publication first = waiting.peek(); first != null && first.ready; first = waiting.peek()) {
            waiting.remove();
            first.complete();
        }
        watch();
    }

    private void watch() {
        Publication first = waiting.peek();
        if (!watching && first != null && first.id != null && !loop.isShuttingDown()) {
            watching = true;
            long before = progress;
            long due = System.nanoTime() + patience.toNanos();
            var unused = loop.schedule(() -> watched(first, before, due), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void watched(Publication first, long before, long due) {
        watching = false;
        // A loop that is late with this is late with what has been read, too.
        boolean late = System.nanoTime() - due > patience.toNanos() / LATE;
        if (waiting.peek() == first && progress == before && !late) {
            waiting.forEach(each -> each.ready |= each.id != null);
        }
        settle();
    }

    /** Nothing is read any more. */
    void close() {
        waiting.forEach(each -> each.ready |= each.id != null);
        settle();
    }
}
