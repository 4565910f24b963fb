// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.spi.OtherNodes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The subscriptions that every node has for a namespace, by which it is counted. Thread-safe. */
final class Attendants {
    private static final int LONGEST_START_SECONDS = 5;

    private final Link link;
    private final ChannelNames names;
    private final Subscription.Kind kind;
    private final CompletableFuture<List<Subscription>> subscriptions;

    /** @param ready completes when this node may be counted, because it hears what does not come by subscription */
    Attendants(
            Link link,
            ChannelNames names,
            Subscription.Kind kind,
            Subscription.Receiver receiver,
            CompletionStage<Void> ready) {
        this.link = link;
        this.names = names;
        this.kind = kind;
        this.subscriptions = ready.thenApply(now -> names.ofEveryNode().stream()
                        .map(name -> link.subscribe(kind, name, receiver))
                        .toList())
                .toCompletableFuture();
    }

    /** Counts the others, once this node is counted itself. */
    CompletionStage<OtherNodes> others() {
        return made().thenCompose(made -> all(made, Subscription::confirmed))
                .thenCompose(all -> link.subscribers(kind == Subscription.Kind.SHARD, names.all(), names.parley()))
                .thenApply(counts -> others(counts.get(0), counts.get(1)));
    }

    /** Waits for this node to be ready, but not for good. */
    private CompletableFuture<List<Subscription>> made() {
        if (subscriptions.isDone()) {
            return subscriptions;
        }
        CompletableFuture<List<Subscription>> soon = subscriptions.copy();
        Future<?> late = link.loop()
                .schedule(
                        () -> soon.completeExceptionally(new RedisUnavailableException(
                                link.health().problem().orElse("not reading yet"))),
                        LONGEST_START_SECONDS,
                        TimeUnit.SECONDS);
        var unused = soon.whenComplete((made, failure) -> late.cancel(false));
        return soon;
    }

    /** The two are not counted at one moment: a Parley node that has just come or gone may be in one only. */
    private static OtherNodes others(long all, long parley) {
        int others = (int) Math.max(0, Math.max(all, parley) - 1);
        return new OtherNodes(others, (int) Math.min(others, Math.max(0, all - parley)));
    }

    /** Completes when nobody counts this node any more. */
    CompletionStage<Void> close() {
        CompletableFuture<Void> closed = subscriptions
                .thenCompose(made -> all(made, Subscription::close))
                .exceptionally(never -> null);
        // What is not subscribed yet will be for a moment, and nobody need wait for that.
        return subscriptions.isDone() ? closed : CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> all(
            List<Subscription> made, Function<Subscription, CompletionStage<Void>> what) {
        return CompletableFuture.allOf(made.stream()
                .map(each -> what.apply(each).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
