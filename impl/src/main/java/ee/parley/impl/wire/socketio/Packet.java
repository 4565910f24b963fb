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

    private static List<String> unchanging(List<String> arguments) {
        return arguments instanceof ArgumentList ? arguments : List.copyOf(arguments);
    }

    /** Asks for a namespace, or grants it; {@code payload} is an object. */
    record Connect(String namespace, Optional<String> payload) implements Packet {}

    record Disconnect(String namespace) implements Packet {}

    /**
     * An event, binary when it has attachments.
     *
     * @param id what the ack is to carry, or {@link #NO_ACK}; {@link #ackId} says the same
     * @param name the name, unquoted; of a number, its digits
     * @param arguments each argument after the name; placeholders in them stand for attachments
     */
    record Event(String namespace, long id, String name, List<String> arguments, List<ByteBuffer> attachments)
            implements Packet {
        /** The sender wants no ack. */
        public static final long NO_ACK = Header.NO_ID;

        public Event {
            arguments = unchanging(arguments);
            attachments = List.copyOf(attachments);
        }

        public Event(
                String namespace,
                OptionalLong ackId,
                String name,
                List<String> arguments,
                List<ByteBuffer> attachments) {
            this(namespace, ackId.orElse(NO_ACK), name, arguments, attachments);
        }

        /** Returns what the ack is to carry, when the sender wants one. */
        public OptionalLong ackId() {
            return id == NO_ACK ? OptionalLong.empty() : OptionalLong.of(id);
        }

        /** Returns how many characters and bytes this keeps. */
        public long size() {
            long size = name.length();
            if (arguments instanceof ArgumentList parts) {
                size += parts.chars();
            } else {
                for (String argument : arguments) {
                    size += argument.length();
                }
            }
            for (ByteBuffer attachment : attachments) {
                size += attachment.remaining();
            }
            return size;
        }
    }

    /** Answers the event that carried {@code ackId}; binary when it has attachments. */
    record Ack(String namespace, long ackId, List<String> arguments, List<ByteBuffer> attachments) implements Packet {
        public Ack {
            arguments = unchanging(arguments);
            attachments = List.copyOf(attachments);
        }
    }

    /** Refuses a namespace; {@code payload} is an object or a string. */
    record ConnectError(String namespace, String payload) implements Packet {}
}
