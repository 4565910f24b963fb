// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.ConnectionRefusedException;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.Registration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The namespaces of a broker, by name, and the parents that make more of them. Thread-safe; calls nobody while its lock is
 * held.
 *
 * <pre>
 *            first client                     last one has left
 *   absent -------------> listed, n visitors ------------------> absent: the next client makes another one
 *                                |
 *                                +--open--> listed for good, as are those without a parent
 * </pre>
 *
 * <p>A visitor is a socket, or a client that is about to become one. It counts from the moment its namespace has been found
 * for it, under the lock that also ends namespaces, so none enters one that has ended.
 */
final class Namespaces {
    static final String INVALID = "Invalid namespace";
    static final String TOO_MANY = "Too many namespaces";

    private final Broker broker;
    private final ConcurrentMap<String, LocalNamespace> existing = new ConcurrentHashMap<>();

    /** In the order in which they are asked. */
    private final List<LocalParent> parents = new CopyOnWriteArrayList<>();

    private final Listeners<Namespace> newcomers = new Listeners<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** The children that end with their last visitor; how many each has. */
    @GuardedBy("lock")
    private final Map<LocalNamespace, Integer> visitors = new HashMap<>();

    Namespaces(Broker broker) {
        this.broker = broker;
    }

    Optional<LocalNamespace> get(String name) {
        return Optional.ofNullable(existing.get(name));
    }

    Optional<LocalParent> parent(String name) {
        return parents.stream().filter(parent -> parent.name().equals(name)).findFirst();
    }

    Set<Namespace> all() {
        return new LinkedHashSet<>(existing.values());
    }

    Registration onNew(Consumer<Namespace> listener) {
        return newcomers.add(listener);
    }

    void add(LocalParent parent) {
        parents.add(parent);
    }

    /** Lists a namespace for good; false when there is one of its name. */
    boolean add(LocalNamespace namespace) {
        if (!list(namespace, true)) {
            return false;
        }
        announce(namespace);
        return true;
    }

    /** Returns the namespace of a name, from here on for good. Runs application code. */
    LocalNamespace open(String name) {
        while (true) {
            LocalNamespace found = existing.get(name);
            if (found == null) {
                LocalNamespace made = child(name, Optional.empty())
                        .orElseGet(() -> new LocalNamespace(broker, name, broker.opened()));
                if (add(made)) {
                    return made;
                }
            } else if (keep(found)) {
                return found;
            }
        }
    }

    /**
     * Returns a namespace that the application has looked up, to reach other nodes by it; kept for a while if it is a child.
     * Runs application code.
     */
    Optional<LocalNamespace> visit(String name) {
        while (true) {
            LocalNamespace found = existing.get(name);
            if (found == null) {
                Optional<LocalNamespace> made = child(name, Optional.empty());
                if (made.isEmpty() || !listForVisit(made.get())) {
                    return existing.containsKey(name) ? get(name) : Optional.empty();
                }
                announce(made.get());
                found = made.get();
            } else if (found.parent().isEmpty() || found.lease().renew()) {
                return Optional.of(found);
            } else if (!enter(found)) {
                continue;
            }
            if (!found.lease().begin()) {
                leave(found);
            }
            return Optional.of(found);
        }
    }

    private boolean listForVisit(LocalNamespace made) {
        try {
            return list(made, false);
        } catch (ConnectionRefusedException tooMany) {
            return false;
        }
    }

    // Clients; what is entered must be left

    /** Enters a namespace for whose name nobody has to be asked; empty when there is none. Callable on a lane. */
    Optional<LocalNamespace> enter(String name) {
        return get(name)
                .filter(found -> found.announced().toCompletableFuture().isDone()
                        && found.parent().filter(LocalParent::asksForEach).isEmpty()
                        && enter(found));
    }

    /**
     * Tells whether {@link #find} may find a namespace. Callable on a lane.
     *
     * <p>No client makes a namespace whose name has control characters: one of them separates packets where they are polled,
     * others lines where they are logged.
     */
    boolean mayFind(String name) {
        if (existing.containsKey(name)) {
            return true;
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (LocalParent parent : parents) {
            if (parent.mayMatch(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Enters the namespace of a name, made now if need be. Runs application code.
     *
     * @return completes when the namespace has been announced
     * @throws ConnectionRefusedException when there is none for that client
     */
    CompletionStage<LocalNamespace> find(String name, Handshake client) {
        while (true) {
            LocalNamespace found = existing.get(name);
            if (found == null) {
                LocalNamespace made =
                        child(name, Optional.of(client)).orElseThrow(() -> new ConnectionRefusedException(INVALID));
                if (list(made, false)) {
                    announce(made);
                    return made.announced();
                }
            } else {
                checkAsked(found, client);
                if (enter(found)) {
                    return found.announced();
                }
            }
        }
    }

    private static void checkAsked(LocalNamespace child, Handshake client) {
        Optional<LocalParent> asking = child.parent().filter(LocalParent::asksForEach);
        if (asking.isPresent()
                && asking.get().match(child.name(), Optional.of(client)).isEmpty()) {
            throw new ConnectionRefusedException(INVALID);
        }
    }

    private boolean enter(LocalNamespace namespace) {
        if (namespace.parent().isEmpty()) {
            return true;
        }
        lock.lock();
        try {
            visitors.computeIfPresent(namespace, (child, count) -> count + 1);
            return existing.get(namespace.name()) == namespace;
        } finally {
            lock.unlock();
        }
    }

    /** One visitor less. */
    void leave(LocalNamespace namespace) {
        if (namespace.parent().isEmpty()) {
            return;
        }
        boolean ended;
        lock.lock();
        try {
            Integer left = visitors.computeIfPresent(namespace, (child, count) -> count - 1);
            ended = left != null && left == 0;
            if (ended) {
                visitors.remove(namespace);
                existing.remove(namespace.name());
                namespace.parent().get().family().remove(namespace);
            }
        } finally {
            lock.unlock();
        }
        if (ended) {
            broker.cluster().ifPresent(namespace::leaveCluster);
        }
    }

    // Making namespaces

    private Optional<LocalNamespace> child(String name, Optional<Handshake> client) {
        for (LocalParent parent : parents) {
            Optional<?> match = parent.match(name, client);
            if (match.isPresent()) {
                return Optional.of(new LocalNamespace(broker, name, parent, match.get()));
            }
        }
        return Optional.empty();
    }

    private boolean list(LocalNamespace namespace, boolean forGood) {
        boolean listed = enlist(namespace, forGood);
        if (listed) {
            broker.cluster().ifPresent(namespace::enterCluster);
        }
        return listed;
    }

    private boolean enlist(LocalNamespace namespace, boolean forGood) {
        lock.lock();
        try {
            if (existing.containsKey(namespace.name())) {
                return false;
            }
            if (!forGood) {
                if (visitors.size() >= broker.options().maxChildNamespaces()) {
                    throw new ConnectionRefusedException(TOO_MANY);
                }
                visitors.put(namespace, 1);
            }
            existing.put(namespace.name(), namespace);
            namespace.parent().ifPresent(parent -> parent.family().add(namespace));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** From here on it is not ended; false when it has been. */
    private boolean keep(LocalNamespace namespace) {
        lock.lock();
        try {
            visitors.remove(namespace);
            return existing.get(namespace.name()) == namespace;
        } finally {
            lock.unlock();
        }
    }

    private void announce(LocalNamespace namespace) {
        newcomers.tell(namespace, failure -> SocketLog.listenerFailed(namespace, failure));
        namespace.announce();
    }
}
