// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client sends after the 101 (RFC 6455, sections 5 to 8), in pieces of any size; no extensions.
 *
 * <pre>
 *   FIRST -> SECOND -> [LENGTH, 2 or 8 bytes] -> MASK, 4 bytes -> PAYLOAD -> FIRST ...
 *      any violation, or a close frame -> OVER: whatever comes then is ignored
 * </pre>
 *
 * <p>What a frame announces is checked as soon as it is known, so nothing too large is ever kept; memory is only taken for
 * bytes that have come. A message that is whole in its piece is not copied before it is decoded. Not thread-safe.
 */
final class FrameReader {
    /** The reference's {@code maxFragments}. */
    static final int MAX_FRAGMENTS = 16_384;

    static final int NO_CODE = 1005;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FIRST_GATHERED = 512;
    private static final byte[] NOTHING = {};
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Who hears of what was read; told before {@link #read} returns. */
    interface Listener {
        /** A text message. Returns whether reading may go on at once. */
        boolean text(String message);

        /** A binary message, whose bytes are the listener's. Returns whether reading may go on at once. */
        boolean binary(ByteBuffer message);

        void ping(byte[] data);

        /** The peer closes; {@link #NO_CODE} when it gave no code. The last that is heard. */
        void close(int code);

        /** The peer must be closed. The last that is heard. */
        void violation(Violation violation);
    }

    private enum Stage {
        FIRST,
        SECOND,
        LENGTH,
        MASK,
        PAYLOAD,
        OVER
    }

    private final int maxMessage;
    private final Listener listener;

    private Stage stage = Stage.FIRST;

    // The frame that is being read.
    private boolean fin;
    private int opcode;
    private boolean longForm;
    private int missing;
    private long length;
    private int mask;
    private byte[] control = NOTHING;
    private int controlBytes;

    // The message that is being read; one of 0 fragments is none.
    private int fragments;
    private boolean binary;
    private byte[] gathered = NOTHING;
    private int gatheredBytes;
    private @Nullable Utf8 utf8;

    FrameReader(int maxMessage, Listener listener) {
        this.maxMessage = maxMessage;
        this.listener = listener;
    }

    /**
     * Reads; the bytes are unmasked where they are.
     *
     * @return where it stopped: at {@code to}, or behind a message after which the listener wants no more for now
     */
    int read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            switch (stage) {
                case FIRST -> first(bytes[at++]);
                case SECOND -> second(bytes[at++]);
                case LENGTH -> length(bytes[at++]);
                case MASK -> mask(bytes[at++]);
                case PAYLOAD -> {
                    int end = (int) Math.min(to, at + length);
                    unmask(bytes, at, end);
                    length -= end - at;
                    if (!payload(bytes, at, end)) {
                        return end;
                    }
                    at = end;
                }
                case OVER -> at = to;
            }
            // An empty payload is complete without another byte.
            if (stage == Stage.PAYLOAD && length == 0 && !payload(bytes, at, at)) {
                return at;
            }
        }
        return at;
    }

    private void first(int b) {
        fin = (b & 0x80) != 0;
        opcode = b & 0x0f;
        boolean data = opcode == TEXT || opcode == BINARY;
        if ((b & 0x70) != 0) {
            refuse(Violation.RESERVED_BIT);
        } else if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
            refuse(Violation.RESERVED_OPCODE);
        } else if (opcode >= CLOSE && !fin) {
            refuse(Violation.FRAGMENTED_CONTROL_FRAME);
        } else if (opcode == CONTINUATION && fragments == 0) {
            refuse(Violation.NOTHING_TO_CONTINUE);
        } else if (data && fragments > 0) {
            refuse(Violation.MESSAGE_WITHIN_A_MESSAGE);
        } else if (opcode < CLOSE && ++fragments > MAX_FRAGMENTS) {
            refuse(Violation.TOO_MANY_FRAGMENTS);
        } else {
            if (data) {
                binary = opcode == BINARY;
            }
            stage = Stage.SECOND;
        }
    }

    private void second(int b) {
        int size = b & 0x7f;
        if ((b & 0x80) == 0) {
            refuse(Violation.NOT_MASKED);
        } else if (opcode >= CLOSE && size > 125) {
            refuse(Violation.LONG_CONTROL_FRAME);
        } else if (size < 126) {
            length = size;
            admit();
        } else {
            length = 0;
            longForm = size == 127;
            missing = longForm ? 8 : 2;
            stage = Stage.LENGTH;
        }
    }

    private void length(int b) {
        length = length << 8 | (b & 0xff);
        if (--missing == 0) {
            if (length < (longForm ? 0x1_0000 : 126)) {
                refuse(Violation.MALFORMED_LENGTH);
            } else {
                admit();
            }
        }
    }

    /** The length is known. */
    private void admit() {
        if (opcode < CLOSE && length > maxMessage - gatheredBytes) {
            refuse(Violation.TOO_LARGE);
        } else {
            mask = 0;
            missing = 4;
            stage = Stage.MASK;
        }
    }

    private void mask(int b) {
        mask = mask << 8 | (b & 0xff);
        if (--missing == 0) {
            stage = Stage.PAYLOAD;
            if (opcode >= CLOSE) {
                control = length == 0 ? NOTHING : new byte[(int) length];
                controlBytes = 0;
            }
        }
    }

    /** Takes the mask off, and turns it so that it fits the byte that follows. */
    private void unmask(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 4 <= to; at += 4) {
            INTS.set(bytes, at, (int) INTS.get(bytes, at) ^ mask);
        }
        for (; at < to; at++) {
            mask = Integer.rotateLeft(mask, 8);
            bytes[at] ^= (byte) mask;
        }
    }

    /** Some, or all, of what was missing of the frame's payload. Returns whether reading may go on. */
    private boolean payload(byte[] bytes, int from, int to) {
        if (opcode >= CLOSE) {
            System.arraycopy(bytes, from, control, controlBytes, to - from);
            controlBytes += to - from;
            if (length == 0) {
                stage = Stage.FIRST;
                endControl();
            }
            return true;
        }
        boolean last = fin && length == 0;
        if (last && gatheredBytes == 0 && utf8 == null) {
            return binary ? endBinary(Arrays.copyOfRange(bytes, from, to)) : endText(bytes, from, to);
        }
        gather(bytes, from, to);
        if (stage == Stage.OVER) {
            return true;
        }
        if (length == 0) {
            stage = Stage.FIRST;
        }
        return !last || endGathered();
    }

    private void gather(byte[] bytes, int from, int to) {
        int count = to - from;
        if (!binary) {
            if (utf8 == null) {
                utf8 = new Utf8();
            }
            if (!utf8.accept(bytes, from, to)) {
                refuse(Violation.NOT_UTF8);
                return;
            }
        }
        if (gathered.length - gatheredBytes < count) {
            // Announced bytes count for nothing before they have come.
            int announced = (int) (gatheredBytes + count + length);
            int enough = Math.max(gatheredBytes + count, Math.max(FIRST_GATHERED, 2 * gathered.length));
            gathered = Arrays.copyOf(gathered, fin ? Math.min(announced, enough) : enough);
        }
        System.arraycopy(bytes, from, gathered, gatheredBytes, count);
        gatheredBytes += count;
    }

    private boolean endGathered() {
        byte[] message = gathered;
        int size = gatheredBytes;
        Utf8 text = utf8;
        if (text != null && !text.complete()) {
            refuse(Violation.NOT_UTF8);
            return true;
        }
        forget();
        if (binary) {
            return listener.binary(ByteBuffer.wrap(message.length == size ? message : Arrays.copyOf(message, size)));
        }
        return listener.text(new String(message, 0, size, StandardCharsets.UTF_8));
    }

    private boolean endBinary(byte[] message) {
        stage = Stage.FIRST;
        forget();
        return listener.binary(ByteBuffer.wrap(message));
    }

    private boolean endText(byte[] bytes, int from, int to) {
        stage = Stage.FIRST;
        forget();
        if (ascii(bytes, from, to)) {
            return listener.text(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        }
        Utf8 check = new Utf8();
        if (!check.accept(bytes, from, to) || !check.complete()) {
            refuse(Violation.NOT_UTF8);
            return true;
        }
        return listener.text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static boolean ascii(byte[] bytes, int from, int to) {
        int at = from;
        int bits = 0;
        for (; at + 4 <= to; at += 4) {
            bits |= (int) INTS.get(bytes, at);
        }
        for (; at < to; at++) {
            bits |= bytes[at];
        }
        return (bits & 0x8080_8080) == 0;
    }

    private void endControl() {
        byte[] data = control;
        control = NOTHING;
        if (opcode == PING) {
            listener.ping(data);
        } else if (opcode == CLOSE) {
            endClose(data);
        }
    }

    private void endClose(byte[] data) {
        int code = data.length < 2 ? NO_CODE : (data[0] & 0xff) << 8 | (data[1] & 0xff);
        Utf8 reason = new Utf8();
        if (data.length == 1 || (data.length > 1 && !sendable(code))) {
            refuse(Violation.MALFORMED_CLOSE);
        } else if (data.length > 2 && !(reason.accept(data, 2, data.length) && reason.complete())) {
            refuse(Violation.NOT_UTF8);
        } else {
            over();
            listener.close(code);
        }
    }

    /** Codes of the protocol that may travel, those that IANA has registered since, and those left to applications. */
    private static boolean sendable(int code) {
        boolean ofTheProtocol = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
        return ofTheProtocol || (code >= 3000 && code <= 4999);
    }

    private void refuse(Violation violation) {
        over();
        listener.violation(violation);
    }

    private void over() {
        stage = Stage.OVER;
        forget();
        control = NOTHING;
    }

    private void forget() {
        fragments = 0;
        gathered = NOTHING;
        gatheredBytes = 0;
        utf8 = null;
    }
}
