// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Refusal;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.Transport;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.engineio.Revision4;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One session's polls and POSTs.
 *
 * <pre>
 *   GET:   none --arrives--> parked --send--> writing --written--> none
 *                              ^                 |
 *                              |                 +--failed: the frames go back to the session
 *                              +--a GET that arrives while the one before is still being written waits for its outcome,
 *                                 so that frames which go back are sent before later ones
 *   POST:  none --arrives--> reading --all read--> decoded, session readable --ok--> none
 * </pre>
 *
 * <p>At most one of each at a time: a second one ends the session. A client that vanishes while its poll waits is not
 * reported by any container; the next write finds it, and what it did not get stays with the session until the ping timeout.
 * A poll that comes before that write is a second one.
 */
public final class PollingTransport implements Transport, Post.Reader {
    private static final String TOO_LARGE = "Max payload size exceeded";

    private final Session session;
    private final Timers timers;
    private final Parking parking;
    private final int maxBody;
    private final boolean compress;
    private final Duration bodyTimeout;

    /** The POST under way. Any thread. */
    private final AtomicReference<@Nullable Post> posting = new AtomicReference<>();

    // Confined to the session's lane.
    private @Nullable Exchange parked;
    private boolean writing;
    private boolean closing;
    private boolean over;

    /**
     * A transport that waits for its first poll.
     *
     * @param session whose frames it carries
     * @param options size limit, compression, and the heartbeat, within which a body must arrive
     * @param timers for the time limit of a body
     * @param parking of the servlet that the requests come through
     */
    public PollingTransport(Session session, ServerOptions options, Timers timers, Parking parking) {
        this.session = session;
        this.timers = timers;
        this.parking = parking;
        this.maxBody = options.maxHttpBufferSize();
        this.compress = options.httpCompression();
        this.bodyTimeout = options.pingInterval().plus(options.pingTimeout());
    }

    /** Takes a GET that has passed its checks; the last thing to be done with it on this thread. */
    public void poll(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = new Exchange(request, response, parking, compress);
        session.lane().execute(() -> arrive(exchange));
        exchange.leave();
    }

    /** Takes a POST that has passed its checks; the last thing to be done with it on this thread. */
    public void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = new Exchange(request, response, parking, false);
        take(request, exchange);
        exchange.leave();
    }

    private void take(HttpServletRequest request, Exchange exchange) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > maxBody) {
            refuse(exchange, 413, TOO_LARGE);
            return;
        }
        Post post = new Post(exchange, request.getInputStream(), (int) announced, maxBody, this, parking);
        if (!posting.compareAndSet(null, post)) {
            refuse(exchange, 400, "data request overlap from client");
        } else if (isBinary(request.getContentType())) {
            refuse(exchange, 400, "invalid content");
        } else if (post.readAtOnce()) {
            received(post);
        } else {
            exchange.async();
            post.readAsItArrives(timers.schedule(
                    bodyTimeout,
                    () -> session.closed(
                            this,
                            CloseReason.TRANSPORT_ERROR,
                            "the body of a POST did not arrive within " + bodyTimeout)));
        }
    }

    /** Answers with a status, and ends the session. */
    private void refuse(Exchange exchange, int status, String description) {
        exchange.answer(Answer.empty(status).andLast(), Exchange.Outcome.IGNORED);
        session.closed(this, CloseReason.TRANSPORT_ERROR, description);
    }

    /** What clients of an older protocol revision send; in this one it is a mistake. */
    private static boolean isBinary(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).trim().startsWith("application/octet-stream");
    }

    // The reading of a POST

    @Override
    public void received(Post post) {
        session.lane().execute(() -> {
            if (over) {
                post.exchange().answer(Answer.refusal(refusal()), Exchange.Outcome.IGNORED);
                return;
            }
            post.text()
                    .ifPresentOrElse(
                            body -> session.payload(this, body),
                            () -> session.closed(this, CloseReason.PARSE_ERROR, "a POST that is not UTF-8"));
            // Behind what the packets have asked of the lane: a listener that holds the session.
            session.lane().execute(() -> answerWhenReadable(post));
        });
    }

    private void answerWhenReadable(Post post) {
        session.readable().thenRun(() -> accept(post));
    }

    private void accept(Post post) {
        // Before the answer: once the client has it, its next POST may come.
        posting.compareAndSet(post, null);
        post.exchange().answer(Answer.OK, Exchange.Outcome.IGNORED);
    }

    @Override
    public void tooLarge(Post post) {
        refuse(post.exchange(), 413, TOO_LARGE);
    }

    @Override
    public void broken(Post post) {
        refuse(post.exchange(), 400, "data request connection closed prematurely");
    }

    // The lane

    private void arrive(Exchange exchange) {
        session.lane().assertHeld();
        if (over) {
            exchange.answer(Answer.refusal(refusal()), Exchange.Outcome.IGNORED);
        } else if (parked != null) {
            exchange.answer(Answer.empty(400), Exchange.Outcome.IGNORED);
            session.closed(this, CloseReason.TRANSPORT_ERROR, "overlap from client");
        } else {
            parked = exchange;
            if (!writing) {
                proceed();
            }
        }
    }

    /** A poll waits, and none is being written. */
    private void proceed() {
        if (closing) {
            sendClose(List.of(Frame.NOOP, Frame.CLOSE));
        } else {
            session.writable(this);
        }
    }

    @Override
    public ServerOptions.Transport kind() {
        return ServerOptions.Transport.POLLING;
    }

    @Override
    public boolean writable() {
        return parked != null && !writing && !closing && !over;
    }

    @Override
    public void send(List<Frame> frames) {
        session.lane().assertHeld();
        answerParked(frames, written -> session.lane().execute(() -> sent(frames, written)));
    }

    private void sent(List<Frame> frames, boolean written) {
        writing = false;
        if (over) {
            return;
        }
        if (!written) {
            PollingLog.pollVanished(session.id(), frames.size());
            session.unsent(this, frames);
        } else {
            session.writable(this);
        }
        if (closing && parked != null) {
            proceed();
        }
    }

    @Override
    public void close() {
        session.lane().assertHeld();
        closing = true;
        if (parked != null && !writing) {
            sendClose(List.of(Frame.CLOSE));
        }
    }

    private void sendClose(List<Frame> frames) {
        answerParked(frames, written -> session.closed(this, CloseReason.FORCED_CLOSE, "closed by the server"));
    }

    @Override
    public void discard() {
        session.lane().assertHeld();
        over = true;
        if (parked != null) {
            answerParked(List.of(upgraded() ? Frame.NOOP : Frame.CLOSE), Exchange.Outcome.IGNORED);
        }
        Post post = posting.get();
        if (post != null) {
            post.abort();
        }
    }

    private void answerParked(List<Frame> frames, Exchange.Outcome outcome) {
        Exchange exchange = parked;
        if (exchange == null) {
            throw new AssertionError("no poll waits");
        }
        parked = null;
        writing = true;
        exchange.answer(Answer.payload(Revision4.encodePayload(frames)), outcome);
    }

    private boolean upgraded() {
        return session.transport() != this;
    }

    /** What a request is told that was checked just before this transport was given up. */
    private Refusal refusal() {
        return upgraded() ? Refusal.BAD_REQUEST : Refusal.UNKNOWN_SID;
    }
}
