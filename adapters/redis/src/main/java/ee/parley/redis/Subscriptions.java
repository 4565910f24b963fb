// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.Subscription.Kind;
import ee.parley.redis.Subscription.Receiver;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this node is subscribed to, on one connection, or with shard channels of a Redis Cluster on one for each of its
 * nodes. Redis is told everything anew on each new connection.
 *
 * <p>Confined to the loop, but for the look-up of a message's receivers.
 */
final class Subscriptions implements Line.Watcher<StatefulRedisPubSubConnection<String, byte[]>> {
    /** What is subscribed to. */
    record Name(Kind kind, String text) {}

    private static final class Topic {
        final Name name;
        volatile List<Receiver> receivers = List.of();
        boolean confirmed;
        final List<CompletableFuture<Void>> waiting = new ArrayList<>();

        Topic(Name name) {
            this.name = name;
        }

        void answer(Consumer<CompletableFuture<Void>> how) {
            List<CompletableFuture<Void>> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(how);
        }
    }

    private final class Membership implements Subscription {
        private final Name name;
        private final Receiver receiver;

        Membership(Name name, Receiver receiver) {
            this.name = name;
            this.receiver = receiver;
        }

        @Override
        public CompletionStage<Void> confirmed() {
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            hand(outcome, () -> confirm(name, outcome));
            return outcome;
        }

        @Override
        public CompletionStage<Void> close() {
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            hand(outcome, () -> detach(name, receiver, outcome));
            return outcome.exceptionally(gone -> null);
        }
    }

    private final EventExecutor loop;
    private final Client client;
    private final Duration timeout;
    private final Outage outage;
    private final Line<StatefulRedisPubSubConnection<String, byte[]>> line;

    /** Changed on the loop, read by the threads that bring messages. */
    private final Map<Name, Topic> topics = new ConcurrentHashMap<>();

    /** When the last message was delivered. Written by the threads that bring messages. */
    private volatile long lastArrival = System.nanoTime();

    /** Who waits for Redis to forget a topic. */
    private final Map<Name, List<CompletableFuture<Void>>> leaving = new ConcurrentHashMap<>();

    /** The connections to nodes of a Redis Cluster that are listened to already. */
    private final Set<StatefulRedisPubSubConnection<String, byte[]>> shards =
            Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether everything was confirmed on this connection since it last was silent. */
    private boolean whole;

    /** Written on the loop, read by the threads that bring messages. */
    private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

    /** Why there is no connection. None while the very first is being made: then who waits for Redis waits for it. */
    private Optional<String> problem = Optional.empty();

    Subscriptions(EventExecutor loop, Client client, Duration timeout, Outage outage) {
        this.loop = loop;
        this.client = client;
        this.timeout = timeout;
        this.outage = outage;
        this.line = new Line<>(loop, client::connectPubSub, each -> each.async().ping(), Line.Pace.of(timeout), this);
    }

    void start() {
        line.connect();
    }

    Subscription subscribe(Kind kind, String name, Receiver receiver) {
        Membership made = new Membership(new Name(kind, name), receiver);
        hand(new CompletableFuture<>(), () -> attach(made.name, receiver));
        return made;
    }

    private void attach(Name name, Receiver receiver) {
        Topic topic = topics.computeIfAbsent(name, Topic::new);
        boolean first = topic.receivers.isEmpty();
        List<Receiver> more = new ArrayList<>(topic.receivers);
        more.add(receiver);
        topic.receivers = List.copyOf(more);
        if (first && connection != null) {
            request(connection, topic);
        }
    }

    private void detach(Name name, Receiver receiver, CompletableFuture<Void> outcome) {
        Topic topic = topics.get(name);
        List<Receiver> rest = new ArrayList<>(topic == null ? List.of() : topic.receivers);
        if (topic == null || !rest.remove(receiver) || !rest.isEmpty()) {
            if (topic != null) {
                topic.receivers = List.copyOf(rest);
            }
            outcome.complete(null);
        } else {
            topics.remove(name);
            topic.answer(each -> each.completeExceptionally(new RedisUnavailableException("the channel is closed")));
            leave(name, outcome);
        }
    }

    private void leave(Name name, CompletableFuture<Void> outcome) {
        StatefulRedisPubSubConnection<String, byte[]> on = connection;
        if (on == null) {
            outcome.complete(null);
            return;
        }
        leaving.computeIfAbsent(name, none -> new ArrayList<>()).add(outcome);
        with(on, name, redis -> {
            var unused = switch (name.kind()) {
                case CHANNEL -> redis.unsubscribe(name.text());
                case PATTERN -> redis.punsubscribe(name.text());
                case SHARD -> redis.sunsubscribe(name.text());
            };
        });
    }

    private void request(StatefulRedisPubSubConnection<String, byte[]> on, Topic topic) {
        String name = topic.name.text();
        with(
                on,
                topic.name,
                redis -> (switch (topic.name.kind()) {
                            case CHANNEL -> redis.subscribe(name);
                            case PATTERN -> redis.psubscribe(name);
                            case SHARD -> redis.ssubscribe(name);
                        })
                        .whenComplete((done, failure) -> {
                            if (failure instanceof RedisCommandExecutionException) {
                                later(() -> refused(on, failure));
                            }
                        }));
    }

    /** Finds the connection for a name, and what it says. */
    private void with(
            StatefulRedisPubSubConnection<String, byte[]> on,
            Name name,
            Consumer<RedisPubSubAsyncCommands<String, byte[]>> command) {
        if (name.kind() != Kind.SHARD) {
            command.accept(on.async());
            return;
        }
        client.shard(on, name.text())
                .whenComplete((redis, failure) -> later(() -> {
                    if (redis != null && connection == on) {
                        hear(on, redis.getStatefulConnection());
                        command.accept(redis);
                    } else if (failure != null) {
                        line.end(on, RedisUnavailableException.words(failure));
                    }
                }));
    }

    private void hear(
            StatefulRedisPubSubConnection<String, byte[]> on, StatefulRedisPubSubConnection<String, byte[]> shard) {
        if (shard != on && shards.add(shard)) {
            shard.addListener(new Ear(this, on));
            shard.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                    later(() -> line.end(on, "the connection to a node of the Redis Cluster is closed"));
                }
            });
        }
    }

    private void refused(StatefulRedisPubSubConnection<String, byte[]> on, Throwable failure) {
        if (connection == on) {
            outage.began(
                    Outage.Part.SUBSCRIPTIONS,
                    "Redis refuses a subscription: " + RedisUnavailableException.words(failure));
        }
    }

    private void confirm(Name name, CompletableFuture<Void> outcome) {
        Topic topic = topics.get(name);
        if (topic == null) {
            outcome.completeExceptionally(new RedisUnavailableException("the channel is closed"));
        } else if (problem.isPresent()) {
            outcome.completeExceptionally(new RedisUnavailableException(problem.get()));
        } else if (topic.confirmed) {
            outcome.complete(null);
        } else {
            topic.waiting.add(outcome);
        }
    }

    @Override
    public void opened(StatefulRedisPubSubConnection<String, byte[]> made) {
        connection = made;
        problem = Optional.empty();
        made.addListener(new Ear(this, made));
        topics.values().forEach(topic -> request(made, topic));
    }

    @Override
    public void broken(String why) {
        connection = null;
        problem = Optional.of(why);
        shards.clear();
        forget(why);
        whole = false;
        outage.began(Outage.Part.SUBSCRIPTIONS, why);
    }

    @Override
    public boolean silent(String problem) {
        // A ping behind many messages is late, too, as where a node catches up after Redis has paused.
        if (System.nanoTime() - lastArrival < timeout.toNanos()) {
            return false;
        }
        giveUpWaiting(problem);
        leaveAtOnce();
        whole = false;
        outage.began(Outage.Part.SUBSCRIPTIONS, problem);
        return true;
    }

    /** A ping is answered after the subscriptions that were asked for before it. */
    @Override
    public void answered() {
        if (topics.values().stream().allMatch(topic -> topic.confirmed)) {
            whole = true;
            outage.ended(Outage.Part.SUBSCRIPTIONS);
        }
    }

    private void forget(String problem) {
        topics.values().forEach(topic -> topic.confirmed = false);
        giveUpWaiting(problem);
        leaveAtOnce();
    }

    private void leaveAtOnce() {
        leaving.values().forEach(all -> all.forEach(each -> each.complete(null)));
        leaving.clear();
    }

    private void giveUpWaiting(String problem) {
        topics.values()
                .forEach(topic ->
                        topic.answer(each -> each.completeExceptionally(new RedisUnavailableException(problem))));
    }

    /** Redis has told of a subscription. For any thread. */
    void subscribed(StatefulRedisPubSubConnection<String, byte[]> on, Name name) {
        later(() -> {
            Topic topic = topics.get(name);
            if (on == connection && topic != null) {
                topic.confirmed = true;
                if (!whole) {
                    // Shard channels are asked for after the first ping: the next is far away.
                    answered();
                }
                topic.answer(each -> each.complete(null));
            }
        });
    }

    /** Redis has told of the end of a subscription. For any thread. */
    void unsubscribed(StatefulRedisPubSubConnection<String, byte[]> on, Name name) {
        later(() -> {
            if (on == connection) {
                ended(on, name);
            }
        });
    }

    private void ended(StatefulRedisPubSubConnection<String, byte[]> on, Name name) {
        List<CompletableFuture<Void>> asked = leaving.remove(name);
        Topic topic = topics.get(name);
        if (topic != null) {
            topic.confirmed = false;
        }
        if (asked != null) {
            asked.forEach(each -> each.complete(null));
        } else if (topic != null) {
            line.end(on, "a slot of the Redis Cluster has moved");
        }
    }

    /** A message has come. For any thread. */
    void deliver(StatefulRedisPubSubConnection<String, byte[]> on, Name name, String channel, byte[] body) {
        Topic topic = topics.get(name);
        // What is left of a connection that was given up must not mix with what the next one brings.
        if (topic != null && on == connection) {
            for (Receiver each : topic.receivers) {
                try {
                    each.received(channel, body);
                } catch (RuntimeException | AssertionError defect) {
                    RedisLog.failed(defect);
                }
            }
        }
        lastArrival = System.nanoTime();
    }

    /** Ends with everything unsubscribed, because the connection is closed. */
    CompletionStage<Void> close() {
        connection = null;
        problem = Optional.of("the adapter is closed");
        forget("the adapter is closed");
        return line.close();
    }

    private void hand(CompletableFuture<Void> outcome, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            outcome.completeExceptionally(new RedisUnavailableException("the adapter is closed"));
        }
    }

    private void later(Runnable task) {
        hand(new CompletableFuture<>(), task);
    }
}
