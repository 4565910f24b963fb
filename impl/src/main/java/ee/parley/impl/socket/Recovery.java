// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.RecoveryOptions;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.recovery.Comeback;
import ee.parley.impl.recovery.Keeper;
import ee.parley.impl.recovery.KeptSocket;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.impl.recovery.NodeMemory;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.Selection;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the clients of one namespace that have lost their connection their sockets back. Thread-safe.
 *
 * <pre>
 *   CONNECT with a private id --who is it--> CLAIM --found, the same caller--> gate --> missed events, CONNECT reply
 *                                              |
 *                                              +--not found, somebody else, too much missed, too late--> a new socket
 * </pre>
 *
 * <p>All events pass the lane of the {@link Sequence}, and so does everything here that must not overlap with one: a socket that
 * leaves is kept, and one that comes back joins its rooms, between two events.
 */
final class Recovery {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    /** By then the cluster has told what its store knew before. */
    private static final Duration ANNOUNCED = Duration.ofMinutes(1);

    private final LocalNamespace namespace;
    private final RecoveryOptions options;
    private final Keeper keeper;

    /** Numbers the events; null where the cluster does. */
    private final @Nullable NodeMemory memory;

    private final Sequence sequence;

    // Confined to the lane of the sequence.
    /** Who can be taken over, by private id. */
    private final Map<String, LocalSocket> present = new HashMap<>();

    private final List<Claim> claims = new ArrayList<>(0);

    /** The offset of the newest event that the cluster has numbered. */
    private Optional<String> newest = Optional.empty();

    Recovery(LocalNamespace namespace, RecoveryOptions options, Keeper keeper) {
        this.namespace = namespace;
        this.options = options;
        this.keeper = keeper;
        this.memory = keeper instanceof NodeMemory own ? own : null;
        this.sequence =
                new Sequence(namespace.timers(), failure -> SocketLog.sequenceFailed(namespace.name(), failure));
    }

    /** The name of the caller whose socket it is. */
    static Optional<String> name(LocalSocket socket) {
        return socket.principal().map(Principal::getName);
    }

    boolean skipsMiddlewares() {
        return options.skipMiddlewares();
    }

    // Events

    /** Sends something after everything that was sent before. */
    void inOrder(Runnable send) {
        sequence.run(send);
    }

    /** Sends an event to whom it is for, with its offset if it is to be remembered. */
    void send(Audience audience, boolean dispensable, List<Frame> frames, Optional<Publication> elsewhere) {
        Optional<Selection> to = audience.elsewhere();
        if (to.isEmpty()) {
            return;
        }
        if (memory == null && !dispensable && elsewhere.isPresent()) {
            sequence.send(elsewhere.get(), offset -> deliver(offset, audience, to.get(), frames));
        } else {
            sequence.run(() -> {
                elsewhere.ifPresent(Publication::begin);
                if (memory == null || dispensable) {
                    deliver(audience, dispensable, frames);
                } else {
                    remember(memory, audience, to.get(), frames);
                }
            });
        }
    }

    /**
     * Sends an event to one socket, or to the one that has come back in its place. Where the cluster remembers the events, it is
     * told of this one, too.
     */
    void send(LocalSocket socket, Delivery delivery, String event, Arguments written, List<Frame> frames) {
        Audience alone = Audience.EVERYBODY.including(socket.id());
        Optional<Publication> elsewhere = memory == null && !delivery.dispensable()
                ? namespace
                        .cluster()
                        .map(nodes -> new Others(namespace, nodes, new Selection(alone.rooms(), Set.of()), delivery)
                                .event(event, written))
                : Optional.empty();
        send(alone, delivery.dispensable(), frames, elsewhere);
    }

    /** As the other, for what another node has sent. It is in no order with what waits here for its offset. */
    void received(Audience audience, Selection to, boolean dispensable, List<Frame> frames, Optional<String> offset) {
        sequence.lane().execute(() -> {
            if (dispensable) {
                deliver(audience, true, frames);
            } else if (memory == null) {
                deliver(offset, audience, to, frames);
            } else {
                remember(memory, audience, to, frames);
            }
        });
    }

    private void remember(NodeMemory here, Audience audience, Selection to, List<Frame> frames) {
        Optional<String> before = position();
        deliver(Numbered.of(here.add(namespace.name(), to, frames), before, frames), audience, to);
    }

    /** With the offset that the cluster has given; without, where it has failed to. */
    private void deliver(Optional<String> offset, Audience audience, Selection to, List<Frame> frames) {
        if (offset.isPresent()) {
            Optional<String> before = newest;
            newest = offset;
            deliver(Numbered.of(offset.get(), before, frames), audience, to);
        } else {
            deliver(audience, false, frames);
        }
    }

    private void deliver(Numbered event, Audience audience, Selection to) {
        for (Claim claim : claims) {
            claim.passes(event, to);
        }
        for (LocalSocket socket : audience.in(namespace.rooms())) {
            if (!audience.leavesOut(socket)) {
                socket.outbox().deliver(event);
            }
        }
    }

    /** Without an offset of its own. Clients take any text at the end of an event for one: so there it has the newest. */
    private void deliver(Audience audience, boolean dispensable, List<Frame> frames) {
        Optional<String> reached =
                Numbered.endsWithText(frames) ? memory == null ? newest : position() : Optional.empty();
        List<Frame> sent = reached.map(offset -> Numbered.stamp(frames, offset)).orElse(frames);
        for (LocalSocket socket : audience.in(namespace.rooms())) {
            if (!audience.leavesOut(socket)) {
                socket.outbox().deliver(frames, sent, dispensable);
            }
        }
    }

    private Optional<String> position() {
        return keeper.position(namespace.name());
    }

    /** Other nodes can be heard from now on. */
    void opened() {
        sequence.lane().execute(() -> newest = newest.or(this::position));
    }

    /** Runs a task on the lane with the newest offset of which all events have been delivered. */
    private void settled(Consumer<Optional<String>> task) {
        Optional<String> position = position();
        if (memory == null) {
            // What the cluster has told up to here waits for the lane at most.
            sequence.lane().execute(() -> task.accept(position));
        } else {
            task.accept(position);
        }
    }

    // Coming

    /**
     * Lets a socket enter the rooms, its own or those that it was in before. Called on the application's threads, when it is
     * known whose socket it is.
     *
     * @return completes when it has; null: it has
     */
    @Nullable
    CompletionStage<?> enter(LocalSocket socket) {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        // Half of what may be sent to a client at once: the rest is for what comes after it.
        Optional<Claim> claim = Claim.of(socket, entered, namespace.options().maxBufferedBytes() / 2);
        sequence.lane().execute(() -> {
            if (claim.isPresent()) {
                examine(claim.get());
            } else {
                enterNew(socket);
                entered.complete(null);
            }
        });
        return entered.isDone() ? null : entered;
    }

    private void enterNew(LocalSocket socket) {
        if (!socket.hasLeft()) {
            namespace.rooms().enter(socket, socket.id());
        }
    }

    private void examine(Claim claim) {
        LocalSocket now = present.get(claim.privateId);
        if (now == null) {
            take(claim);
        } else if (now.hasLeft()) {
            now.trail().whenKept(() -> take(claim));
        } else if (!name(claim.socket).equals(name(now))) {
            refuse(claim);
        } else {
            // Its connection is dead, and nobody has noticed yet: so says its client, or a thief, if nobody knows who
            // it is.
            Runnable take = () -> take(claim);
            now.trail().whenKept(take);
            if (name(now).isPresent()) {
                now.overtaken();
            } else {
                now.check(signOfLife(), there -> sequence.lane().execute(() -> checked(claim, now, take, there)));
            }
        }
    }

    /** A client that is there answers at once. */
    private Duration signOfLife() {
        Duration quarter = namespace.options().pingTimeout().dividedBy(4);
        return quarter.compareTo(SIGN_OF_LIFE) < 0 ? quarter : SIGN_OF_LIFE;
    }

    private void checked(Claim claim, LocalSocket now, Runnable take, boolean there) {
        if (!there) {
            now.overtaken();
        } else if (now.trail().forget(take)) {
            refuse(claim);
        }
    }

    private void take(Claim claim) {
        if (claim.socket.hasLeft()) {
            refuse(claim);
            return;
        }
        claims.add(claim);
        claim.limit(namespace.timers().schedule(PATIENCE, () -> sequence.lane().execute(() -> found(claim, null))));
        keeper.take(namespace.name(), claim.privateId, claim.received)
                .whenComplete((comeback, failure) -> sequence.lane().execute(() -> {
                    if (failure != null) {
                        SocketLog.notRecovered(claim.socket, failure);
                    }
                    found(claim, failure == null ? comeback.orElse(null) : null);
                }));
    }

    private void found(Claim claim, @Nullable Comeback comeback) {
        if (!claims.remove(claim)) {
            return;
        }
        Optional<List<MissedEvent>> missed = comeback == null ? Optional.empty() : claim.missed(comeback);
        if (comeback == null
                || missed.isEmpty()
                || !comeback.socket().session().principal().equals(name(claim.socket))) {
            refuse(claim);
        } else if (claim.socket.hasLeft()) {
            keepAgain(comeback.socket());
            claim.decide();
        } else {
            enterAgain(claim, comeback, missed.get());
        }
    }

    private void refuse(Claim claim) {
        enterNew(claim.socket);
        claim.decide();
    }

    private void enterAgain(Claim claim, Comeback comeback, List<MissedEvent> missed) {
        LocalSocket socket = claim.socket;
        Set<String> rooms = comeback.socket().session().rooms();
        Set<String> late = new HashSet<>();
        if (memory == null) {
            comeback.missed().forEach(event -> late.add(event.offset()));
            late.removeAll(claim.passed());
        }
        socket.resume(comeback.socket(), missed, late);
        namespace.rooms().enter(socket, socket.id());
        namespace.rooms().join(socket, rooms);
        // Must be done here, before the gate: what is sent to everybody from now on is not among the missed.
        namespace.rooms().admit(socket);
        if (!late.isEmpty()) {
            Trail trail = socket.trail();
            namespace.timers().schedule(ANNOUNCED, () -> sequence.lane().execute(trail::forgetAnnounced));
        }
        claim.decide();
    }

    private void keepAgain(KeptSocket socket) {
        save(socket, () -> {});
    }

    /** Counts a socket as one of the namespace, then goes on. */
    void admit(LocalSocket socket, Runnable then) {
        sequence.lane().execute(() -> {
            if (!socket.hasLeft()) {
                namespace.rooms().admit(socket);
                present.put(socket.trail().privateId(), socket);
            }
            settled(position -> {
                socket.trail().admitted(position);
                then.run();
            });
        });
    }

    // Leaving

    /** Takes a socket that has left out of its rooms, and keeps what it was, if its client may come back. Then goes on. */
    void leave(LocalSocket socket, boolean admitted, DisconnectReason reason, Runnable then) {
        sequence.lane()
                .execute(() -> settled(position -> {
                    Set<String> rooms = namespace.rooms().leave(socket);
                    Trail trail = socket.trail();
                    Optional<KeptSocket> kept =
                            isKept(reason) ? trail.keep(socket, admitted, rooms, position) : Optional.empty();
                    if (kept.isPresent()) {
                        save(kept.get(), () -> gone(socket, trail));
                    } else {
                        gone(socket, trail);
                    }
                    then.run();
                }));
    }

    private void gone(LocalSocket socket, Trail trail) {
        present.remove(trail.privateId(), socket);
        trail.kept();
    }

    private void save(KeptSocket socket, Runnable then) {
        namespace.begun();
        keeper.save(namespace.name(), socket)
                .whenComplete((done, failure) -> sequence.lane().execute(() -> {
                    if (failure != null) {
                        SocketLog.notKept(socket.session().id(), namespace.name(), failure);
                    }
                    then.run();
                    namespace.done();
                }));
    }

    /** Whether a client comes back that its socket has left for that. */
    private boolean isKept(DisconnectReason reason) {
        return switch (reason) {
            case TRANSPORT_ERROR, TRANSPORT_CLOSE, FORCED_CLOSE, PING_TIMEOUT, FORCED_SERVER_CLOSE -> true;
            // With this node everything is gone that only it remembers.
            case SERVER_SHUTTING_DOWN -> memory == null;
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT, IDENTITY_EXPIRED -> false;
        };
    }
}
