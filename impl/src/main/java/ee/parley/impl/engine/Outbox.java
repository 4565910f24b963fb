// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.impl.wire.engineio.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one session has to send: frames that wait, and those its transport is writing. Confined to the lane, but for
 * {@link #reserve}.
 *
 * <p>Bounded in bytes, each frame counted with an overhead of {@value #FRAME_OVERHEAD}, so that many small frames are
 * bounded too.
 */
final class Outbox {
    static final int FRAME_OVERHEAD = 64;

    private final int maxBytes;
    private final AtomicInteger bytes = new AtomicInteger();
    private ArrayDeque<Frame> waiting = new ArrayDeque<>(1);

    /** Given to the transport and not yet known to be written; counted until then. */
    private List<Frame> writing = List.of();

    Outbox(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Counts frames that are about to be added. Callable from any thread. False when they are too many: nothing is counted. */
    boolean reserve(List<Frame> frames) {
        int size = size(frames);
        // A lone message may be larger than the bound; it must only not join others.
        if (bytes.getAndAdd(size) > 0 && bytes.get() > maxBytes) {
            bytes.addAndGet(-size);
            return false;
        }
        return true;
    }

    /** Adds frames that have been reserved. */
    void add(List<Frame> frames) {
        waiting.addAll(frames);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Nothing waits and nothing is being written. */
    boolean isDrained() {
        return waiting.isEmpty() && writing.isEmpty();
    }

    /** Takes all that waits, for the transport to write. */
    List<Frame> take() {
        writing = waiting.size() == 1 ? List.of(waiting.element()) : new ArrayList<>(waiting);
        waiting.clear();
        return writing;
    }

    /** What was taken has been written. */
    void written() {
        bytes.addAndGet(-size(writing));
        writing = List.of();
    }

    /** What was taken has not been written, but for the frames not named: it goes first, in its order. */
    void unwritten(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            waiting.addFirst(frames.get(i));
        }
        bytes.addAndGet(size(frames) - size(writing));
        writing = List.of();
    }

    /** Lets go of all frames: an application, or a container's pool, may know a session long after its end. */
    void discard() {
        waiting = new ArrayDeque<>(1);
        writing = List.of();
    }

    private static int size(List<Frame> frames) {
        int size = 0;
        for (Frame frame : frames) {
            size += frame.size() + FRAME_OVERHEAD;
        }
        return size;
    }
}
