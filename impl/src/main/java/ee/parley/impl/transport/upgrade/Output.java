// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for one connection, and the container's stream. Confined to the session's lane.
 *
 * <p>A frame on its own is written from the array that it shares with other recipients; small ones are joined, and large ones
 * cut, so that a peer that does not read leaves the container with no more than a part to keep.
 */
final class Output {
    private static final int PART = 65_536;
    private static final byte[] NOTHING = {};

    private final ServletOutputStream out;
    private final List<byte[]> frames = new ArrayList<>(2);

    /** How much of the first frame has been written. */
    private int begun;

    /** The last answer to a ping that has not been sent: those before it are not owed any more. */
    private byte @Nullable [] pong;

    /** Whether the container takes bytes. It says so first when it has opened the connection. */
    private boolean ready;

    /** Whether the container may still keep to itself what it was given. */
    private boolean unflushed;

    Output(ServletOutputStream out) {
        this.out = out;
    }

    /** The container may take bytes again. */
    void possible() {
        ready = out.isReady();
    }

    boolean ready() {
        return ready;
    }

    /** Nothing waits; what the container was given, it has written. */
    boolean isEmpty() {
        return frames.isEmpty() && pong == null && !unflushed && ready;
    }

    void add(byte[] frame) {
        frames.add(frame);
    }

    void pong(byte[] data) {
        pong = control(0x8a, data);
    }

    void close(int code) {
        boolean unsaid = code == FrameReader.NO_CODE;
        frames.add(control(0x88, unsaid ? NOTHING : new byte[] {(byte) (code >> 8), (byte) code}));
    }

    private static byte[] control(int first, byte[] data) {
        byte[] frame = new byte[2 + data.length];
        frame[0] = (byte) first;
        frame[1] = (byte) data.length;
        System.arraycopy(data, 0, frame, 2, data.length);
        return frame;
    }

    /** Writes as much as the container takes. Returns whether that was all: if not, the container will say when it takes more. */
    boolean write() throws IOException {
        if (ready && pong != null) {
            frames.add(begun == 0 ? 0 : 1, pong);
            pong = null;
        }
        int written = 0;
        while (ready && written < frames.size()) {
            int end = partFrom(written);
            byte[] part = part(written, end);
            // Whole arrays only: one container writes all of an array whatever part of it is named.
            out.write(part);
            unflushed = true;
            ready = out.isReady();
            written = end;
        }
        drop(written);
        if (ready && unflushed) {
            unflushed = false;
            out.flush();
            ready = out.isReady();
        }
        return isEmpty();
    }

    /** The frame behind the last that goes into the next part: a large one has some of its own. */
    private int partFrom(int first) {
        int size = frames.get(first).length - begun;
        if (size > PART) {
            return first;
        }
        int end = first + 1;
        while (end < frames.size() && size + frames.get(end).length <= PART) {
            size += frames.get(end++).length;
        }
        return end;
    }

    private byte[] part(int first, int end) {
        byte[] frame = frames.get(first);
        if (end == first) {
            byte[] part = Arrays.copyOfRange(frame, begun, begun + PART);
            begun += PART;
            return part;
        }
        if (end == first + 1 && begun == 0) {
            return frame;
        }
        int size = -begun;
        for (byte[] each : frames.subList(first, end)) {
            size += each.length;
        }
        byte[] part = new byte[size];
        int at = 0;
        for (byte[] each : frames.subList(first, end)) {
            System.arraycopy(each, begun, part, at, each.length - begun);
            at += each.length - begun;
            begun = 0;
        }
        return part;
    }

    /** Lets go of all that has not been written. */
    void discard() {
        frames.clear();
        pong = null;
        begun = 0;
    }

    private void drop(int written) {
        if (written == frames.size()) {
            frames.clear();
        } else {
            frames.subList(0, written).clear();
        }
    }
}
