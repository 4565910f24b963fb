// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.ClusterHealth;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * What ties this node to Redis: one connection for commands, one for subscriptions, and what is wrong with them. Every mode
 * of the adapter uses it alike.
 *
 * <p>Thread-safe; no call waits. Nothing of Lettuce runs on the thread of a caller: what Netty keeps in its thread-locals
 * would keep the application's class loader on a thread of the container.
 */
final class Link {
    private final Lettuce lettuce = new Lettuce();
    private final Outage outage = new Outage();
    private final EventExecutor loop = lettuce.loop();
    private final Client client;
    private final Sender sender;
    private final Subscriptions subscriptions;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Begins to connect. */
    Link(RedisOptions options) {
        this.client = lettuce.client(options);
        this.sender = new Sender(loop, client, options.timeout(), outage);
        this.subscriptions = new Subscriptions(loop, client, options.timeout(), outage);
        loop.execute(sender::start);
        loop.execute(subscriptions::start);
        // To make all this has left something on the thread, which may be the container's.
        FastThreadLocal.removeAll();
    }

    /**
     * Sends what carries a message to others: it counts as lost when it fails. Completes in the order of the calls, within
     * the timeout; at once while Redis is out of reach. Never sent twice.
     *
     * @param bytes how much memory it holds
     * @param command what to send
     */
    <T> CompletableFuture<T> tell(int bytes, Command<T> command) {
        return sender.send(command, bytes, true);
    }

    /** Sends a question, in the order of the messages. */
    <T> CompletableFuture<T> ask(Command<T> command) {
        return sender.send(command, 0, false);
    }

    /** Subscribes now or as soon as there is a connection, and again on each new one. */
    Subscription subscribe(Subscription.Kind kind, String name, Subscription.Receiver receiver) {
        return subscriptions.subscribe(kind, name, receiver);
    }

    /**
     * Counts who is subscribed, on all nodes of a Redis Cluster.
     *
     * @return completes with a count for each channel
     */
    CompletableFuture<List<Long>> subscribers(boolean shard, String... channels) {
        return ask(redis -> {
            List<CompletableFuture<Map<String, Long>>> answers = client.subscribers(redis, shard, channels).stream()
                    .map(CompletionStage::toCompletableFuture)
                    .toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(all -> sum(answers, channels));
        });
    }

    private static List<Long> sum(List<CompletableFuture<Map<String, Long>>> answers, String[] channels) {
        List<Long> counts = new ArrayList<>();
        Arrays.asList(channels)
                .forEach(channel -> counts.add(answers.stream()
                        .mapToLong(answer -> answer.join().getOrDefault(channel, 0L))
                        .sum()));
        return counts;
    }

    /**
     * Makes a connection of its own, for commands that block.
     *
     * @param command is given to it again and again, and tells by its answer that Redis is there
     * @param pace how long that may take
     * @param watcher hears how the connection is, on the loop
     */
    Line<StatefulConnection<String, byte[]>> line(
            Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<?>> command,
            Line.Pace pace,
            Line.Watcher<StatefulConnection<String, byte[]>> watcher) {
        Line<StatefulConnection<String, byte[]>> line =
                new Line<>(loop, client::connect, each -> command.apply(client.commands(each)), pace, watcher);
        loop.execute(line::connect);
        return line;
    }

    /** The one thread that {@link Line}, {@link Line.Watcher} and {@link Outage#began} belong to. */
    EventExecutor loop() {
        return loop;
    }

    Outage outage() {
        return outage;
    }

    ClusterHealth health() {
        return outage.health();
    }

    /** Ends connections and threads. What is sent from now on fails. Idempotent. */
    CompletionStage<Void> close() {
        if (closing.compareAndSet(false, true)) {
            loop.execute(this::end);
        }
        return closed;
    }

    private void end() {
        outage.close();
        CompletionStage<?> lines = sender.close().thenCombine(subscriptions.close(), (one, other) -> null);
        lines.handle((done, failure) -> client.close())
                .thenCompose(Function.identity())
                .handle((done, failure) -> lettuce.close())
                .thenCompose(Function.identity())
                .whenComplete((done, failure) -> closed.complete(null));
    }
}
