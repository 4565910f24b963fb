// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

/**
 * How nodes talk to each other through Redis. All nodes of a cluster have the same mode, the Node.js servers among them the
 * adapter that belongs to it.
 *
 * @see <a href="https://socket.io/docs/v4/redis-adapter/">Socket.IO: Redis adapter</a>
 * @since 0.1
 */
public enum RedisMode {
    /** Publish/subscribe; {@code createAdapter} of {@code @socket.io/redis-adapter}. Setting: {@code classic}. */
    CLASSIC,

    /**
     * Sharded publish/subscribe, which needs Redis 7: a Redis Cluster carries a message over the one node that has its
     * channel, and only to servers that have the room; {@code createShardedAdapter} of {@code @socket.io/redis-adapter}.
     * Setting: {@code sharded}.
     */
    SHARDED,

    /**
     * Streams, which needs Redis 6.2: events survive outages of a server's connection, and clients recover their connection
     * state on any server; {@code createAdapter} of {@code @socket.io/redis-streams-adapter} 0.3. Setting: {@code streams}.
     */
    STREAMS
}
