// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import java.nio.ByteBuffer;

/** One Engine.IO packet as a client sent it. */
public sealed interface Packet {

    /** Of no meaning from a client, except as the first packet of a WebTransport stream, where it names the session. */
    record Open(String data) implements Packet {}

    /** The client leaves; what may follow the type is of no meaning. */
    record Close() implements Packet {}

    /** A heartbeat in revision 3; in revision 4 only the probe of an upgrade ({@code data} is {@code probe}). */
    record Ping(String data) implements Packet {}

    record Pong(String data) implements Packet {}

    record Message(String text) implements Packet {}

    /** A binary message; whoever receives the packet owns the buffer. */
    record BinaryMessage(ByteBuffer data) implements Packet {}

    /** The client has paused its old transport, and goes on over the one that brought this packet. */
    record Upgrade() implements Packet {}

    record Noop() implements Packet {}
}
