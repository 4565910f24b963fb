// SPDX-License-Identifier: Apache-2.0
/**
 * The Engine.IO wire: what travels in one WebSocket frame or one polling body, as values.
 *
 * <p>Doors: {@link ee.parley.impl.wire.engineio.Packet} (what a client sent),
 * {@link ee.parley.impl.wire.engineio.Frame} (what a server sends), the codecs, one per protocol revision
 * ({@link ee.parley.impl.wire.engineio.Revision4}), and
 * {@link ee.parley.impl.wire.engineio.MalformedPacketException} with its
 * {@link ee.parley.impl.wire.engineio.Flaw}. Knows the JDK and nothing else: no session, thread, clock or log.
 */
@NullMarked
package ee.parley.impl.wire.engineio;

import org.jspecify.annotations.NullMarked;
