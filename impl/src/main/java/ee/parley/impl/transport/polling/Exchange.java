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
 * One HTTP request that is answered once, from any thread, now or later.
 *
 * <pre>
 *   in service --answer--> answered --leave: written by the thread that brought the request---------> over
 *       |
 *       +--leave: asynchronous from here--> parked --answer: written by whoever answers, not blocking--> over
 * </pre>
 *
 * <p>An answer is given on a session's lane, often on the thread of another client's broadcast; so it must not block there,
 * however small it is: a client that pipelines its requests and reads nothing fills the connection with answers of any
 * size. The thread that brought the request is this client's own, and may write a small answer as any servlet does.
 */
final class Exchange implements WriteListener {
    /** Told how the answer ended: once, on any thread. */
    interface Outcome {
        Outcome IGNORED = written -> {};

        /** Whether all of the answer went to the container without an error; a failed one did not reach the client whole. */
        void ended(boolean written);
    }

    private sealed interface State permits Phase, Reply {}

    private enum Phase implements State {
        IN_SERVICE,
        PARKED,
        OVER
    }

    /** The answer that waits for the thread that brought the request. */
    private record Reply(Answer answer, Outcome told) implements State {}

    private static final int COMPRESSION_THRESHOLD = 1024;

    /** What any container takes into its buffer. */
    private static final int SMALL = 4096;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Parking parking;
    private final boolean gzip;
    private final boolean http1;
    private final Thread bringer = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(Phase.IN_SERVICE);

    /** Written by the thread that brought the request, before any other may want it. */
    private @Nullable AsyncContext context;

    // Written by whoever writes the answer, before the listener is set; then confined to the container's calls of it.
    private @Nullable ServletOutputStream out;
    private byte[] body = {};
    private boolean parked;
    private int step;

    /** Who is still to be told how the writing ended. */
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

    /** To be made, and left, by the thread that brings the request. */
    Exchange(HttpServletRequest request, HttpServletResponse response, Parking parking, boolean compress) {
        this.request = request;
        this.response = response;
        this.parking = parking;
        this.gzip = compress && Gzip.accepted(request.getHeader("Accept-Encoding"));
        this.http1 = request.getProtocol().startsWith("HTTP/1");
    }

    /** Makes the request asynchronous, without a time limit of the container's. By the thread that brings it. */
    AsyncContext async() {
        AsyncContext started = context;
        if (started == null) {
            started = request.startAsync(request, response);
            started.setTimeout(0);
            context = started;
        }
        return started;
    }

    /** The last thing that the thread that brought the request does with it: answers, or lets it wait. */
    void leave() {
        if (state.get() == Phase.IN_SERVICE) {
            async();
            if (state.compareAndSet(Phase.IN_SERVICE, Phase.PARKED)) {
                return;
            }
        }
        if (state.getAndSet(Phase.OVER) instanceof Reply reply) {
            if (context == null && reply.answer.body.length <= SMALL) {
                reply.told.ended(writeHere(reply));
            } else {
                async();
                write(reply);
            }
        }
    }

    /** Answers, unless it has been answered before: then nothing happens, and the outcome is not told. */
    void answer(Answer answer, Outcome told) {
        Reply reply = new Reply(answer, told);
        if (state.compareAndSet(Phase.IN_SERVICE, reply) || !state.compareAndSet(Phase.PARKED, Phase.OVER)) {
            return;
        }
        parked = true;
        parking.whenTakenBack(async(), () -> write(reply));
    }

    private boolean writeHere(Reply reply) {
        try {
            byte[] content = head(reply.answer);
            response.getOutputStream().write(content);
            if (reply.told != Outcome.IGNORED) { // else the container writes it once, when the request is over
                response.flushBuffer();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            PollingLog.writeFailed(e);
            return false;
        }
    }

    private void write(Reply reply) {
        outcome.set(reply.told);
        try {
            body = head(reply.answer);
            ServletOutputStream stream = response.getOutputStream();
            out = stream;
            stream.setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            // Containers throw what they please for a connection that is gone.
            end(false, e);
        }
    }

    /** Sets all but the body; returns that. */
    private byte[] head(Answer answer) {
        response.setStatus(answer.status);
        if (!answer.contentType.isEmpty()) {
            response.setHeader("Content-Type", answer.contentType);
        }
        if (answer.last && http1) {
            response.setHeader("Connection", "close");
        }
        byte[] content = answer.body;
        if (gzip && answer.status == HttpServletResponse.SC_OK && content.length >= COMPRESSION_THRESHOLD) {
            content = Gzip.compress(content);
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(content.length);
        return content;
    }

    /**
     * Writes; the answer of a poll that waited in two parts.
     *
     * <p>A system takes the first write to a connection that the peer has closed, and learns only from the peer's reply that
     * nobody reads it. The head is that write; the body meets the error, and what it carries is not lost.
     */
    @Override
    public void onWritePossible() {
        ServletOutputStream stream = out;
        if (stream == null) {
            throw new AssertionError("written to before it was answered");
        }
        try {
            while (stream.isReady()) {
                switch (step++) {
                    case 0 -> {
                        if (parked) {
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
                    // One container notes an error only in its connection, and tells of it when it is used again.
                    case 3 -> {
                        if (parked) {
                            stream.flush();
                        }
                    }
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
        Outcome told = outcome.getAndSet(null);
        if (told == null) {
            return;
        }
        if (!written) {
            PollingLog.writeFailed(failure);
        }
        body = new byte[0];
        complete();
        told.ended(written);
    }

    private void complete() {
        AsyncContext started = async();
        Runnable complete = () -> {
            try {
                started.complete();
            } catch (RuntimeException e) {
                // After a failed write some containers have ended the request themselves.
                PollingLog.writeFailed(e);
            }
        };
        if (parked || Thread.currentThread() == bringer) {
            // Taken back already, or not yet left.
            complete.run();
        } else {
            parking.whenTakenBack(started, complete);
        }
    }
}
