// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis that is made again whenever it breaks, with a pause that grows, and is asked all the time whether
 * anybody answers at its other end.
 *
 * <pre>
 *              connected                 answered late or never
 *  CONNECTING -----------> OPEN ---------------------------------> SILENT
 *    ^    |failed           |  ^                                    |  |
 *    |    v                 |  +------------------------------------+  |
 *    +-- PAUSE <------------+---------- closed, or silent too long ----+
 * </pre>
 *
 * <p>Confined to the loop, and calls its watcher there.
 *
 * @param <C> the kind of connection
 */
final class Line<C extends StatefulConnection<String, byte[]>> {
    private static final int FIRST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;
    private static final int DOUBLINGS = 6;

    /**
     * How often to ask, and how long to wait for the answer.
     *
     * @param pause between an answer and the next question
     * @param silent how long an answer may take before the other end counts as silent
     * @param end how long it may take before the connection is given up; longer, because a pause of a few seconds, as of a
     *     Redis that saves, must not cost the connection and what waits in it
     */
    record Pace(Duration pause, Duration silent, Duration end) {
        private static final int PATIENCE = 10;

        static Pace of(Duration timeout) {
            return new Pace(timeout, timeout, timeout.multipliedBy(PATIENCE));
        }
    }

    /** Hears how the connection is. */
    interface Watcher<C> {
        /** There is a new connection, on which nothing is subscribed yet. */
        void opened(C connection);

        /** There is none any more, or still none. */
        void broken(String problem);

        /**
         * There is one, but nobody answers.
         *
         * @return whether it is silent; if not, because something else has come meanwhile, this is called again in time
         */
        boolean silent(String problem);

        /** Somebody answers. */
        void answered();
    }

    private final EventExecutor loop;
    private final Supplier<? extends CompletionStage<? extends C>> connect;
    private final Function<C, CompletionStage<?>> ping;
    private final Pace pace;
    private final Lookout lookout;
    private final Watcher<C> watcher;
    private @Nullable C connection;
    private @Nullable Future<?> nextPing;
    private long question;
    private boolean unanswered;
    private int attempts;
    private boolean closed;

    Line(
            EventExecutor loop,
            Supplier<? extends CompletionStage<? extends C>> connect,
            Function<C, CompletionStage<?>> ping,
            Pace pace,
            Watcher<C> watcher) {
        this.loop = loop;
        this.connect = connect;
        this.ping = ping;
        this.pace = pace;
        this.lookout = new Lookout(loop, pace.silent());
        this.watcher = watcher;
    }

    void connect() {
        if (!closed) {
            connect.get().whenComplete((made, failure) -> hand(() -> attempted(made, failure)));
        }
    }

    Optional<C> connection() {
        return Optional.ofNullable(connection);
    }

    private void attempted(@Nullable C made, @Nullable Throwable failure) {
        if (made == null) {
            if (!closed) {
                watcher.broken(RedisUnavailableException.words(
                        failure == null ? new RedisUnavailableException("no connection") : failure));
                pause();
            }
        } else if (closed) {
            if (made.isOpen()) {
                var unused = made.closeAsync();
            }
        } else {
            opened(made);
        }
    }

    private void opened(C made) {
        connection = made;
        attempts = 0;
        made.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                hand(() -> end(made, "the connection to Redis is closed"));
            }
        });
        watcher.opened(made);
        ping(made);
    }

    private void ping(C to) {
        long mine = ++question;
        unanswered = true;
        Future<?> late = lookout.after(pace.silent(), () -> late(to, mine));
        Future<?> gone = lookout.after(pace.end(), () -> gone(to, mine));
        ping.apply(to)
                .whenComplete((pong, failure) -> hand(() -> {
                    late.cancel(false);
                    gone.cancel(false);
                    ponged(to, failure);
                }));
    }

    private boolean waitsFor(C from, long asked) {
        return connection == from && unanswered && question == asked;
    }

    private void late(C from, long asked) {
        if (waitsFor(from, asked) && !watcher.silent(unanswered(pace.silent()))) {
            Future<?> unused = lookout.after(pace.silent(), () -> late(from, asked));
        }
    }

    private void gone(C from, long asked) {
        if (waitsFor(from, asked)) {
            end(from, unanswered(pace.end()));
        }
    }

    private static String unanswered(Duration time) {
        return "Redis has not answered for " + time.toMillis() + " ms";
    }

    private void ponged(C from, @Nullable Throwable failure) {
        if (connection != from) {
            return;
        }
        unanswered = false;
        if (failure == null || (failure instanceof RedisCommandExecutionException refused && !loading(refused))) {
            watcher.answered();
            nextPing = later(pace.pause(), () -> {
                if (connection == from) {
                    ping(from);
                }
            });
        } else {
            end(from, RedisUnavailableException.words(failure));
        }
    }

    /** A Redis that refuses a ping for another reason than that it is not ready is a Redis that answers. */
    private static boolean loading(RedisCommandExecutionException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.startsWith("LOADING") || message.startsWith("MASTERDOWN");
    }

    /** Gives a connection up; the next one is on its way. */
    void end(C broken, String problem) {
        if (connection == broken && !closed) {
            var unused = release();
            watcher.broken(problem);
            pause();
        }
    }

    private CompletionStage<Void> release() {
        C released = connection;
        connection = null;
        if (nextPing != null) {
            nextPing.cancel(false);
            nextPing = null;
        }
        return released == null ? CompletableFuture.completedFuture(null) : released.closeAsync();
    }

    private void pause() {
        int longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, DOUBLINGS));
        attempts++;
        int millis = longest / 2 + ThreadLocalRandom.current().nextInt(longest / 2 + 1);
        Future<?> unused = later(Duration.ofMillis(millis), this::connect);
    }

    private Future<?> later(Duration delay, Runnable task) {
        return loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Idempotent. The watcher hears nothing more. Completes when the connection is closed. */
    CompletionStage<Void> close() {
        closed = true;
        return release();
    }

    private void hand(Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }
}
