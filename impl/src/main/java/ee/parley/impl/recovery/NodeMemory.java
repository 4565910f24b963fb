// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.RecoveryOptions;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.Selection;
import ee.parley.spi.StoredSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps sockets, and the events that they miss, in the memory of this node. Thread-safe. */
public final class NodeMemory implements Keeper {
    private static final int RADIX = 36;
    private static final Pattern OFFSET = Pattern.compile("[0-9a-z]{1,12}");

    /** Time is measured in eighths of the time that events are kept. */
    private static final int PERIODS = 8;

    private final RecoveryOptions options;
    private final Duration period;
    private final Timers timers;
    private final EventLog log;
    private final AtomicBoolean timing = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();

    /** The one that has been away for longest is the first. */
    @GuardedBy("lock")
    private final Map<Name, Kept> sockets = new LinkedHashMap<>();

    private record Name(String namespace, String privateId) {}

    private record Kept(KeptSocket socket, Timers.Timeout expiry) {}

    /**
     * An empty one.
     *
     * @param options the time, and the bounds
     * @param unnoticed how long a client may be away before it is noticed: so much earlier are the events that it may have missed
     * @param timers tell the time
     */
    public NodeMemory(RecoveryOptions options, Duration unnoticed, Timers timers) {
        this.options = options;
        this.period = options.maxDisconnectionDuration()
                .plus(unnoticed)
                .dividedBy(PERIODS)
                .plusMillis(1);
        this.timers = timers;
        this.log = new EventLog(options.maxEvents(), options.maxBytes());
    }

    /**
     * Remembers an event.
     *
     * @param namespace the name of its namespace
     * @param to who is to receive it
     * @param frames the event, without an offset
     * @return its offset
     */
    public String add(String namespace, Selection to, List<Frame> frames) {
        String offset = offset(log.add(namespace, to, frames));
        if (!timing.get() && timing.compareAndSet(false, true)) {
            timers.schedule(period, this::tick);
        }
        return offset;
    }

    private void tick() {
        timing.set(false);
        if (log.beginPeriod(PERIODS) && timing.compareAndSet(false, true)) {
            timers.schedule(period, this::tick);
        }
    }

    @Override
    public CompletionStage<Void> save(String namespace, KeptSocket socket) {
        Name name = new Name(namespace, socket.session().privateId());
        Timers.Timeout expiry = timers.schedule(options.maxDisconnectionDuration(), () -> forget(name, socket));
        List<Timers.Timeout> needless = new ArrayList<>(1);
        lock.lock();
        try {
            Kept before = sockets.remove(name);
            if (before != null) {
                needless.add(before.expiry);
            }
            sockets.put(name, new Kept(socket, expiry));
            if (sockets.size() > options.maxSessions()) {
                Iterator<Kept> eldest = sockets.values().iterator();
                needless.add(eldest.next().expiry);
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
        needless.forEach(Timers.Timeout::cancel);
        return CompletableFuture.completedFuture(null);
    }

    private void forget(Name name, KeptSocket socket) {
        lock.lock();
        try {
            Kept kept = sockets.get(name);
            if (kept != null && kept.socket == socket) {
                sockets.remove(name);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Optional<Comeback>> take(String namespace, String privateId, Optional<String> received) {
        return CompletableFuture.completedFuture(
                remove(new Name(namespace, privateId)).flatMap(socket -> comeback(namespace, socket, received)));
    }

    private Optional<KeptSocket> remove(Name name) {
        @Nullable Kept kept;
        lock.lock();
        try {
            kept = sockets.remove(name);
        } finally {
            lock.unlock();
        }
        if (kept == null) {
            return Optional.empty();
        }
        kept.expiry.cancel();
        return Optional.of(kept.socket);
    }

    private Optional<Comeback> comeback(String namespace, KeptSocket socket, Optional<String> received) {
        StoredSession session = socket.session();
        OptionalLong begin = number(session.begin(received));
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        // A client that has got a new session, and no event in it yet, still tells an offset of the one before.
        long after = Math.max(begin.getAsLong(), number(session.offset()).orElse(0));
        return log.after(after).map(entries -> new Comeback(socket, missed(entries, namespace, session.rooms())));
    }

    private static List<MissedEvent> missed(List<EventLog.Entry> entries, String namespace, Set<String> rooms) {
        List<MissedEvent> missed = new ArrayList<>();
        for (EventLog.Entry entry : entries) {
            if (entry.namespace().equals(namespace) && isFor(entry.to(), rooms)) {
                missed.add(new MissedEvent(offset(entry.number()), entry.frames()));
            }
        }
        return missed;
    }

    /**
     * Tells whether who is in certain rooms is to receive something.
     *
     * @param to who is to receive it
     * @param rooms the rooms
     */
    public static boolean isFor(Selection to, Set<String> rooms) {
        return (to.rooms().isEmpty() || !Collections.disjoint(to.rooms(), rooms))
                && Collections.disjoint(to.except(), rooms);
    }

    @Override
    public Optional<String> position(String namespace) {
        return Optional.of(offset(log.newest()));
    }

    /** How many sockets are kept. */
    int count() {
        lock.lock();
        try {
            return sockets.size();
        } finally {
            lock.unlock();
        }
    }

    private static String offset(long number) {
        return Long.toString(number, RADIX);
    }

    private static OptionalLong number(Optional<String> offset) {
        return offset.isPresent() && OFFSET.matcher(offset.get()).matches()
                ? OptionalLong.of(Long.parseLong(offset.get(), RADIX))
                : OptionalLong.empty();
    }
}
