// SPDX-License-Identifier: Apache-2.0
/**
 * What nodes say to each other, as bytes: JSON and MessagePack. Knows no Redis.
 *
 * <p>Doors: {@link ee.parley.redis.wire.Draft}, written as {@link ee.parley.redis.wire.JsonDraft} or
 * {@link ee.parley.redis.wire.PackedDraft}, and {@link ee.parley.redis.wire.Received}; on top of them
 * {@link ee.parley.redis.wire.Envelope} and its parts {@link ee.parley.redis.wire.MessageType},
 * {@link ee.parley.redis.wire.MessageData}, {@link ee.parley.redis.wire.MessageReader} and
 * {@link ee.parley.redis.wire.Flags}; {@link ee.parley.redis.wire.ClassicWriter} and
 * {@link ee.parley.redis.wire.ClassicReader} with {@link ee.parley.redis.wire.ClassicRequest} for the classic adapter, which has
 * forms of its own; {@link ee.parley.redis.wire.JsonTexts}, which all of them need.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.redis.wire;
