// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.util.concurrent.CompletionStage;

/** One receiver of what is published on a channel. It comes back by itself after an outage. Thread-safe. */
interface Subscription {
    /** What is subscribed to. */
    enum Kind {
        CHANNEL,
        /** With the glob characters of Redis. */
        PATTERN,
        /** Sharded publish/subscribe, Redis 7. */
        SHARD
    }

    /** Takes messages one after another, on Lettuce's thread: does not wait. */
    interface Receiver {
        void received(String channel, byte[] body);
    }

    /** Returns a stage that completes when Redis has it now; exceptionally when there is no connection. */
    CompletionStage<Void> confirmed();

    /** The receiver gets nothing more. Completes, never exceptionally, when Redis does not count it any more. */
    CompletionStage<Void> close();
}
