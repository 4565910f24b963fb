// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.Subscription.Kind;
import ee.parley.redis.Subscriptions.Name;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Tells the subscriptions what one connection says; called by Lettuce's threads. */
final class Ear implements RedisPubSubListener<String, byte[]> {
    private final Subscriptions subscriptions;
    private final StatefulRedisPubSubConnection<String, byte[]> on;

    /** The connection is the main one, also where it is the ear of a Redis Cluster's node. */
    Ear(Subscriptions subscriptions, StatefulRedisPubSubConnection<String, byte[]> on) {
        this.subscriptions = subscriptions;
        this.on = on;
    }

    @Override
    public void message(String channel, byte[] message) {
        subscriptions.deliver(on, new Name(Kind.CHANNEL, channel), channel, message);
    }

    @Override
    public void message(String pattern, String channel, byte[] message) {
        subscriptions.deliver(on, new Name(Kind.PATTERN, pattern), channel, message);
    }

    @Override
    public void smessage(String channel, byte[] message) {
        subscriptions.deliver(on, new Name(Kind.SHARD, channel), channel, message);
    }

    @Override
    public void subscribed(String channel, long count) {
        subscriptions.subscribed(on, new Name(Kind.CHANNEL, channel));
    }

    @Override
    public void psubscribed(String pattern, long count) {
        subscriptions.subscribed(on, new Name(Kind.PATTERN, pattern));
    }

    @Override
    public void ssubscribed(String channel, long count) {
        subscriptions.subscribed(on, new Name(Kind.SHARD, channel));
    }

    @Override
    public void unsubscribed(String channel, long count) {
        subscriptions.unsubscribed(on, new Name(Kind.CHANNEL, channel));
    }

    @Override
    public void punsubscribed(String pattern, long count) {
        subscriptions.unsubscribed(on, new Name(Kind.PATTERN, pattern));
    }

    @Override
    public void sunsubscribed(String channel, long count) {
        subscriptions.unsubscribed(on, new Name(Kind.SHARD, channel));
    }
}
