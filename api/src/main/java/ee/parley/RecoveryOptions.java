// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.time.Duration;

/**
 * How clients that have lost their connection get back their socket as it was: id, rooms, data, and the events they have missed.
 *
 * <p>The bounds are for what this node remembers. Where a cluster adapter has a store of its own, they are that store's.
 *
 * @param maxDisconnectionDuration how long a client may be away. Reference: {@code maxDisconnectionDuration}, 120 000 ms
 * @param skipMiddlewares whether {@link ConnectMiddleware} is not asked about a client that recovers. Who it is, is asked in any
 *     case, and {@link OnConnect} runs. Reference: {@code skipMiddlewares}, {@code true}
 * @param maxSessions most clients that are away at a time; beyond, the one that has been away for longest is forgotten. The
 *     reference has no limit
 * @param maxEvents most events remembered; beyond, the oldest is forgotten. The reference has no limit
 * @param maxBytes most bytes of events remembered; beyond, the oldest is forgotten. The reference has no limit
 * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO: connection state recovery</a>
 * @since 0.1
 */
public record RecoveryOptions(
        Duration maxDisconnectionDuration, boolean skipMiddlewares, int maxSessions, int maxEvents, int maxBytes) {
    private static final Duration TWO_MINUTES = Duration.ofMillis(120_000);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the time or a bound is not positive; the message names the option
     */
    public RecoveryOptions {
        requirePositive("maxDisconnectionDuration", maxDisconnectionDuration.toMillis());
        requirePositive("maxSessions", maxSessions);
        requirePositive("maxEvents", maxEvents);
        requirePositive("maxBytes", maxBytes);
    }

    private static void requirePositive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("connectionStateRecovery " + option + " must be positive, was " + value);
        }
    }

    /**
     * Returns the reference's defaults, and ours where it has none.
     *
     * @return two minutes, no middleware, 10 000 clients, 100 000 events, 64 MiB
     */
    public static RecoveryOptions defaults() {
        return of(TWO_MINUTES);
    }

    /**
     * Returns the defaults but for the time.
     *
     * @param maxDisconnectionDuration how long a client may be away
     * @return the options
     * @throws IllegalArgumentException when the time is not positive
     */
    public static RecoveryOptions of(Duration maxDisconnectionDuration) {
        return new RecoveryOptions(maxDisconnectionDuration, true, 10_000, 100_000, 64 * 1024 * 1024);
    }
}
