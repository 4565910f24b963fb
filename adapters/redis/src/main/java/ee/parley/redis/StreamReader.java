// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream from its end on, entry after entry, on a connection of its own; after an outage from where it was. Needs
 * no thread: each answer of Redis makes it ask again.
 *
 * <pre>
 *  new connection --> find the place --> read, wait up to the block time --> take entries --+
 *                                          ^                                                |
 *                                          +------------------------------------------------+
 * </pre>
 *
 * <p>Confined to the loop, but for {@link #position}.
 */
final class StreamReader implements Line.Watcher<StatefulConnection<String, byte[]>> {
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);

    /** Takes what the stream has; not what this node has added. */
    interface Taker {
        void take(EntryId id, Map<String, byte[]> fields);
    }

    /** What is known before the first answer of Redis. */
    private enum Place {
        UNKNOWN,
        TO_BE_CHECKED,
        KNOWN
    }

    private final String stream;
    private final StreamOptions options;
    private final String node;
    private final EventExecutor loop;
    private final Outage outage;
    private final Publications own;
    private final Taker taker;

    private final CompletableFuture<Void> reading = new CompletableFuture<>();

    private Place place = Place.UNKNOWN;

    /** The last entry that was taken, or after which reading began. Written on the loop. */
    private volatile EntryId taken = EntryId.ZERO;

    private final Queue<StreamMessage<String, byte[]>> arrived = new ArrayDeque<>();

    /** The question that is to be answered; completed when everything that has arrived is taken. */
    private CompletableFuture<Void> polled = CompletableFuture.completedFuture(null);

    /** Whether what has arrived answers {@link #polled}. */
    private boolean taking;

    /** Whether entries were gone before they were read; until the reader has caught up. */
    private boolean trimmed;

    private @Nullable Line<?> line;

    StreamReader(String stream, StreamOptions options, String node, Link link, Publications own, Taker taker) {
        this.stream = stream;
        this.options = options;
        this.node = node;
        this.loop = link.loop();
        this.outage = link.outage();
        this.own = own;
        this.taker = taker;
    }

    void start(Link link, Duration timeout) {
        Duration answer = options.block().plus(timeout);
        line = link.line(this::poll, new Line.Pace(Duration.ZERO, answer, answer.plus(timeout.multipliedBy(10))), this);
    }

    /** Returns the last entry that was taken, or after which reading began. For any thread. */
    Optional<String> position() {
        return Optional.of(taken).filter(id -> id.isAfter(EntryId.ZERO)).map(EntryId::toString);
    }

    /** Completes when there is a place to read on from, whatever happens then. */
    CompletionStage<Void> reading() {
        return reading;
    }

    private CompletionStage<?> poll(RedisClusterAsyncCommands<String, byte[]> redis) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        polled = done;
        CompletionStage<Void> found = place == Place.KNOWN ? CompletableFuture.completedFuture(null) : find(redis);
        found.thenCompose(there -> read(redis))
                .whenComplete((entries, failure) -> onLoop(() -> answered(done, entries, failure)));
        return done;
    }

    @SuppressWarnings("unchecked") // the array of one place
    private CompletionStage<List<StreamMessage<String, byte[]>>> read(RedisClusterAsyncCommands<String, byte[]> redis) {
        return redis.xread(
                XReadArgs.Builder.block(options.block()).count(options.readCount()),
                StreamOffset.from(stream, taken.toString()));
    }

    private void answered(
            CompletableFuture<Void> done,
            @Nullable List<StreamMessage<String, byte[]>> entries,
            @Nullable Throwable failure) {
        if (done != polled) {
            return;
        }
        if (failure != null) {
            refused(done, failure);
            return;
        }
        outage.ended(Outage.Part.READERS);
        taking = true;
        boolean more = entries != null && entries.size() >= options.readCount();
        if (entries != null) {
            arrived.addAll(entries);
        }
        if (more) {
            // Redis may trim what a reader that is behind has not read.
            place = Place.TO_BE_CHECKED;
        } else {
            trimmed = false;
        }
        drain();
    }

    /** Redis may answer, but refuse: it must not be asked again at once. */
    private void refused(CompletableFuture<Void> done, Throwable failure) {
        Throwable cause = failure.getCause() instanceof RedisCommandExecutionException refusal ? refusal : failure;
        if (cause instanceof RedisCommandExecutionException) {
            outage.began(Outage.Part.READERS, "Redis refuses: " + RedisUnavailableException.words(cause));
            var unused = loop.schedule(
                    () -> done.completeExceptionally(cause), PAUSE_AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            done.completeExceptionally(cause);
        }
    }

    /** Takes what has arrived, up to an entry of this node that Redis has not confirmed yet. */
    void drain() {
        for (StreamMessage<String, byte[]> next = arrived.peek(); next != null; next = arrived.peek()) {
            if (!take(EntryId.of(next.getId()), next.getBody())) {
                return;
            }
            arrived.remove();
        }
        if (taking) {
            taking = false;
            polled.complete(null);
        }
    }

    private boolean take(EntryId id, Map<String, byte[]> fields) {
        if (StreamEntry.node(fields).filter(node::equals).isPresent()) {
            if (!own.met(id)) {
                return false;
            }
        } else {
            try {
                taker.take(id, fields);
            } catch (RuntimeException | AssertionError defect) {
                RedisLog.failed(defect);
            }
        }
        moveTo(id);
        return true;
    }

    private void moveTo(EntryId id) {
        taken = id;
        own.readTo(id);
    }

    /** Finds out where to begin, or whether what was read before is still there. */
    private CompletionStage<Void> find(RedisClusterAsyncCommands<String, byte[]> redis) {
        CompletableFuture<Void> found = new CompletableFuture<>();
        CompletionStage<List<StreamMessage<String, byte[]>>> newest =
                redis.xrevrange(stream, Range.unbounded(), Limit.from(1));
        CompletionStage<List<StreamMessage<String, byte[]>>> oldest =
                redis.xrange(stream, Range.unbounded(), Limit.from(1));
        newest.thenCombine(oldest, List::of)
                .thenCompose(ends -> ends.get(0).isEmpty()
                        ? mark(redis)
                        : CompletableFuture.completedFuture(List.of(id(ends.get(1)), id(ends.get(0)))))
                .whenComplete((ends, failure) -> onLoop(() -> {
                    if (failure != null) {
                        found.completeExceptionally(failure);
                    } else {
                        found(ends);
                        found.complete(null);
                    }
                }));
        return found;
    }

    /** Puts an entry into an empty stream that says nothing, so that there is an offset from the first client on. */
    private CompletionStage<List<EntryId>> mark(RedisClusterAsyncCommands<String, byte[]> redis) {
        return redis.xadd(stream, StreamEntry.mark(node)).thenApply(id -> List.of(EntryId.ZERO, EntryId.of(id)));
    }

    private void found(List<EntryId> ends) {
        EntryId oldest = ends.get(0);
        EntryId newest = ends.get(1);
        if (place == Place.UNKNOWN) {
            moveTo(newest);
        } else if (oldest.equals(EntryId.ZERO)) {
            // Redis has forgotten everything: what is there now is new, however its clock is set.
            moveTo(EntryId.ZERO);
            StreamsLog.streamGone(stream);
        } else if (taken.isAfter(newest)) {
            moveTo(newest);
            StreamsLog.streamGone(stream);
        } else if (oldest.isAfter(taken) && !trimmed) {
            trimmed = true;
            StreamsLog.streamTrimmed(stream);
        }
        place = Place.KNOWN;
        reading.complete(null);
    }

    private static EntryId id(List<StreamMessage<String, byte[]>> only) {
        return only.isEmpty() ? EntryId.ZERO : EntryId.of(only.get(0).getId());
    }

    @Override
    public void opened(StatefulConnection<String, byte[]> connection) {
        place = place == Place.UNKNOWN ? Place.UNKNOWN : Place.TO_BE_CHECKED;
    }

    @Override
    public void broken(String problem) {
        // What has arrived and is not taken is read again.
        arrived.clear();
        taking = false;
        polled = CompletableFuture.completedFuture(null);
        outage.began(Outage.Part.READERS, problem);
    }

    @Override
    public boolean silent(String problem) {
        outage.began(Outage.Part.READERS, problem);
        return true;
    }

    /** Only an answer without a refusal is a good one: {@link #answered} has seen it. */
    @Override
    public void answered() {}

    private void onLoop(Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }

    void close() {
        if (line != null) {
            line.close();
        }
        arrived.clear();
        own.close();
        reading.completeExceptionally(new RedisUnavailableException("the adapter is closed"));
    }
}
