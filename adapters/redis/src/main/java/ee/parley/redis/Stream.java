// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.Publications.Publication;
import io.lettuce.core.XAddArgs;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** One stream, which this node adds entries to and reads. Thread-safe. */
final class Stream {
    private final String name;
    private final int maxLength;
    private final Link link;
    private final EventExecutor loop;
    private final Publications own;
    private final StreamReader reader;

    Stream(String name, int maxLength, Link link, Publications own, StreamReader reader) {
        this.name = name;
        this.maxLength = maxLength;
        this.link = link;
        this.loop = link.loop();
        this.own = own;
        this.reader = reader;
    }

    /** Adds an entry. Completes when the entry is met in the stream, with its id if it is to be replayed. */
    CompletionStage<Optional<String>> add(Map<String, byte[]> fields, boolean replayed) {
        int bytes = fields.values().stream().mapToInt(value -> value.length).sum();
        XAddArgs limit = XAddArgs.Builder.maxlen(maxLength).approximateTrimming();
        return send(
                bytes,
                new Publication(true, replayed),
                redis -> redis.xadd(name, limit, fields).thenApply(id -> Optional.of(EntryId.of(id))));
    }

    /** Publishes past the stream. Completes in the order of the calls, entries included. */
    CompletionStage<Optional<String>> publish(int bytes, Command<Long> command) {
        return send(
                bytes,
                new Publication(false, false),
                redis -> command.on(redis).thenApply(receivers -> Optional.empty()));
    }

    private CompletionStage<Optional<String>> send(
            int bytes, Publication publication, Command<Optional<EntryId>> command) {
        CompletionStage<Optional<EntryId>> sent = link.tell(bytes, redis -> {
            own.enter(publication);
            return command.on(redis);
        });
        sent.whenComplete((id, failure) -> {
            Runnable answered =
                    failure == null ? () -> own.arrived(publication, id) : () -> own.failed(publication, failure);
            onLoop(publication, () -> {
                answered.run();
                reader.drain();
            });
        });
        return publication.outcome();
    }

    /** Answers come on the loop, but for those that a loop that has ended does not give any more. */
    private void onLoop(Publication publication, Runnable task) {
        try {
            if (loop.inEventLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        } catch (RejectedExecutionException closed) {
            publication.outcome().completeExceptionally(new RedisUnavailableException("the adapter is closed"));
        }
    }

    /** Completes when what others add from now on is read. */
    CompletionStage<Void> reading() {
        return reader.reading();
    }

    Optional<String> position() {
        return reader.position();
    }

    /** Idempotent. */
    void close() {
        if (!loop.isShuttingDown()) {
            loop.execute(reader::close);
        }
    }
}
