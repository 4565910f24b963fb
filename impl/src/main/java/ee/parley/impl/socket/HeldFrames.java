// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.impl.wire.engineio.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is sent to a socket before its client has been told that it is connected. Thread-safe; open once, for good.
 *
 * <p>Whoever lets it go takes and sends until nothing is left, and only then it counts as open: so nobody's later frames
 * overtake those that were held.
 */
final class HeldFrames {
    private static final int FRAME_OVERHEAD = 64;

    private final int maxBytes;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private List<Frame> frames = new ArrayList<>(0);

    @GuardedBy("lock")
    private long bytes;

    /** Written under the lock. */
    private volatile boolean open;

    HeldFrames(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    boolean isOpen() {
        return open;
    }

    /** Holds frames. False when nothing is held any more, so that the caller is to send them. */
    boolean hold(List<Frame> more) {
        lock.lock();
        try {
            if (open) {
                return false;
            }
            for (Frame frame : more) {
                bytes += frame.size() + FRAME_OVERHEAD;
            }
            if (bytes <= maxBytes) {
                frames.addAll(more);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether more was to be held than may; it is incomplete then. */
    boolean overflown() {
        lock.lock();
        try {
            return bytes > maxBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what is held; when that is nothing, nothing will be any more. */
    List<Frame> take() {
        lock.lock();
        try {
            List<Frame> taken = frames;
            frames = new ArrayList<>(0);
            open = taken.isEmpty();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
