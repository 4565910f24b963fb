// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.Transport;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One WebSocket connection, framed by ourselves.
 *
 * <pre>
 *   OPEN --close, discard--> close frame after what waits --written--> the peer's close, its end, or 5 seconds --> cut
 *    |                          ^
 *    +-- the peer closes -------+ then nobody is waited for
 * </pre>
 *
 * <p>What is sent while a write is under way waits in the session's outbox and leaves with the next one. So that there is
 * something to wait for, a write is put off in two cases: until all that came in one read has been handled, and, when
 * several messages came together or the last write was a moment ago, until a thread for it has its turn.
 */
final class UpgradeTransport implements Transport {
    /** How long a peer may take to answer a close, and to take what was sent before it. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Two writes within this time are a burst: further ones are worth waiting for. */
    private static final long BURST_NANOS = 100_000;

    private static final int NORMAL = 1000;

    private final Session session;
    private final UpgradeAcceptor acceptor;
    private final UpgradedConnection connection;
    private final Output output;
    private final Executor readingThread;

    /** Whether the client asked for its bytes as text. */
    private final boolean base64;

    // Written by whoever reads, read on the lane, which is asked to write after each change.
    private volatile boolean corked;
    private volatile boolean severalCame;

    // Confined to the session's lane.
    private boolean writable = true;
    private boolean over;
    private boolean gathering;
    private long lastWrite;
    private int closeCode = NORMAL;
    private boolean closeWaits;
    private boolean peerDone;
    private boolean ended;
    private Timers.Timeout closeTimeout = () -> {};

    UpgradeTransport(Session session, UpgradeAcceptor acceptor, UpgradedConnection connection) throws IOException {
        this.session = session;
        this.acceptor = acceptor;
        this.connection = connection;
        this.output = new Output(connection.out());
        this.readingThread = connection.readingThread();
        this.base64 = !session.request().query().getOrDefault("b64", "").isEmpty();
    }

    Reading reading(ServletInputStream in) {
        return new Reading(session, this, in, acceptor.buffers(), acceptor.maxMessage());
    }

    // Any thread

    /** A read has brought bytes: what they are answered with is kept together. */
    void cork() {
        corked = true;
    }

    /** All that the read brought has been handed on. */
    void uncork(boolean several) {
        severalCame = several;
        corked = false;
        session.lane().execute(this::writeTogether);
    }

    /** Has the connection read on soon, by a thread that may, and when others that it serves have had their turn. */
    void readOn(Runnable reading) {
        acceptor.deferred().add(() -> {
            try {
                readingThread.execute(reading);
            } catch (RejectedExecutionException stopping) {
                lost(stopping);
            }
        });
    }

    void writePossible() {
        session.lane().execute(() -> {
            if (!ended) {
                output.possible();
                write();
            }
        });
    }

    void pong(byte[] data) {
        session.lane().execute(() -> {
            if (!over) {
                output.pong(data);
                if (!corked) {
                    write();
                }
            }
        });
    }

    /** The peer has broken the protocol, or a limit of ours. */
    void refuse(Violation violation) {
        session.lane().execute(() -> closeCode = violation.code());
        session.closed(this, CloseReason.TRANSPORT_ERROR, violation.sentence());
    }

    /** The peer has sent a close. */
    void peerClosed(int code) {
        session.lane().execute(() -> {
            peerDone = true;
            closeCode = code;
            endWhenDone();
        });
        session.closed(this, CloseReason.TRANSPORT_CLOSE, "closed with " + code);
    }

    /** The peer has ended the connection without a word, or after its last. */
    void peerGone() {
        session.lane().execute(() -> {
            peerDone = true;
            endWhenDone();
        });
        session.closed(this, CloseReason.TRANSPORT_CLOSE, "closed with 1006");
    }

    /** Nothing can be read any more, and nobody is there to read what is written. */
    void lost(Throwable failure) {
        UpgradeLog.broken(session.id(), failure);
        session.lane().execute(() -> end(true));
        session.closed(this, CloseReason.TRANSPORT_CLOSE, "closed with 1006");
    }

    void failed(Throwable failure) {
        UpgradeLog.broken(session.id(), failure);
        session.lane().execute(() -> end(true));
        session.closed(this, CloseReason.TRANSPORT_ERROR, "the connection is broken");
    }

    /** Lets the connection go, as there is nobody left to wait for its end. */
    void abandon() {
        session.lane().execute(() -> end(!output.isEmpty()));
    }

    // The lane

    @Override
    public ServerOptions.Transport kind() {
        return ServerOptions.Transport.WEBSOCKET;
    }

    @Override
    public boolean writable() {
        return writable && !over;
    }

    @Override
    public void send(List<Frame> frames) {
        session.lane().assertHeld();
        writable = false;
        for (Frame frame : frames) {
            output.add(base64 ? frame.webSocketTextForm() : frame.webSocketForm());
        }
        if (corked || gathering) {
            return;
        }
        if (output.ready() && (severalCame || System.nanoTime() - lastWrite < BURST_NANOS)) {
            acceptor.deferred().add(() -> session.lane().execute(this::writeTogether));
        } else {
            write();
        }
    }

    /** Takes what the session has collected meanwhile to what waits here, and writes it. */
    private void writeTogether() {
        if (output.isEmpty()) {
            return;
        }
        if (output.ready() && !writable && !over) {
            gathering = true;
            writable = true;
            session.writable(this);
        }
        session.lane().execute(() -> {
            gathering = false;
            write();
        });
    }

    private void write() {
        if (ended) {
            return;
        }
        try {
            if (output.write()) {
                written();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void written() {
        lastWrite = System.nanoTime();
        severalCame = false;
        if (!writable && !over) {
            writable = true;
            session.writable(this);
        }
        endWhenDone();
    }

    @Override
    public void close() {
        session.closed(this, CloseReason.FORCED_CLOSE, "closed by the server");
        discard();
    }

    @Override
    public void discard() {
        session.lane().assertHeld();
        if (over) {
            return;
        }
        over = true;
        if (ended) {
            return;
        }
        closeTimeout =
                acceptor.timers().schedule(CLOSE_TIMEOUT, () -> session.lane().execute(this::cut));
        closeWaits = true;
        output.close(closeCode);
        write();
    }

    private void cut() {
        if (!ended) {
            UpgradeLog.abandoned(session.id());
            end(true);
        }
    }

    private void endWhenDone() {
        if (closeWaits && peerDone && output.isEmpty()) {
            end(false);
        }
    }

    /** The only way the connection ends. */
    private void end(boolean cut) {
        if (!ended) {
            ended = true;
            closeTimeout.cancel();
            output.discard();
            acceptor.end(this, connection, cut);
        }
    }
}
