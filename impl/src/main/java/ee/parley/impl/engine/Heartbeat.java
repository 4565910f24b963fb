// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.ServerOptions;
import ee.parley.impl.lane.Timers;

/**
 * Pings the peer and waits for its pong. Confined to the session's lane; the timers' thread only hands over to it.
 *
 * <pre>
 *          pingInterval: send a ping            pingTimeout
 *   resting ------------------------> waiting ----------------> session closed: ping timeout
 *      ^  ^                            |    |
 *      |  +------------ pong ----------+    | another packet, once per ping: pingTimeout begins anew
 *      +-- pong (unsolicited)          ^----+
 * </pre>
 */
final class Heartbeat {
    private final Session session;
    private final ServerOptions options;
    private final Timers timers;

    private Timers.Timeout timeout = () -> {};
    private boolean waiting;
    private boolean graceUsed;

    Heartbeat(Session session, ServerOptions options, Timers timers) {
        this.session = session;
        this.options = options;
        this.timers = timers;
    }

    /** Begins to rest: at the opening, and at each pong, asked for or not. */
    void rest() {
        waiting = false;
        timeout.cancel();
        timeout = timers.schedule(options.pingInterval(), () -> session.lane().execute(this::ping));
    }

    private void ping() {
        if (!session.ping()) {
            return;
        }
        waiting = true;
        graceUsed = false;
        awaitPong();
    }

    private void awaitPong() {
        timeout.cancel();
        timeout = timers.schedule(options.pingTimeout(), () -> session.lane().execute(this::missed));
    }

    private void missed() {
        // A pong may have come between the timer and this turn on the lane.
        if (waiting) {
            session.pongMissed();
        }
    }

    /** Any other packet proves that the peer lives; once per ping, so that one that never answers is still found. */
    void proofOfLife() {
        if (waiting && !graceUsed) {
            graceUsed = true;
            awaitPong();
        }
    }

    void stop() {
        waiting = false;
        timeout.cancel();
    }
}
