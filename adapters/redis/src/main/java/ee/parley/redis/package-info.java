// SPDX-License-Identifier: Apache-2.0
/**
 * Many servers as one through Redis. Node.js servers with the reference's adapters join the same cluster.
 *
 * <p>Doors: {@link ee.parley.redis.RedisAdapter} with {@link ee.parley.redis.RedisMode} for an application that makes the
 * adapter itself, {@link ee.parley.redis.RedisAdapterFactory} for the option {@code parley.cluster}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.redis;
