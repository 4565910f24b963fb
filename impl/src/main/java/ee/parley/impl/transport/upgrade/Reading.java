// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.engine.Session;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What comes in over one connection. A peer that is held is not read: no thread waits for it.
 *
 * <p>One thread reads at a time: the container's, or the one of {@link ReadingThread}. Who comes while another one reads leaves
 * it to that one.
 */
final class Reading implements FrameReader.Listener {
    private static final byte[] NOTHING = {};
    private static final int MAX_READS = 16;

    private final Session session;
    private final UpgradeTransport transport;
    private final ServletInputStream in;
    private final ReadBuffers buffers;
    private final FrameReader frames;
    private final AtomicInteger calls = new AtomicInteger();

    // Confined to whoever reads.
    private byte[] kept = NOTHING;
    private boolean held;
    private int messages;

    Reading(Session session, UpgradeTransport transport, ServletInputStream in, ReadBuffers buffers, int maxMessage) {
        this.session = session;
        this.transport = transport;
        this.in = in;
        this.buffers = buffers;
        this.frames = new FrameReader(maxMessage, this);
    }

    /** Reads what there is. Any thread. */
    void goOn() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            read();
            missed = calls.addAndGet(-missed);
        }
    }

    private void read() {
        if (held && !readable()) {
            return;
        }
        byte[] buffer = buffers.take();
        try {
            read(buffer);
        } catch (IOException e) {
            transport.lost(e);
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end what other connections wait for, too.
            transport.failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void read(byte[] buffer) throws IOException {
        held = false;
        byte[] rest = kept;
        kept = NOTHING;
        if (rest.length > 0 && !take(rest, rest.length)) {
            return;
        }
        for (int reads = 0; in.isReady(); reads++) {
            if (reads == MAX_READS) {
                // Others wait for the container's thread, and this peer may have no end.
                transport.readOn(this::goOn);
                return;
            }
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                transport.peerGone();
                return;
            }
            if (!take(buffer, count)) {
                return;
            }
        }
        // One container tells nobody of an end that was met by another thread than its own.
        if (in.isFinished()) {
            transport.peerGone();
        }
    }

    /** Returns whether reading may go on. What these bytes are answered with at once leaves in one write. */
    private boolean take(byte[] bytes, int count) {
        messages = 0;
        transport.cork();
        int end;
        try {
            end = frames.read(bytes, 0, count);
        } finally {
            transport.uncork(messages > 1);
        }
        if (held) {
            kept = Arrays.copyOfRange(bytes, end, count);
            session.readable().thenRun(() -> transport.readOn(this::goOn));
        }
        return !held;
    }

    @Override
    public boolean text(String message) {
        session.text(transport, message);
        return mayGoOn();
    }

    @Override
    public boolean binary(ByteBuffer message) {
        session.binary(transport, message);
        return mayGoOn();
    }

    private boolean mayGoOn() {
        messages++;
        held = !readable();
        return !held;
    }

    private boolean readable() {
        return session.readable().toCompletableFuture().isDone();
    }

    @Override
    public void ping(byte[] data) {
        transport.pong(data);
    }

    @Override
    public void close(int code) {
        transport.peerClosed(code);
    }

    @Override
    public void violation(Violation violation) {
        transport.refuse(violation);
    }
}
