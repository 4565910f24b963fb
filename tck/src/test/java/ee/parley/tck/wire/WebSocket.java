// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session over a WebSocket of its own making, which can send any frame, also those that no client may. */
final class WebSocket implements Session {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;

    /** The close code of a close frame without one. */
    static final int NO_CODE = 1005;
    /** The close code of a connection that ended without a close frame. */
    static final int NO_FRAME = 1006;

    private static final Pattern OPEN = Pattern.compile("0\\{\"sid\":\"([A-Za-z0-9_-]{20})\",.*}");
    private static final List<String> HEAD = List.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final RawHttp connection;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, String> headers;
    private String sid = "";

    private WebSocket(RawHttp connection, Map<String, String> headers) throws IOException {
        this.connection = connection;
        this.in = connection.in();
        this.out = connection.socket().getOutputStream();
        this.headers = headers;
    }

    /** What the server answered to a request for an upgrade. */
    record Upgrade(int status, Map<String, String> headers, String body, WebSocket accepted) {}

    /** What the server sent: a message, a pong, or the end. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares messages
    record Message(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            assertThat(opcode).as("a close frame, but was: %s", text()).isEqualTo(CLOSE);
            return payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /** Opens a session; its open packet is read. */
    static WebSocket open(Target target, Variant variant, String... headers) {
        WebSocket opened = connect(target, variant, "EIO=4&transport=websocket", headers);
        Matcher open = OPEN.matcher(opened.text());
        assertThat(open.matches()).as("open packet %s", open).isTrue();
        opened.sid = open.group(1);
        return opened;
    }

    /** Opens a WebSocket, which must be accepted. */
    static WebSocket connect(Target target, Variant variant, String query, String... headers) {
        Upgrade upgrade = upgrade(target, variant, "socket.io/?" + query, headers);
        assertThat(upgrade.status()).as(upgrade.body()).isEqualTo(101);
        return upgrade.accepted();
    }

    /** Asks for an upgrade; {@code lines} are further header lines. */
    static Upgrade upgrade(Target target, Variant variant, String path, String... lines) {
        RawHttp connection = RawHttp.connect(target, variant);
        List<String> head = new ArrayList<>(HEAD);
        head.addAll(List.of(lines));
        connection.head("GET", path, head.toArray(String[]::new));
        try {
            RawHttp.Answer answer = connection.answerHead();
            WebSocket accepted = new WebSocket(connection, answer.headers());
            if (answer.status() == 101) {
                assertThat(answer.headers().get("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                return new Upgrade(101, answer.headers(), "", accepted);
            }
            String body = connection.body(answer);
            connection.close();
            return new Upgrade(answer.status(), answer.headers(), body, accepted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for an upgrade and sends a text frame with it, in one packet; whatever the answer is, it is not read. */
    static RawHttp hasty(Target target, Variant variant, String text) {
        RawHttp connection = RawHttp.connect(target, variant);
        byte[] frame = encoded(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8), true);
        connection.write(connection.headOf("GET", "socket.io/?EIO=4&transport=websocket", HEAD.toArray(String[]::new))
                + new String(frame, StandardCharsets.ISO_8859_1));
        return connection;
    }

    /** Returns a header of the 101. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Sends one frame, masked. The first byte is as given: flags and opcode. */
    void frame(int first, byte[] payload) {
        try {
            out.write(encoded(first, payload, true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as they are. */
    void raw(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] encoded(int first, byte[] payload, boolean masked) {
        int maskBit = masked ? 0x80 : 0;
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (maskBit | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(payload.length);
        }
        if (masked) {
            frame.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put(masked ? (byte) (payload[i] ^ MASK[i & 3]) : payload[i]);
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** Returns the next message, joined from its fragments; a pong; or the end as a close frame. */
    Message next() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int opcode = CONTINUATION;
        try {
            while (true) {
                int first = in.readUnsignedByte();
                assertThat(first & 0x70).as("reserved bits").isZero();
                byte[] payload = payload();
                int code = first & 0x0f;
                if (code == CLOSE || code == PONG || code == PING) {
                    return new Message(code, payload);
                }
                opcode = code == CONTINUATION ? opcode : code;
                message.write(payload);
                if ((first & FIN) != 0) {
                    return new Message(opcode, message.toByteArray());
                }
            }
        } catch (EOFException | SocketException e) {
            return new Message(CLOSE, new byte[] {(byte) (NO_FRAME >> 8), (byte) NO_FRAME});
        } catch (IOException e) {
            throw new UncheckedIOException("waiting for a message", e);
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        assertThat(second & 0x80).as("mask of a server's frame").isZero();
        int length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return in.readNBytes(length);
    }

    /** Asserts that nothing arrives for a time. */
    void assertSilent(Duration time) {
        try {
            connection.socket().setSoTimeout((int) time.toMillis());
            in.mark(1);
            int first = in.read();
            in.reset();
            throw new AssertionError(first < 0 ? "the connection has ended" : "has arrived: " + next().text());
        } catch (SocketTimeoutException e) {
            restoreTimeout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restoreTimeout() {
        try {
            connection.socket().setSoTimeout((int) Http.BOUND.toMillis());
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the code the server closes with; what comes before it is dropped. */
    int closeCode() {
        Message message = next();
        while (message.opcode() != CLOSE) {
            message = next();
        }
        return message.closeCode();
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public void send(String packet) {
        frame(FIN | TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(byte[] message) {
        frame(FIN | BINARY, message);
    }

    @Override
    public String text() {
        Message message = next();
        assertThat(message.opcode())
                .as("the kind of the message %s", message.text())
                .isEqualTo(TEXT);
        return message.text();
    }

    @Override
    public byte[] bytes() {
        Message message = next();
        assertThat(message.opcode())
                .as("the kind of the message %s", message.text())
                .isEqualTo(BINARY);
        return message.payload();
    }

    @Override
    public void awaitEnd() {
        closeCode();
    }

    /** Ends the connection by a reset. */
    void reset() {
        try {
            connection.socket().setSoLinger(true, 0);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
    }
}
