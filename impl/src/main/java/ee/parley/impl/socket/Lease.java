// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps a child of this node for whoever has looked it up, and reaches other nodes by it: one visitor, for one to two minutes
 * after the last look.
 *
 * <pre>
 *   NONE --begin--> FRESH --a minute--> STALE --a minute--> NONE: the visitor leaves
 *                     ^------renew--------'
 * </pre>
 */
final class Lease {
    static final Duration TERM = Duration.ofMinutes(1);

    private enum State {
        NONE,
        FRESH,
        STALE
    }

    private final LocalNamespace namespace;
    private final Runnable leave;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    Lease(LocalNamespace namespace, Runnable leave) {
        this.namespace = namespace;
        this.leave = leave;
    }

    /** False when there is none to renew. */
    boolean renew() {
        return state.get() == State.FRESH || state.compareAndSet(State.STALE, State.FRESH);
    }

    /** Begins with a visitor who has entered; false when somebody else's has, so that this one is to leave. */
    boolean begin() {
        if (!state.compareAndSet(State.NONE, State.FRESH)) {
            return false;
        }
        wind();
        return true;
    }

    private void wind() {
        var unused = namespace.timers().schedule(TERM, this::ring);
    }

    private void ring() {
        if (state.compareAndSet(State.FRESH, State.STALE)) {
            wind();
        } else if (state.compareAndSet(State.STALE, State.NONE)) {
            leave.run();
        } else {
            // Renewed between the two looks.
            ring();
        }
    }
}
