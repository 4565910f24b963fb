// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.lane.Lane;
import ee.parley.impl.lane.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Everything that a namespace sends, one after the other: offsets must reach each client in their order. Thread-safe.
 *
 * <p>A turn whose offset comes from elsewhere waits for it, and what comes after waits behind it: for a second at most, and
 * not at all after that, until offsets come in time again.
 */
final class Sequence {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final Timers.Timeout NOTHING = () -> {};

    private final Lane lane;
    private final Timers timers;

    // Confined to the lane.
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private boolean impatient;

    private static final class Turn {
        final Runnable task;
        boolean ready;
        Timers.Timeout patience = NOTHING;
        Optional<String> offset = Optional.empty();

        Turn(Runnable task, boolean ready) {
            this.task = task;
            this.ready = ready;
        }

        Turn(Consumer<Optional<String>> send) {
            this.task = () -> send.accept(offset);
        }
    }

    Sequence(Timers timers, Consumer<Throwable> onFailure) {
        this.lane = new Lane(onFailure);
        this.timers = timers;
    }

    /** Whatever runs on it is alone with the sockets of the namespace, but in no order with what waits. */
    Lane lane() {
        return lane;
    }

    /** Runs a task after everything before it. */
    void run(Runnable task) {
        lane.execute(() -> {
            if (waiting.isEmpty()) {
                task.run();
            } else {
                waiting.add(new Turn(task, true));
                hurry();
            }
        });
    }

    /** Tells other nodes at once, which makes an offset, and sends with it in turn: without one, when none has come in time. */
    void send(Publication publication, Consumer<Optional<String>> send) {
        lane.execute(() -> {
            Turn turn = new Turn(send);
            waiting.add(turn);
            if (!impatient) {
                turn.patience = timers.schedule(PATIENCE, () -> lane.execute(() -> late(turn)));
            }
            CompletableFuture<Optional<String>> told = begin(publication)
                    .handle((offset, failure) -> failure == null ? offset : Optional.<String>empty())
                    .toCompletableFuture();
            var unused = told.thenAccept(offset -> lane.execute(() -> arrived(turn, offset)));
            if (told.isDone()) {
                // It may have come before anybody was told of it: then the lane has what came after it already.
                arrived(turn, told.join());
            } else if (impatient) {
                lane.execute(() -> turnTo(turn));
            }
            hurry();
        });
    }

    private static CompletionStage<Optional<String>> begin(Publication publication) {
        try {
            return publication.begin();
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    /** Idempotent. */
    private void arrived(Turn turn, Optional<String> offset) {
        turn.patience.cancel();
        impatient &= offset.isEmpty();
        if (!turn.ready) {
            turn.offset = offset;
            turnTo(turn);
        }
    }

    private void late(Turn turn) {
        if (!turn.ready) {
            impatient = true;
            waiting.forEach(this::giveUp);
            proceed();
        }
    }

    private void giveUp(Turn turn) {
        turn.patience.cancel();
        turn.ready = true;
    }

    /** Too much waits: nobody has the patience for that. */
    private void hurry() {
        if (waiting.size() > MOST) {
            late(waiting.getFirst());
        }
    }

    private void turnTo(Turn turn) {
        turn.ready = true;
        proceed();
    }

    private void proceed() {
        while (!waiting.isEmpty() && waiting.getFirst().ready) {
            // Must be taken out first: what it throws must not make it run again.
            waiting.removeFirst().task.run();
        }
    }
}
