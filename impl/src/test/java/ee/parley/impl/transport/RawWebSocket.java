// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A WebSocket client that sends the frames it is told to, well-formed or not. */
public final class RawWebSocket implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    public final RawHttp.Response handshake;
    private final RawHttp http;
    private byte[] unsent = {};

    private RawWebSocket(RawHttp http, RawHttp.Response handshake) {
        this.http = http;
        this.handshake = handshake;
    }

    /** The headers of a well-formed request, and more. */
    public static String[] headers(String... more) {
        List<String> headers = new ArrayList<>(List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    static RawWebSocket open(RawHttp http, String target, String... headers) {
        http.begin("GET", target, headers(headers));
        return new RawWebSocket(http, http.read());
    }

    public void text(String text) {
        frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(byte[] data) {
        frame(true, BINARY, data);
    }

    /**
     * Sends a text again and again, until the server takes no more, or has taken so many bytes. The last is sent to its end by
     * {@link #finish}.
     *
     * @return how many have been begun
     */
    public int textUntilStuck(String text, long most) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = head(true, TEXT, payload.length);
        frame.writeBytes(payload);
        byte[] bytes = frame.toByteArray();
        long taken = http.writeUntilStuck(bytes, most);
        int ofLast = (int) (taken % bytes.length);
        unsent = ofLast == 0 ? new byte[0] : Arrays.copyOfRange(bytes, ofLast, bytes.length);
        return (int) ((taken + bytes.length - 1) / bytes.length);
    }

    /** Sends what is left of the last frame of {@link #textUntilStuck}. */
    public void finish() {
        http.write(unsent);
    }

    /** One text message in parts. */
    public void fragments(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            frame(i == parts.length - 1, i == 0 ? TEXT : 0, parts[i].getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A part of a message: the first, or a further one. */
    public void fragment(boolean first, boolean binary, byte[] part, boolean last) {
        frame(last, first ? binary ? BINARY : TEXT : 0, part);
    }

    /** Any bytes at all. */
    public void raw(byte[] bytes) {
        http.write(bytes);
    }

    public void ping(String data) {
        frame(true, PING, data.getBytes(StandardCharsets.UTF_8));
    }

    public void sendClose(int code) {
        frame(true, CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** A binary message of the given length, of which only the beginning is sent. */
    public void announce(int length, byte[] beginning) {
        ByteArrayOutputStream frame = head(true, BINARY, length);
        frame.writeBytes(beginning);
        http.write(frame.toByteArray());
    }

    private void frame(boolean fin, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = head(fin, opcode, payload.length);
        frame.writeBytes(payload);
        http.write(frame.toByteArray());
    }

    private static ByteArrayOutputStream head(boolean fin, int opcode, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write((fin ? 0x80 : 0) | opcode);
        if (length < 126) {
            head.write(0x80 | length);
        } else if (length < 0x10000) {
            head.write(0x80 | 126);
            head.write(length >> 8);
            head.write(length);
        } else {
            head.write(0x80 | 127);
            head.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        // A mask of zeroes is a mask, and leaves the bytes legible in a dump.
        head.writeBytes(new byte[4]);
        return head;
    }

    /** The next frame: a text as it is, binary as {@code <hex>}, a close as {@code close 1000}. */
    public String read() {
        try {
            int opcode = http.readByte() & 0x0f;
            long length = http.readByte();
            if (length == 126) {
                length = ByteBuffer.wrap(http.readBytes(2)).getShort() & 0xffff;
            } else if (length == 127) {
                length = ByteBuffer.wrap(http.readBytes(8)).getLong();
            }
            byte[] payload = http.readBytes((int) length);
            return switch (opcode) {
                case TEXT -> new String(payload, StandardCharsets.UTF_8);
                case BINARY -> '<' + HexFormat.of().formatHex(payload) + '>';
                case CLOSE ->
                    "close" + (length < 2 ? "" : " " + (ByteBuffer.wrap(payload).getShort() & 0xffff));
                case PONG -> "pong " + new String(payload, StandardCharsets.UTF_8);
                default -> "opcode " + opcode;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes have come with those that were read last. */
    public int waiting() {
        try {
            return http.waiting();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server ends the connection, in order or not; returns how many bytes came. */
    public long awaitEnd() {
        long count = 0;
        try {
            while (true) {
                http.readByte();
                count++;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection does not end", e);
        } catch (IOException end) {
            return count;
        }
    }

    public boolean endsHere() {
        return http.endsHere();
    }

    /** Ends the connection without a word. */
    public void reset() {
        http.reset();
    }

    @Override
    public void close() {
        http.close();
    }
}
