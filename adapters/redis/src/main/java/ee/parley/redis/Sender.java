// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to Redis, in the order in which they are given, and completes them in that order. None is sent twice, and
 * when Redis has answered none for the timeout, all that wait fail. While Redis does not answer, all fail at once.
 *
 * <p>Commands are taken from any thread; everything else is confined to the loop.
 */
final class Sender implements Line.Watcher<StatefulConnection<String, byte[]>> {
    /** At most this many bytes wait; beyond, what is told is lost at once. */
    private static final long MOST_BYTES = 64L << 20;

    /** Counted for each command besides its bytes. */
    private static final int OVERHEAD = 256;

    /** How many timeouts one command may take while others are answered. */
    private static final int PATIENCE = 10;

    private final class Pending<T> {
        final CompletableFuture<T> outcome = new CompletableFuture<>();
        final Command<T> command;
        final long bytes;
        final boolean counted;
        final long taken = System.nanoTime();
        boolean arrived;

        @Nullable
        T answer;

        @Nullable
        Throwable failure;

        Pending(Command<T> command, long bytes, boolean counted) {
            this.command = command;
            this.bytes = bytes;
            this.counted = counted;
        }

        void issue(StatefulConnection<String, byte[]> on) {
            command.on(client.commands(on)).whenComplete((answer, failure) -> {
                lastArrival = System.nanoTime();
                loop.execute(() -> arrived(on, answer, failure));
            });
        }

        private void arrived(StatefulConnection<String, byte[]> on, @Nullable T answer, @Nullable Throwable failure) {
            arrive(answer, failure);
            if (failure instanceof RedisException && !(failure instanceof RedisCommandExecutionException)) {
                line.end(on, RedisUnavailableException.words(failure));
            }
        }

        private void arrive(@Nullable T answer, @Nullable Throwable failure) {
            if (!arrived) {
                arrived = true;
                this.answer = answer;
                this.failure = failure;
                settleArrived();
            }
        }

        void fail(String problem) {
            if (!arrived) {
                arrived = true;
                failure = new RedisUnavailableException(problem);
            }
        }

        /** Counts before it completes, so that whoever hears of the loss finds it counted. */
        void settle() {
            waiting.addAndGet(-bytes);
            if (failure == null) {
                outcome.complete(answer);
            } else {
                if (counted) {
                    outage.lost();
                }
                outcome.completeExceptionally(failure);
            }
        }
    }

    private final EventExecutor loop;
    private final Client client;
    private final Duration timeout;
    private final Lookout lookout;
    private final Outage outage;
    private final AtomicLong waiting = new AtomicLong();

    /** Written by the threads that read from Redis: the loop may be busy. */
    private volatile long lastArrival = System.nanoTime();

    private final Queue<Pending<?>> pending = new ArrayDeque<>();

    private final Line<StatefulConnection<String, byte[]>> line;
    private @Nullable StatefulConnection<String, byte[]> connection;

    /** Why commands are not sent now. None while the very first connection is being made: then they wait for it. */
    private Optional<String> problem = Optional.empty();

    private boolean checking;
    private boolean refusing;

    Sender(EventExecutor loop, Client client, Duration timeout, Outage outage) {
        this.loop = loop;
        this.client = client;
        this.timeout = timeout;
        this.lookout = new Lookout(loop, timeout);
        this.outage = outage;
        this.line =
                new Line<>(loop, client::connect, each -> client.commands(each).ping(), Line.Pace.of(timeout), this);
    }

    void start() {
        line.connect();
    }

    <T> CompletableFuture<T> send(Command<T> command, int bytes, boolean counted) {
        Pending<T> next = new Pending<>(command, (long) bytes + OVERHEAD, counted);
        boolean room = waiting.addAndGet(next.bytes) <= MOST_BYTES;
        try {
            loop.execute(() -> take(next, room));
        } catch (RejectedExecutionException closed) {
            next.fail("the adapter is closed");
            next.settle();
        }
        return next.outcome;
    }

    private void take(Pending<?> next, boolean room) {
        pending.add(next);
        StatefulConnection<String, byte[]> to = connection;
        if (!room) {
            next.fail("more than " + (MOST_BYTES >> 20) + " MiB wait for Redis");
        } else if (problem.isPresent()) {
            next.fail(problem.get());
        } else if (to != null) {
            next.issue(to);
        }
        settleArrived();
        check();
    }

    /** Commands complete in their order, so one that has its answer waits for those before it. */
    private void settleArrived() {
        for (Pending<?> first = pending.peek(); first != null && first.arrived; first = pending.peek()) {
            pending.remove();
            if (first.counted) {
                learn(first.failure);
            }
            first.settle();
        }
    }

    /** Redis may answer, but refuse, for example for want of memory or rights. The next may succeed, so it is tried. */
    private void learn(@Nullable Throwable failure) {
        if (failure instanceof RedisCommandExecutionException) {
            refusing = true;
            outage.began(Outage.Part.REFUSALS, "Redis refuses: " + RedisUnavailableException.words(failure));
        } else if (refusing && failure == null) {
            refusing = false;
            outage.ended(Outage.Part.REFUSALS);
        }
    }

    private void check() {
        Pending<?> first = pending.peek();
        if (first != null && !checking) {
            checking = true;
            var unused = lookout.after(Duration.ofNanos(Math.max(0, remaining(first))), this::expire);
        }
    }

    /** A burst may take long as long as answers keep coming; but not one command for ever, as where one of many nodes hangs. */
    private long remaining(Pending<?> first) {
        long now = System.nanoTime();
        long silent = now - Math.max(first.taken, lastArrival);
        return Math.min(timeout.toNanos() - silent, timeout.toNanos() * PATIENCE - (now - first.taken));
    }

    private void expire() {
        checking = false;
        Pending<?> first = pending.peek();
        if (first != null && remaining(first) <= 0) {
            stop("Redis has not answered for " + timeout.toMillis() + " ms");
        }
        check();
    }

    private void stop(String why) {
        problem = Optional.of(why);
        pending.forEach(each -> each.fail(why));
        settleArrived();
        outage.began(Outage.Part.COMMANDS, why);
    }

    /** What waits fails, and all that comes. */
    CompletionStage<Void> close() {
        connection = null;
        problem = Optional.of("the adapter is closed");
        pending.forEach(each -> each.fail("the adapter is closed"));
        settleArrived();
        return line.close();
    }

    @Override
    public void opened(StatefulConnection<String, byte[]> connection) {
        this.connection = connection;
        if (problem.isEmpty()) {
            pending.forEach(each -> each.issue(connection));
        }
    }

    @Override
    public void broken(String why) {
        connection = null;
        stop(why);
    }

    @Override
    public boolean silent(String why) {
        // A ping behind a long burst is late, too.
        if (System.nanoTime() - lastArrival < timeout.toNanos()) {
            return false;
        }
        stop(why);
        return true;
    }

    @Override
    public void answered() {
        problem = Optional.empty();
        outage.ended(Outage.Part.COMMANDS);
    }
}
