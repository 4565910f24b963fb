// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.util.List;

/**
 * The port down: what carries one session's frames. Its methods are called on the session's lane only, and must not block.
 *
 * <p>It reports through the methods of {@link Session} that take a transport, from any thread.
 */
public interface Transport {
    /** Which of the protocol's transports this is. */
    ServerOptions.Transport kind();

    /** Tells whether {@link #send} may be called: nothing is under way, and there is a poll or an open connection. */
    boolean writable();

    /**
     * Sends frames in order. It is not writable afterwards, until it has reported {@link Session#writable}; what surely did
     * not reach the peer it reports with {@link Session#unsent}.
     */
    void send(List<Frame> frames);

    /**
     * Ends the connection in an orderly way: called when all that was sent has been written. A poll is answered with the
     * close packet, now or when it comes. Reports {@link Session#closed} with {@link CloseReason#FORCED_CLOSE} when done.
     */
    void close();

    /** Ends the connection now; the session has no use for it any more. Nothing is reported. */
    void discard();
}
