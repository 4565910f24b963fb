// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.ClusterHealth;
import ee.parley.ConnectionRefusedException;
import ee.parley.EngineHooks;
import ee.parley.EventListener;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import ee.parley.RecoveryOptions;
import ee.parley.Registration;
import ee.parley.ServerOptions;
import ee.parley.SocketServer;
import ee.parley.impl.cluster.Cluster;
import ee.parley.impl.engine.Hooks;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.SessionAcceptor;
import ee.parley.impl.engine.SessionListener;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.recovery.Keeper;
import ee.parley.impl.recovery.NodeMemory;
import ee.parley.impl.wire.socketio.DecoderLimits;
import ee.parley.impl.wire.socketio.KnownNames;
import ee.parley.impl.wire.socketio.PacketDecoder;
import ee.parley.spi.ClusterAdapter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The Socket.IO server of one application: its namespaces, and the connections that its engine has accepted. */
public final class Broker implements SocketServer, Operators, SessionAcceptor {
    private static final String MAIN = "/";
    private static final int ID_BYTES = 15;

    private final ServerOptions options;
    private final Payloads payloads;
    private final Executor handlers;
    private final Timers timers;
    private final Transactions transactions;
    private final Surroundings surroundings;
    private final DecoderLimits decoderLimits;
    private final KnownNames eventNames = new KnownNames();
    private final SecureRandom random = new SecureRandom();
    private final Optional<Keeper> keeper;
    private final Namespaces namespaces = new Namespaces(this);
    private final AtomicInteger predicates = new AtomicInteger();
    private final Hooks hooks = new Hooks();
    private final Optional<Cluster> cluster;
    private volatile NamespaceHandler opened = new ListenersOnly();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** What the main operators reach where nobody serves the main namespace: nobody. */
    private final LocalNamespace nowhere;

    /** Connections that have not ended, disconnect handlers that have not returned, and one for a broker not closed. */
    private final AtomicInteger busy = new AtomicInteger(1);

    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * A broker without namespaces.
     *
     * @param options limits and times
     * @param payloads binds and writes arguments
     * @param handlers runs the application's code, which may block, with the application's context
     * @param timers for time limits
     * @param transactions those that the application's threads may be in
     * @param surroundings what is around the application's code
     */
    public Broker(
            ServerOptions options,
            Payloads payloads,
            Executor handlers,
            Timers timers,
            Transactions transactions,
            Surroundings surroundings) {
        this(options, payloads, handlers, timers, transactions, surroundings, Optional.empty());
    }

    /**
     * A broker without namespaces that is a node of a cluster.
     *
     * @param options limits and times
     * @param payloads binds and writes arguments
     * @param handlers runs the application's code, which may block, with the application's context
     * @param timers for time limits
     * @param transactions those that the application's threads may be in
     * @param surroundings what is around the application's code
     * @param adapter carries messages to other nodes; empty where there are none
     * @throws IllegalStateException when the adapter can never work here
     */
    public Broker(
            ServerOptions options,
            Payloads payloads,
            Executor handlers,
            Timers timers,
            Transactions transactions,
            Surroundings surroundings,
            Optional<ClusterAdapter> adapter) {
        this.options = options;
        this.payloads = payloads;
        this.handlers = handlers;
        this.timers = timers;
        this.transactions = transactions;
        this.surroundings = surroundings;
        // As many bytes as a client may send in as many messages, which is the reference's bound, too.
        this.decoderLimits = new DecoderLimits(
                options.maxAttachments(),
                (long) options.maxAttachments() * options.maxHttpBufferSize(),
                options.maxDepth(),
                DecoderLimits.STANDARD.maxArguments(),
                DecoderLimits.STANDARD.maxNamespaceLength(),
                DecoderLimits.STANDARD.maxEventNameLength());
        this.cluster = adapter.map(carrier -> Cluster.start(carrier, timers, handlers));
        this.keeper = options.connectionStateRecovery().map(this::keeper);
        this.nowhere = new LocalNamespace(this, MAIN, new NobodyListens());
    }

    private Keeper keeper(RecoveryOptions how) {
        Optional<Keeper> shared = cluster.flatMap(Cluster::sessions)
                .map(store -> new SharedMemory(store, how.maxDisconnectionDuration(), payloads, handlers));
        return shared.orElseGet(() -> new NodeMemory(how, options.pingInterval().plus(options.pingTimeout()), timers));
    }

    /**
     * Opens a namespace to clients.
     *
     * @param name its name; a leading {@code /} may be left out
     * @param handler hears its sockets
     * @return the namespace
     * @throws IllegalArgumentException when the name has a comma, or is taken
     */
    public LocalNamespace register(String name, NamespaceHandler handler) {
        LocalNamespace namespace = new LocalNamespace(this, checked(name), handler);
        if (!namespaces.add(namespace)) {
            throw new IllegalArgumentException("The namespace \"" + namespace.name() + "\" is served already");
        }
        return namespace;
    }

    /**
     * Opens all namespaces of certain names to clients. Names that several parents take are the first one's.
     *
     * @param name the name of the parent
     * @param names which names its children have
     * @param handler hears the sockets of all children
     * @return the parent
     */
    public LocalParent register(String name, ChildNames names, NamespaceHandler handler) {
        return add(new LocalParent(this, name, handler, names, null));
    }

    /**
     * Tells who serves the namespaces that the application opens itself, from now on.
     *
     * @param handler hears the sockets of all of them, besides their listeners
     */
    public void serveOpened(NamespaceHandler handler) {
        opened = handler;
    }

    private LocalParent add(LocalParent parent) {
        namespaces.add(parent);
        return parent;
    }

    /** Called on the session's lane. */
    @Override
    public SessionListener opened(Session session) {
        Connection connection = new Connection(this, session);
        begun();
        connections.add(connection);
        if (closing.get()) {
            connection.shutDown();
        }
        return connection;
    }

    @Override
    public Optional<Namespace> namespace(String name) {
        Optional<Namespace> parent = namespaces.parent(name).map(Namespace.class::cast);
        return parent.or(() -> cluster.isPresent() ? elsewhere(absolute(name)) : namespaces.get(absolute(name)));
    }

    /** Clients may be in it on other nodes where none is on this one. */
    private Optional<LocalNamespace> elsewhere(String name) {
        return namespaces.mayFind(name) && isFree(name) ? namespaces.visit(name) : Optional.empty();
    }

    private static boolean isFree(String path) {
        return path.indexOf(',') < 0 && path.indexOf('?') < 0;
    }

    @Override
    public Namespace of(String name) {
        Optional<LocalParent> parent = namespaces.parent(name);
        if (parent.isPresent()) {
            return parent.get();
        }
        try {
            return namespaces.open(checked(name));
        } catch (ConnectionRefusedException refusal) {
            throw new IllegalArgumentException("There can be no namespace \"" + absolute(name) + '"', refusal);
        }
    }

    @Override
    public ParentNamespace of(Pattern names) {
        return register(
                names.pattern(), name -> names.matcher(name).matches() ? Optional.of(name) : Optional.empty(), opened);
    }

    @Override
    public ParentNamespace of(BiPredicate<String, Handshake> names) {
        String name = "/_" + predicates.getAndIncrement();
        return add(new LocalParent(this, name, opened, child -> Optional.empty(), names));
    }

    @Override
    public Set<Namespace> namespaces() {
        return namespaces.all();
    }

    @Override
    public Registration onNewNamespace(Consumer<Namespace> listener) {
        return namespaces.onNew(listener);
    }

    @Override
    public Registration hooks(EngineHooks added) {
        return hooks.add(added);
    }

    /** Returns what is to be asked about requests. */
    public Hooks engineHooks() {
        return hooks;
    }

    @Override
    public ServerOptions options() {
        return options;
    }

    @Override
    public int clientsCount() {
        return connections.size();
    }

    @Override
    public BroadcastOperator everybody() {
        return main().everybody();
    }

    private LocalNamespace main() {
        return namespaces.get(MAIN).orElse(nowhere);
    }

    @Override
    public void serverSideEmit(String event, Object... args) {
        main().serverSideEmit(event, args);
    }

    @Override
    public <T> CompletionStage<List<T>> serverSideEmitWithAck(Class<T> type, String event, Object... args) {
        return main().serverSideEmitWithAck(type, event, args);
    }

    @Override
    public Registration onServerSideEvent(String event, EventListener listener) {
        return main().onServerSideEvent(event, listener);
    }

    @Override
    public Optional<ClusterHealth> clusterHealth() {
        return cluster.map(Cluster::health);
    }

    /** Leaves the cluster; afterwards nothing of it is left. To be called when {@link #close} has completed, or nobody waits. */
    public CompletionStage<Void> leaveCluster() {
        return cluster.map(Cluster::close).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    Optional<Cluster> cluster() {
        return cluster;
    }

    /**
     * Makes all sockets leave, for {@link ee.parley.DisconnectReason#SERVER_SHUTTING_DOWN}; clients are not told, so that
     * they connect again. Nobody joins any more. The connections themselves are the engine's to close, afterwards.
     *
     * @return completes when every disconnect handler has returned
     */
    public CompletionStage<Void> close() {
        if (closing.compareAndSet(false, true)) {
            connections.forEach(Connection::shutDown);
            done();
        }
        return quiet;
    }

    private static String absolute(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    private static String checked(String name) {
        String path = absolute(name);
        if (!isFree(path)) {
            throw new IllegalArgumentException(
                    "The name of a namespace has neither a comma nor a question mark, \"" + name + "\" has");
        }
        return path;
    }

    NamespaceHandler opened() {
        return opened;
    }

    Namespaces directory() {
        return namespaces;
    }

    void ended(Connection connection) {
        connections.remove(connection);
        done();
    }

    void begun() {
        busy.incrementAndGet();
    }

    void done() {
        if (busy.decrementAndGet() == 0) {
            quiet.complete(null);
        }
    }

    String nextSocketId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    Instant now() {
        return Instant.now();
    }

    /** Who keeps the sockets of clients that may come back. */
    Optional<Keeper> keeper() {
        return keeper;
    }

    Payloads payloads() {
        return payloads;
    }

    Executor handlers() {
        return handlers;
    }

    Timers timers() {
        return timers;
    }

    Transactions transactions() {
        return transactions;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    PacketDecoder newDecoder() {
        return new PacketDecoder(decoderLimits, eventNames);
    }
}
