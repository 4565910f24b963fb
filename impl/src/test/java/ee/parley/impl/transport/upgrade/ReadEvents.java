// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Notes what a reader hears, each event in a word and its content. */
final class ReadEvents implements FrameReader.Listener {
    final List<String> events = new ArrayList<>();
    boolean goOn = true;

    @Override
    public boolean text(String message) {
        events.add("text " + message);
        return goOn;
    }

    @Override
    public boolean binary(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        events.add("binary " + HexFormat.of().formatHex(bytes));
        return goOn;
    }

    @Override
    public void ping(byte[] data) {
        events.add("ping " + new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public void close(int code) {
        events.add("close " + code);
    }

    @Override
    public void violation(Violation violation) {
        events.add(violation.code() + " " + violation);
    }

    /** What the bytes mean to a fresh reader with a limit of 1 000, in one piece. */
    static List<String> of(byte[] bytes) {
        ReadEvents heard = new ReadEvents();
        new FrameReader(1_000, heard).read(bytes.clone(), 0, bytes.length);
        return heard.events;
    }

    /** Bytes written as hex, with spaces anywhere. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A frame as a client sends it, masked by {@code 37 fa 21 3d}, its length as short as can be. */
    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int length = payload.length;
        if (length < 126) {
            frame.write(0x80 | length);
        } else if (length < 0x1_0000) {
            frame.write(0xfe);
            frame.write(length >> 8);
            frame.write(length);
        } else {
            frame.write(0xff);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
        frame.writeBytes(mask);
        for (int i = 0; i < length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    static byte[] text(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
