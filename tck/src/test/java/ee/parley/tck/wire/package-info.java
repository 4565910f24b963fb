// SPDX-License-Identifier: Apache-2.0
/**
 * The wire suite: Engine.IO 4 and Socket.IO 5, byte for byte, with a client of its own.
 *
 * <p>{@link ee.parley.tck.wire.Http} sends single requests; a {@link ee.parley.tck.wire.Session} is one session over
 * {@link ee.parley.tck.wire.Polling} or {@link ee.parley.tck.wire.WebSocket}; {@link ee.parley.tck.wire.Probe} asks the
 * application what it saw.
 */
@NullMarked
package ee.parley.tck.wire;

import org.jspecify.annotations.NullMarked;
