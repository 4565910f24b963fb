// SPDX-License-Identifier: Apache-2.0
/**
 * The Socket.IO wire, protocol revision 5, in its default JSON form: what travels inside Engine.IO messages, as values.
 *
 * <p>Doors: {@link ee.parley.impl.wire.socketio.Packet}; {@link ee.parley.impl.wire.socketio.PacketDecoder} with its
 * {@link ee.parley.impl.wire.socketio.DecoderLimits}, the {@link ee.parley.impl.wire.socketio.KnownNames} that decoders share,
 * and the {@link ee.parley.impl.wire.socketio.ArgumentList} of what they return; {@link ee.parley.impl.wire.socketio.PacketEncoder} and what it
 * returns, {@link ee.parley.impl.wire.socketio.Encoded}; {@link ee.parley.impl.wire.socketio.Placeholder} and
 * {@link ee.parley.impl.wire.socketio.JsonString} for who writes or binds arguments;
 * {@link ee.parley.impl.wire.socketio.MalformedPacketException} with its
 * {@link ee.parley.impl.wire.socketio.Flaw}. Knows the JDK and nothing else: no session, thread, clock or log.
 */
@NullMarked
package ee.parley.impl.wire.socketio;

import org.jspecify.annotations.NullMarked;
