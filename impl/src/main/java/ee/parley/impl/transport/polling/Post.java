// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.impl.lane.Timers;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The body of one POST, read without blocking: at once when it has arrived with its head, as most do, else as it arrives,
 * and no further than the limit.
 *
 * <p>Memory grows with what has arrived, never with what a {@code Content-Length} announces.
 */
final class Post implements ReadListener {
    /** Told how the reading ended: once, on any thread, but not within the container's call. */
    interface Reader {
        void received(Post post);

        void tooLarge(Post post);

        void broken(Post post);
    }

    private static final int FIRST_BUFFER = 1024;

    private final Exchange exchange;
    private final ServletInputStream in;
    private final int announced;
    private final int limit;
    private final Reader reader;
    private final Parking parking;

    // Confined to the container's calls of the listener.
    private byte[] body = {};
    private int length;

    // Set by the container's calls of the listener or by abort(), read by both.
    private volatile boolean ended;
    private volatile boolean complete;
    private volatile Timers.Timeout timeout = () -> {};

    Post(Exchange exchange, ServletInputStream in, int announced, int limit, Reader reader, Parking parking) {
        this.exchange = exchange;
        this.in = in;
        this.announced = announced;
        this.limit = limit;
        this.reader = reader;
        this.parking = parking;
    }

    /** Reads a body that is there; false, and nothing is read, when it may not be. */
    boolean readAtOnce() throws IOException {
        if (announced < 0 || in.available() < announced) {
            return false;
        }
        body = in.readNBytes(announced);
        length = body.length;
        ended = true;
        complete = true;
        return true;
    }

    /** Begins to read as it arrives, for no longer than the time limit. */
    void readAsItArrives(Timers.Timeout limitOfTime) {
        timeout = limitOfTime;
        in.setReadListener(this);
    }

    Exchange exchange() {
        return exchange;
    }

    /** Whether the body has been read to its end. */
    boolean complete() {
        return complete;
    }

    /** The body, when it is complete; empty when it is not UTF-8. */
    Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Gives up an incomplete body. */
    void abort() {
        if (!complete) {
            ended = true;
            timeout.cancel();
            exchange.answer(Answer.empty(400).andLast(), Exchange.Outcome.IGNORED);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        // Not asked isFinished(): one container says yes when all has arrived, read or not.
        while (!ended && in.isReady()) {
            if (length == body.length) {
                // Up to one more than the limit, so that a read of nothing is never asked for.
                body = Arrays.copyOf(body, (int) Math.min(Math.max(FIRST_BUFFER, 2L * length), limit + 1L));
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > limit) {
                end();
                parking.afterCallback(() -> reader.tooLarge(this));
            } else if (length == announced) {
                // Asked for more, one container calls back twice, the second time when the request may be another's.
                onAllDataRead();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!ended) {
            complete = true;
            end();
            parking.afterCallback(() -> reader.received(this));
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            end();
            parking.afterCallback(() -> reader.broken(this));
        }
    }

    private void end() {
        ended = true;
        timeout.cancel();
    }
}
