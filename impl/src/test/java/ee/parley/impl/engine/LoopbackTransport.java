// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * A transport without a network: keeps what it is sent. A WebSocket writes at once, unless it has been blocked; then a write
 * ends when the test says so. Polling has a poll that each write uses up; the first is there from the start.
 */
public final class LoopbackTransport implements Transport {
    private final Session session;
    private final ServerOptions.Transport kind;
    private final List<Frame> sent = new ArrayList<>();
    private List<Frame> writing = List.of();
    private boolean blocked;
    private boolean writable = true;
    private boolean closed;
    private boolean discarded;

    public LoopbackTransport(Session session, ServerOptions.Transport kind) {
        this.session = session;
        this.kind = kind;
    }

    public static LoopbackTransport websocket(Session session) {
        return new LoopbackTransport(session, ServerOptions.Transport.WEBSOCKET);
    }

    public static LoopbackTransport polling(Session session) {
        return new LoopbackTransport(session, ServerOptions.Transport.POLLING);
    }

    @Override
    public ServerOptions.Transport kind() {
        return kind;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void send(List<Frame> frames) {
        if (!writable) {
            throw new AssertionError("sent while not writable: " + frames);
        }
        writable = false;
        sent.addAll(frames);
        writing = frames;
        if (!blocked) {
            finishWrite();
        }
    }

    @Override
    public void close() {
        closed = true;
        session.closed(this, CloseReason.FORCED_CLOSE, "closed by the server");
    }

    @Override
    public void discard() {
        discarded = true;
    }

    /** From now on a write lasts until {@link #finishWrite} or {@link #failWrite}. */
    public void block() {
        blocked = true;
    }

    /** Lets writes end at once again, and the one under way. */
    public void unblock() {
        blocked = false;
        if (!writable) {
            finishWrite();
        }
    }

    public void finishWrite() {
        writing = List.of();
        if (kind == ServerOptions.Transport.WEBSOCKET) {
            writable = true;
            session.writable(this);
        }
    }

    /** The client's next poll has arrived. */
    public void poll() {
        writable = true;
        session.writable(this);
    }

    /** The peer has vanished: nothing of the write under way has reached it, and there is nothing to write to. */
    public void failWrite() {
        List<Frame> lost = writing;
        writing = List.of();
        sent.removeAll(lost);
        session.unsent(this, lost);
    }

    /** What was sent since the last call, each as its text, or {@code b} and base64. */
    public List<String> takeSent() {
        List<String> frames = sent.stream().map(Frame::payloadForm).toList();
        sent.clear();
        return frames;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isDiscarded() {
        return discarded;
    }
}
