// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One outbound Engine.IO 4 packet, encoded once for however many sessions it goes to, over whatever transport.
 *
 * <p>Immutable and thread-safe, as long as nobody changes the bytes that {@link #binary} was given.
 */
public final class Frame {

    public static final Frame CLOSE = new Frame("1");
    public static final Frame PING = new Frame("2");
    /** Answers the probe of an upgrade. */
    public static final Frame PONG_PROBE = new Frame("3probe");

    public static final Frame NOOP = new Frame("6");

    private static final int WEB_SOCKET_TEXT = 1;
    private static final int WEB_SOCKET_BINARY = 2;

    private final @Nullable String text;
    private final @Nullable ByteBuffer data;
    private final int size;
    /** Written without a lock: whoever comes second computes the same string again. */
    private @Nullable String base64;
    /** Made by whoever needs it first; volatile, because an array is not safe to hand over by a race. */
    private volatile byte @Nullable [] webSocket;

    private Frame(String text) {
        this.text = text;
        this.data = null;
        this.size = utf8Length(text);
    }

    private Frame(ByteBuffer data) {
        this.text = null;
        this.data = data;
        this.size = data.remaining();
    }

    /** The handshake: {@code json} names the session and its limits. */
    public static Frame open(String json) {
        return new Frame("0" + json);
    }

    public static Frame message(String text) {
        return new Frame("4" + text);
    }

    /**
     * A binary message of the remaining bytes, which are copied only where they are not in an array: nobody may change them
     * from here on.
     */
    public static Frame binary(ByteBuffer data) {
        return new Frame(data.hasArray() ? data.slice() : copy(data));
    }

    private static ByteBuffer copy(ByteBuffer data) {
        ByteBuffer copy = ByteBuffer.allocate(data.remaining());
        return copy.put(data.duplicate()).flip();
    }

    public boolean isBinary() {
        return data != null;
    }

    /** The WebSocket text frame, {@code 42["hi"]}; not for a binary frame. */
    public String text() {
        if (text == null) {
            throw new IllegalStateException("A binary frame has no text");
        }
        return text;
    }

    /**
     * The WebSocket binary frame, with a position of its own; not for a text frame. It is to be read only, but does not say so:
     * Open Liberty takes the array of a buffer, and sends nothing where it is given none.
     */
    public ByteBuffer data() {
        if (data == null) {
            throw new IllegalStateException("A text frame has no data");
        }
        return data.duplicate();
    }

    /** What stands for this frame in the body of a poll: its text, or {@code b} and the base64 of its data. */
    public String payloadForm() {
        if (text != null) {
            return text;
        }
        String form = base64;
        if (form == null) {
            byte[] bytes = new byte[size];
            data().get(bytes);
            form = "b" + Base64.getEncoder().encodeToString(bytes);
            base64 = form;
        }
        return form;
    }

    /**
     * The bytes that bring this frame over a WebSocket (RFC 6455), head and payload: one unfragmented message, not masked. They
     * are made once and shared by all whom the frame goes to, so nobody may change them.
     */
    public byte[] webSocketForm() {
        byte[] form = webSocket;
        if (form == null) {
            form = text == null ? webSocketBinary(data()) : webSocketText(text);
            webSocket = form;
        }
        return form;
    }

    /** The same for a client that asked for base64; a binary frame's are then made anew at each call. */
    public byte[] webSocketTextForm() {
        return isBinary() ? webSocketText(payloadForm()) : webSocketForm();
    }

    private static byte[] webSocketText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] form = webSocketHead(WEB_SOCKET_TEXT, utf8.length);
        System.arraycopy(utf8, 0, form, form.length - utf8.length, utf8.length);
        return form;
    }

    private static byte[] webSocketBinary(ByteBuffer data) {
        int length = data.remaining();
        byte[] form = webSocketHead(WEB_SOCKET_BINARY, length);
        data.get(form, form.length - length, length);
        return form;
    }

    /** A frame whose head is written, and whose payload is the last {@code length} bytes. */
    private static byte[] webSocketHead(int opcode, int length) {
        byte[] frame;
        if (length < 126) {
            frame = new byte[2 + length];
            frame[1] = (byte) length;
        } else if (length < 0x1_0000) {
            frame = new byte[4 + length];
            frame[1] = 126;
            frame[2] = (byte) (length >> 8);
            frame[3] = (byte) length;
        } else {
            frame = new byte[10 + length];
            frame[1] = 127;
            ByteBuffer.wrap(frame).putLong(2, length);
        }
        frame[0] = (byte) (0x80 | opcode);
        return frame;
    }

    /**
     * The payload bytes of this frame on a WebSocket: what it counts for in an outbox.
     *
     * <p>Computed once, when the frame is made. A surrogate that has lost its other half counts for two, whatever
     * the transport makes of it. A poll carries a binary frame in a third more.
     */
    public int size() {
        return size;
    }

    /** Never the content, which may be a secret of the application's. */
    @Override
    public String toString() {
        return "Frame[" + (text == null ? "binary" : "type " + text.charAt(0)) + ", " + size + " bytes]";
    }

    private static int utf8Length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
