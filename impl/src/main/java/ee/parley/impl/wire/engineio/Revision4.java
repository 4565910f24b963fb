// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The codec of Engine.IO protocol revision 4.
 *
 * <p>The decoding methods throw {@link MalformedPacketException}, and nothing else, whatever they are given.
 */
public final class Revision4 {

    private static final char MESSAGE = '4';
    private static final char SEPARATOR = '\u001e';

    private Revision4() {}

    /** Returns the packet of one WebSocket text frame. */
    public static Packet decode(String frame) {
        return decode(frame, 0, frame.length());
    }

    /** Tells whether a WebSocket text frame is a message, whose text then is all but the first character. */
    public static boolean isMessage(String frame) {
        return !frame.isEmpty() && frame.charAt(0) == MESSAGE;
    }

    /** Returns the packet of one WebSocket binary frame, which is a message: the buffer itself, not a copy. */
    public static Packet decode(ByteBuffer binaryFrame) {
        return new Packet.BinaryMessage(binaryFrame);
    }

    /**
     * Returns the packets of the body of one POST, in order; a body of more than {@code maxPackets} is malformed, and
     * a body with one malformed packet is so as a whole.
     */
    public static List<Packet> decodePayload(String body, int maxPackets) {
        int end = body.indexOf(SEPARATOR);
        if (end < 0) {
            return List.of(decode(body));
        }
        List<Packet> packets = new ArrayList<>();
        int start = 0;
        while (end >= 0) {
            packets.add(decode(body, start, end));
            start = end + 1;
            if (packets.size() >= maxPackets) {
                throw new MalformedPacketException(Flaw.TOO_MANY_PACKETS, start);
            }
            end = body.indexOf(SEPARATOR, start);
        }
        packets.add(decode(body, start, body.length()));
        return packets;
    }

    /** Returns the body of a poll that brings {@code frames}, of which there is at least one. */
    public static String encodePayload(List<Frame> frames) {
        if (frames.size() == 1) {
            return frames.get(0).payloadForm();
        }
        int length = frames.size();
        for (Frame frame : frames) {
            length += frame.payloadForm().length();
        }
        StringBuilder body = new StringBuilder(length);
        for (Frame frame : frames) {
            if (body.length() > 0) {
                body.append(SEPARATOR);
            }
            body.append(frame.payloadForm());
        }
        return body.toString();
    }

    private static Packet decode(String text, int start, int end) {
        if (start == end) {
            throw new MalformedPacketException(Flaw.EMPTY_PACKET, start);
        }
        int data = start + 1;
        return switch (text.charAt(start)) {
            case '0' -> new Packet.Open(text.substring(data, end));
            case '1' -> new Packet.Close();
            case '2' -> new Packet.Ping(text.substring(data, end));
            case '3' -> new Packet.Pong(text.substring(data, end));
            case MESSAGE -> new Packet.Message(text.substring(data, end));
            case '5' -> new Packet.Upgrade();
            case '6' -> new Packet.Noop();
            case 'b' -> new Packet.BinaryMessage(ByteBuffer.wrap(LenientBase64.decode(text, data, end)));
            default -> throw new MalformedPacketException(Flaw.UNKNOWN_TYPE, start);
        };
    }
}
