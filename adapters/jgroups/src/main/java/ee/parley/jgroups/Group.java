// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jgroups.Address;

/**
 * Who else is there, and which namespaces each has open. Whoever sees a new member tells it what it has open itself, and asks the
 * same; then each tells what it opens and closes.
 *
 * <p>Everything but looking at {@link #peers} happens in turn. Nobody waits.
 */
final class Group {
    /** A node that does not answer within that is about to be noticed as dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Told of what happens, in turn. */
    interface Observer {
        void left(String namespace, String node);

        Peer meet(Address member);

        void later(Duration delay, Runnable task);
    }

    private final Turns turns = new Turns();
    private final Supplier<Set<String>> open;
    private final Observer observer;
    private final ConcurrentMap<Address, Peer> peers = new ConcurrentHashMap<>();

    /** In turn: what closing channels wait for. */
    private final Map<Integer, Farewell> farewells = new HashMap<>();

    /** In turn. */
    private int lastFarewell;

    private record Farewell(Set<Address> missing, Runnable done) {}

    /**
     * Nobody yet.
     *
     * @param open the namespaces that this node has open now
     */
    Group(Supplier<Set<String>> open, Observer observer) {
        this.open = open;
        this.observer = observer;
    }

    Iterable<Peer> peers() {
        return peers.values();
    }

    /** The members but this node are these. */
    void view(List<Address> members) {
        turns.execute(() -> {
            Set<Address> gone = new HashSet<>(peers.keySet());
            members.forEach(gone::remove);
            gone.forEach(this::forget);
            for (Address member : members) {
                if (!peers.containsKey(member)) {
                    Peer peer = observer.meet(member);
                    peers.put(member, peer);
                    peer.outbox().insist(Said.bytes(new Said.Hello(open.get(), true)));
                }
            }
        });
    }

    private void forget(Address member) {
        Peer peer = peers.remove(member);
        if (peer == null) {
            return;
        }
        peer.outbox().close();
        peer.namespaces().forEach(namespace -> observer.left(namespace, peer.id()));
        for (int number : List.copyOf(farewells.keySet())) {
            noted(member, number);
        }
    }

    void opened(String namespace) {
        turns.execute(() -> tell(new Said.Opened(namespace)));
    }

    private void tell(Said said) {
        byte[] bytes = Said.bytes(said);
        peers.values().forEach(peer -> peer.outbox().insist(bytes));
    }

    /** Calls back when nobody counts on this node any more, or does not answer. */
    void closed(String namespace, Runnable done) {
        turns.execute(() -> {
            int number = ++lastFarewell;
            Farewell farewell = new Farewell(new HashSet<>(peers.keySet()), done);
            if (farewell.missing.isEmpty()) {
                done.run();
                return;
            }
            farewells.put(number, farewell);
            tell(new Said.Closed(namespace, number));
            try {
                observer.later(PATIENCE, () -> turns.execute(() -> end(number)));
            } catch (RejectedExecutionException e) {
                // The application is stopping: nobody will wait.
                end(number);
            }
        });
    }

    private void end(int number) {
        Farewell farewell = farewells.remove(number);
        if (farewell != null) {
            farewell.done.run();
        }
    }

    private void noted(Address member, int number) {
        Farewell farewell = farewells.get(number);
        if (farewell != null && farewell.missing.remove(member) && farewell.missing.isEmpty()) {
            end(number);
        }
    }

    /** A member has said something that is no message. */
    void heard(Address member, Said said) {
        turns.execute(() -> {
            Peer peer = peers.get(member);
            if (said instanceof Said.Noted noted) {
                noted(member, noted.number());
            } else if (peer != null) {
                heard(peer, said);
            }
            // Else it has been asked as soon as it is in our view, and will say all of it again.
        });
    }

    private void heard(Peer peer, Said said) {
        if (said instanceof Said.Hello hello) {
            Set<String> closed = new HashSet<>(peer.namespaces());
            closed.removeAll(hello.namespaces());
            closed.forEach(namespace -> left(peer, namespace));
            peer.namespaces().addAll(hello.namespaces());
            if (hello.answer()) {
                peer.outbox().insist(Said.bytes(new Said.Hello(open.get(), false)));
            }
        } else if (said instanceof Said.Opened opened) {
            peer.namespaces().add(opened.namespace());
        } else if (said instanceof Said.Closed closed) {
            left(peer, closed.namespace());
            peer.outbox().insist(Said.bytes(new Said.Noted(closed.number())));
        } else {
            throw new AssertionError(said);
        }
    }

    private void left(Peer peer, String namespace) {
        if (peer.namespaces().remove(namespace)) {
            observer.left(namespace, peer.id());
        }
    }
}
