// SPDX-License-Identifier: Apache-2.0
/** A real Redis for tests: {@link ee.parley.redis.server.RedisServer}. */
@org.jspecify.annotations.NullMarked
package ee.parley.redis.server;
