// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers for those who read at this moment, so that a silent connection has none. Thread-safe. */
final class ReadBuffers {
    private static final int SIZE = 16_384;

    /** No more than there have been threads that read at one time. */
    private final Queue<byte[]> idle = new ConcurrentLinkedQueue<>();

    byte[] take() {
        byte[] buffer = idle.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    void giveBack(byte[] buffer) {
        idle.add(buffer);
    }
}
