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
    CLASSIC
}
