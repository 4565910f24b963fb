// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One Socket.IO packet. A payload and an argument are JSON texts, which the decoder has checked and nobody has parsed:
 * whoever needs the value parses the text straight into its type, and who only passes it on does not.
 */
public sealed interface Packet {

    /** {@code /}, or what the client sent for it, literally. */
    String namespace();

    /** Asks for a namespace, or grants it; {@code payload} is an object. */
    record Connect(String namespace, Optional<String> payload) implements Packet {}

    record Disconnect(String namespace) implements Packet {}

    /**
     * An event, binary when it has attachments.
     *
     * @param ackId what the ack is to carry, when the sender wants one
     * @param name the name, unquoted; of a number, its digits
     * @param arguments each argument after the name; placeholders in them stand for attachments
     */
    record Event(
            String namespace, OptionalLong ackId, String name, List<String> arguments, List<ByteBuffer> attachments)
            implements Packet {
        public Event {
            arguments = List.copyOf(arguments);
            attachments = List.copyOf(attachments);
        }
    }

    /** Answers the event that carried {@code ackId}; binary when it has attachments. */
    record Ack(String namespace, long ackId, List<String> arguments, List<ByteBuffer> attachments) implements Packet {
        public Ack {
            arguments = List.copyOf(arguments);
            attachments = List.copyOf(attachments);
        }
    }

    /** Refuses a namespace; {@code payload} is an object or a string. */
    record ConnectError(String namespace, String payload) implements Packet {}
}
