// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds packets from the messages of one session, joining a packet with the attachments that follow it.
 *
 * <p>Not thread-safe: a session owns one and calls it from its lane. Throws {@link MalformedPacketException}, and
 * nothing else, whatever it is given; it then holds no attachments any more, and the session is to be closed.
 */
public final class PacketDecoder {

    private final DecoderLimits limits;
    private final Payload payload;
    /** The packet still short of attachments; absent between packets. */
    private @Nullable Unfinished unfinished;

    public PacketDecoder(DecoderLimits limits) {
        this(limits, KnownNames.none());
    }

    /** One that shares with others what names events have. */
    public PacketDecoder(DecoderLimits limits, KnownNames names) {
        this.limits = limits;
        this.payload = new Payload(limits, names);
    }

    /** The same as {@link #text(String, int)}, from the beginning on. */
    public Optional<Packet> text(String text) {
        return text(text, 0);
    }

    /**
     * Returns the packet that {@code text}, from {@code start} on, completes. Empty while attachments are outstanding, and
     * when the packet is one that the protocol allows but that says nothing: an event without a payload, an ack without an
     * id.
     */
    public Optional<Packet> text(String text, int start) {
        if (unfinished != null) {
            unfinished = null;
            throw new MalformedPacketException(Flaw.TEXT_WHILE_AWAITING_ATTACHMENT, start);
        }
        try {
            int attachments = payload.begin(text, start);
            Optional<Packet> packet = payload.packet();
            if (attachments == 0) {
                return packet;
            }
            unfinished = new Unfinished(packet, attachments);
            return Optional.empty();
        } finally {
            payload.end();
        }
    }

    /**
     * Returns the packet that the attachment {@code data} completes, or empty as {@link #text} does. The buffer belongs
     * to the decoder from here on.
     */
    public Optional<Packet> binary(ByteBuffer data) {
        Unfinished packet = unfinished;
        if (packet == null) {
            throw new MalformedPacketException(Flaw.BINARY_WITHOUT_HEADER, 0);
        }
        packet.bytes += data.remaining();
        if (packet.bytes > limits.maxAttachmentBytes()) {
            unfinished = null;
            throw new MalformedPacketException(Flaw.ATTACHMENTS_TOO_LARGE, 0);
        }
        packet.attachments.add(data);
        if (packet.attachments.size() < packet.expected) {
            return Optional.empty();
        }
        unfinished = null;
        return packet.complete();
    }

    /** Returns whether a packet is still short of attachments. */
    public boolean awaitingAttachments() {
        return unfinished != null;
    }

    private static final class Unfinished {
        final Optional<Packet> packet;
        final int expected;
        final List<ByteBuffer> attachments;
        long bytes;

        Unfinished(Optional<Packet> packet, int expected) {
            this.packet = packet;
            this.expected = expected;
            this.attachments = new ArrayList<>(expected);
        }

        Optional<Packet> complete() {
            return packet.map(incomplete -> {
                if (incomplete instanceof Packet.Event e) {
                    return new Packet.Event(e.namespace(), e.id(), e.name(), e.arguments(), attachments);
                }
                if (incomplete instanceof Packet.Ack a) {
                    return new Packet.Ack(a.namespace(), a.ackId(), a.arguments(), attachments);
                }
                throw new AssertionError(incomplete);
            });
        }
    }
}
