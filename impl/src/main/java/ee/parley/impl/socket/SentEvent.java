// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.OutgoingEvent;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.DecoderLimits;
import ee.parley.impl.wire.socketio.MalformedPacketException;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.impl.wire.socketio.PacketDecoder;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.Optional;

/** An event, read from the frames that the client will read: so those who do not listen pay nothing. */
record SentEvent(Payloads payloads, Packet.Event packet) implements OutgoingEvent {
    /** What we have written ourselves needs no limits; the depth has one all the same. */
    private static final DecoderLimits NO_LIMITS = new DecoderLimits(
            Integer.MAX_VALUE, Long.MAX_VALUE, 4096, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** The event that the frames are; empty when they are another packet, or nested deeper than anybody reads. */
    static Optional<OutgoingEvent> of(LocalSocket socket, List<Frame> frames) {
        try {
            return decode(frames).map(event -> new SentEvent(socket.namespace().payloads(), event));
        } catch (MalformedPacketException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Packet.Event> decode(List<Frame> frames) {
        PacketDecoder decoder = new PacketDecoder(NO_LIMITS);
        Optional<Packet> packet = Optional.empty();
        for (Frame frame : frames) {
            packet = frame.isBinary()
                    ? decoder.binary(frame.data())
                    : decoder.text(frame.text().substring(1));
        }
        return packet.filter(Packet.Event.class::isInstance).map(Packet.Event.class::cast);
    }

    @Override
    public String name() {
        return packet.name();
    }

    @Override
    public JsonArray arguments() {
        return payloads.array(packet.arguments());
    }

    @Override
    public boolean ackRequested() {
        return packet.ackId().isPresent();
    }
}
