// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.impl.transport.Gzip;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request that is answered later, once, from any thread.
 *
 * <p>Every answer is written without blocking, however small: an answer is given on a session's lane, often on the thread
 * of another client's broadcast, and a client that pipelines its requests and reads nothing fills the connection with
 * answers of any size.
 *
 * <pre>
 *   waiting --answer--> writing --all handed to the container and flushed--> written
 *                          |
 *                          +--write, flush or container reports an error---> failed
 * </pre>
 */
final class Exchange implements WriteListener {
    /** Told how the answer ended: once, on any thread. */
    interface Outcome {
        Outcome IGNORED = written -> {};

        /** Whether all of the answer went to the container without an error; a failed one did not reach the client whole. */
        void ended(boolean written);
    }

    /** No more is to be expected of this exchange. */
    private static final Outcome OVER = written -> {};

    private static final byte[] NOTHING = {};

    private static final int COMPRESSION_THRESHOLD = 1024;

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final boolean gzip;
    private final boolean persistent;

    /** Null until answered, then who is to be told, then {@link #OVER}. */
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    /** Confined to whoever answers. */
    private boolean waited;

    // Written before the listener is set, then confined to the container's calls of the listener.
    private @Nullable ServletOutputStream out;
    private byte[] body = NOTHING;
    private int stage;

    private Exchange(AsyncContext context, HttpServletResponse response, boolean gzip, boolean persistent) {
        this.context = context;
        this.response = response;
        this.gzip = gzip;
        this.persistent = persistent;
    }

    /**
     * Makes a request asynchronous, without a time limit of the container's.
     *
     * @throws IllegalStateException when a filter before the servlet does not allow it
     */
    static Exchange begin(HttpServletRequest request, HttpServletResponse response, boolean compress) {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        boolean persistent = request.getProtocol().startsWith("HTTP/1");
        return new Exchange(
                context, response, compress && Gzip.accepted(request.getHeader("Accept-Encoding")), persistent);
    }

    /**
     * Notes that the answer was long in coming, so that the client may have gone: its head is then written before its body.
     *
     * <p>A system takes the first write to a connection that the peer has closed, and learns only from the peer's reply that
     * nobody reads it. The head is that write; the body meets the error, and what it carries is not lost.
     */
    void waited() {
        if (outcome.get() == null) {
            waited = true;
        }
    }

    /** Answers, unless it has been answered before: then nothing happens, and the outcome is not told. */
    void answer(Answer answer, Outcome told) {
        if (!outcome.compareAndSet(null, told)) {
            return;
        }
        try {
            write(answer);
        } catch (IOException | RuntimeException e) {
            // Containers throw what they please for a connection that is gone; see containers, "a failed write".
            end(false, e);
        }
    }

    private void write(Answer answer) throws IOException {
        response.setStatus(answer.status);
        if (!answer.contentType.isEmpty()) {
            response.setHeader("Content-Type", answer.contentType);
        }
        if (answer.last && persistent) {
            response.setHeader("Connection", "close");
        }
        body = answer.body;
        if (gzip && answer.status == HttpServletResponse.SC_OK && body.length >= COMPRESSION_THRESHOLD) {
            body = Gzip.compress(body);
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(body.length);
        ServletOutputStream stream = response.getOutputStream();
        out = stream;
        stream.setWriteListener(this);
    }

    @Override
    public void onWritePossible() {
        ServletOutputStream stream = out;
        if (stream == null) {
            throw new AssertionError("written to before it was answered");
        }
        try {
            while (stream.isReady()) {
                switch (stage++) {
                    case 0 -> {
                        if (waited) {
                            stream.flush();
                        }
                    }
                    case 1 -> {
                        if (body.length > 0) {
                            stream.write(body);
                        }
                    }
                    // What a container only buffers would be counted as written though the client is gone.
                    case 2 -> stream.flush();
                    default -> {
                        end(true, null);
                        return;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            end(false, e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(false, failure);
    }

    private void end(boolean written, @Nullable Throwable failure) {
        Outcome told = outcome.getAndSet(OVER);
        if (told == null || told == OVER) {
            return;
        }
        if (!written) {
            PollingLog.writeFailed(failure);
        }
        body = NOTHING;
        try {
            context.complete();
        } catch (RuntimeException e) {
            // After a failed write some containers have ended the request themselves.
            PollingLog.writeFailed(e);
        }
        told.ended(written);
    }
}
