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
 * The body of one POST, read without blocking as it arrives, and no further than the limit.
 *
 * <p>Memory grows with what has arrived, never with what a {@code Content-Length} announces.
 */
final class Post implements ReadListener {
    /** Told how the reading ended: once, on a thread of the container's. */
    interface Reader {
        void received(Post post);

        void tooLarge(Post post);

        void broken(Post post);
    }

    private static final int FIRST_BUFFER = 1024;

    private final Exchange exchange;
    private final ServletInputStream in;
    private final int limit;
    private final Reader reader;

    // Confined to the container's calls of the listener.
    private byte[] body;
    private int length;

    // Set by the container's calls of the listener or by abort(), read by both.
    private volatile boolean ended;
    private volatile boolean complete;
    private volatile Timers.Timeout timeout = () -> {};

    Post(Exchange exchange, ServletInputStream in, int announced, int limit, Reader reader) {
        this.exchange = exchange;
        this.in = in;
        this.limit = limit;
        this.reader = reader;
        // One more than announced, so that the last read finds the end and not a full buffer.
        this.body = new byte[announced < 0 ? FIRST_BUFFER : Math.min(announced + 1, FIRST_BUFFER)];
    }

    /** Begins to read, for no longer than the time limit. */
    void read(Timers.Timeout limitOfTime) {
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
        while (!ended && in.isReady() && !in.isFinished()) {
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * length, limit + 1L));
            }
            int read = in.read(body, length, body.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > limit) {
                end();
                reader.tooLarge(this);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!ended) {
            complete = true;
            end();
            reader.received(this);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            end();
            reader.broken(this);
        }
    }

    private void end() {
        ended = true;
        timeout.cancel();
    }
}
