// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.transport.Grizzly;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The container's side of one upgraded connection. Public because the container makes it.
 *
 * <p>The servlet says what it is for, the container opens it; whichever comes second makes the transport.
 */
public final class UpgradedConnection implements HttpUpgradeHandler, ReadListener {
    private final AtomicInteger halves = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    // Each written by one of the two halves, read after both.
    private @Nullable Function<UpgradedConnection, UpgradeTransport> opening;
    private Executor readingThread = Runnable::run;
    private @Nullable WebConnection connection;
    private Optional<Runnable> drop = Optional.empty();

    // Written before the listeners are set; let go in the end, for a container may pool a request with its handler.
    private @Nullable UpgradeTransport transport;
    private @Nullable Reading reading;

    /** For the container. */
    public UpgradedConnection() {}

    /** Says what makes the transport of this connection, where it is read on, and what drops it with all it has to write. */
    void attach(
            Function<UpgradedConnection, UpgradeTransport> transportOf, Executor thread, Optional<Runnable> dropping) {
        opening = transportOf;
        readingThread = thread;
        drop = dropping;
        secondHalf();
    }

    @Override
    public void init(WebConnection opened) {
        connection = opened;
        secondHalf();
    }

    /** Tells whether both the servlet and the container have done their part. */
    boolean begun() {
        return halves.get() == 2;
    }

    private void secondHalf() {
        if (halves.incrementAndGet() < 2 || opening == null || connection == null) {
            return;
        }
        try {
            ServletOutputStream out = connection.getOutputStream();
            // One container keeps the 101 until something is written; the others have nothing to flush yet.
            out.flush();
            ServletInputStream in = connection.getInputStream();
            UpgradeTransport made = opening.apply(this);
            transport = made;
            reading = made.reading(in);
            // In this order: one container reads, and so answers, before setReadListener has returned.
            out.setWriteListener(new Writing(made));
            in.setReadListener(this);
        } catch (IOException | RuntimeException e) {
            UpgradeTransport own = transport;
            if (own != null) {
                own.failed(e);
            } else {
                UpgradeLog.notClosed(e);
                close(true);
            }
        }
    }

    Executor readingThread() {
        return readingThread;
    }

    ServletOutputStream out() throws IOException {
        if (connection == null) {
            throw new IllegalStateException("not open yet");
        }
        return connection.getOutputStream();
    }

    @Override
    public void onDataAvailable() {
        Reading own = reading;
        if (own != null) {
            own.goOn();
        }
    }

    @Override
    public void onAllDataRead() {
        peerGone();
    }

    /** Of reading: the peer is gone. One container says so of an end in good order, too. */
    @Override
    public void onError(Throwable failure) {
        UpgradeTransport own = transport;
        if (own != null) {
            own.lost(failure);
        }
    }

    @Override
    public void destroy() {
        peerGone();
        if (connection != null) {
            Grizzly.forget(connection, this);
        }
    }

    private void peerGone() {
        UpgradeTransport own = transport;
        if (own != null) {
            own.peerGone();
        }
    }

    /** What drops the connection with all it has to write, where the container would hold that for good. */
    Optional<Runnable> drop() {
        return drop;
    }

    /**
     * Ends the connection. May block on a peer that does not read, unless it is to be cut.
     *
     * @param cut whether what has not been written is of no use; an interrupted thread closes a channel that it would
     *     otherwise wait for, and the servlet API has no other way to say so; {@link Grizzly} waits without a thread
     */
    void close(boolean cut) {
        if (connection == null || closed.getAndSet(true)) {
            return;
        }
        if (cut) {
            drop.ifPresent(Runnable::run);
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (Exception e) {
            UpgradeLog.notClosed(e);
        } finally {
            opening = null;
            transport = null;
            reading = null;
            while (cut && Thread.interrupted()) {
                // Asking clears it: it must not reach the executor's next task.
            }
        }
    }

    /** The container's view of what is written. An object of its own, because one container needs its failures counted. */
    private static final class Writing implements WriteListener {
        private final UpgradeTransport transport;
        private boolean failed;

        Writing(UpgradeTransport transport) {
            this.transport = transport;
        }

        @Override
        public void onWritePossible() {
            transport.writePossible();
        }

        @Override
        public void onError(Throwable failure) {
            if (failed) {
                throw new ReportedBeforeException();
            }
            failed = true;
            transport.failed(failure);
        }
    }

    /**
     * Undertow reports a connection that breaks with bytes unwritten for ever, in a loop that only an exception ends. It goes
     * to the container's log, so it says what it is, and no more.
     */
    private static final class ReportedBeforeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReportedBeforeException() {
            super("a client was gone before all had been written; nothing is wrong", null, false, false);
        }
    }
}
