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
    /** The packet still short of attachments; absent between packets. */
    private @Nullable Unfinished unfinished;

    public PacketDecoder(DecoderLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns the packet that {@code text} completes. Empty while attachments are outstanding, and when the packet is
     * one that the protocol allows but that says nothing: an event without a payload, an ack without an id.
     */
    public Optional<Packet> text(String text) {
        if (unfinished != null) {
            unfinished = null;
            throw new MalformedPacketException(Flaw.TEXT_WHILE_AWAITING_ATTACHMENT, 0);
        }
        Header header = new Header(text, limits);
        Optional<Packet> packet = new Payload(text, header, limits).packet();
        if (header.attachments == 0) {
            return packet;
        }
        unfinished = new Unfinished(packet, header.attachments);
        return Optional.empty();
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
                    return new Packet.Event(e.namespace(), e.ackId(), e.name(), e.arguments(), attachments);
                }
                if (incomplete instanceof Packet.Ack a) {
                    return new Packet.Ack(a.namespace(), a.ackId(), a.arguments(), attachments);
                }
                throw new AssertionError(incomplete);
            });
        }
    }
}
