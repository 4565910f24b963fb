// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterMessage.DisconnectSockets;
import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.ClusterMessage.SocketsJoin;
import ee.parley.spi.ClusterMessage.SocketsLeave;
import ee.parley.spi.Selection;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to the clients of a cluster from a program that is no Socket.IO server: a batch job, a message-driven bean of
 * another application, a plain {@code main}. Reaches Parley nodes and Node.js servers alike, as
 * {@code @socket.io/redis-emitter} does.
 *
 * <pre>{@code
 * try (Emitter emitter = Emitter.connect("redis://localhost:6379")) {
 *     emitter.of("/chat").to("lobby").emit("news", new Headline("Good evening"));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe; all emitters made of one share its connection. Each order completes when Redis has it, within
 * the timeout of the {@linkplain RedisAdapter.Builder#timeout builder}; exceptionally when it may be lost. It tells nobody
 * whom it has reached. Orders of one thread arrive in the order of the calls.
 *
 * <p>Needs implementations of JSON-P and JSON-B on the class path, as every Jakarta EE server has them.
 *
 * @see <a href="https://socket.io/docs/v4/redis-adapter/#emitter">Socket.IO: Redis emitter</a>
 * @since 0.1
 */
public final class Emitter implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 5;

    /** What all emitters made of one share. */
    private record Shared(Link link, Delivery delivery, EmittedEvents events) {}

    private final Shared shared;
    private final String namespace;

    /** Empty for everybody. */
    private final Optional<Set<String>> rooms;

    private final Set<String> except;
    private final boolean dispensable;
    private final boolean compress;

    private Emitter(
            Shared shared,
            String namespace,
            Optional<Set<String>> rooms,
            Set<String> except,
            boolean dispensable,
            boolean compress) {
        this.shared = shared;
        this.namespace = namespace;
        this.rooms = rooms;
        this.except = except;
        this.dispensable = dispensable;
        this.compress = compress;
    }

    /**
     * Connects, for nodes with the default options.
     *
     * @param address where Redis is, as for {@link RedisAdapter#builder}
     * @return an emitter for the namespace {@code /}
     * @throws IllegalArgumentException when it is no address of Redis
     * @throws IllegalStateException when there is no connection within ten seconds; its message says why
     */
    public static Emitter connect(String address) {
        return connect(RedisAdapter.builder(address));
    }

    /**
     * Connects, for nodes with other options: their mode and key must be the same.
     *
     * @param options the options of the nodes
     * @return an emitter for the namespace {@code /}
     * @throws IllegalStateException when there is no connection within ten seconds; its message says why
     */
    public static Emitter connect(RedisAdapter.Builder options) {
        return connect(options.options(), CONNECT);
    }

    static Emitter connect(RedisOptions options, Duration longest) {
        JsonTexts json = new JsonTexts();
        EmittedEvents events = new EmittedEvents(json);
        Link link = new Link(options);
        try {
            awaitConnection(link, longest);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
        return new Emitter(
                new Shared(link, options.delivery(link, json), events), "/", Optional.empty(), Set.of(), false, true);
    }

    private static void awaitConnection(Link link, Duration longest) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        poll(link, connected);
        try {
            connected.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            connected.cancel(false);
            throw new IllegalStateException(
                    "no connection to Redis: " + link.health().problem().orElse("it has just been made"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connected.cancel(false);
            throw new IllegalStateException("interrupted while connecting to Redis", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void poll(Link link, CompletableFuture<Void> connected) {
        if (link.health().connected()) {
            connected.complete(null);
        } else if (!connected.isDone()) {
            var unused = link.loop().schedule(() -> poll(link, connected), POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Returns an emitter for another namespace, without rooms.
     *
     * @param namespace its name; a missing {@code /} at its beginning is added
     * @return a new emitter
     */
    public Emitter of(String namespace) {
        String name = namespace.startsWith("/") ? namespace : "/" + namespace;
        return new Emitter(shared, name, Optional.empty(), Set.of(), false, true);
    }

    /**
     * Adds rooms to reach. The id of a socket is the name of a room that only this socket is in.
     *
     * @param rooms the rooms; naming none reaches nobody (and not, as in the reference, everybody)
     * @return a new emitter
     */
    public Emitter to(String... rooms) {
        Set<String> more = new HashSet<>(this.rooms.orElse(Set.of()));
        more.addAll(Arrays.asList(rooms));
        return new Emitter(shared, namespace, Optional.of(Set.copyOf(more)), except, dispensable, compress);
    }

    /**
     * The same as {@link #to}.
     *
     * @param rooms the rooms
     * @return a new emitter
     */
    public Emitter in(String... rooms) {
        return to(rooms);
    }

    /**
     * Adds rooms whose sockets are left out, whatever other rooms they are in.
     *
     * @param rooms the rooms
     * @return a new emitter
     */
    public Emitter except(String... rooms) {
        Set<String> more = new HashSet<>(except);
        more.addAll(Arrays.asList(rooms));
        return new Emitter(shared, namespace, this.rooms, Set.copyOf(more), dispensable, compress);
    }

    /**
     * Returns an emitter whose events may be lost for clients that cannot take them at once ({@code volatile} in the
     * reference).
     *
     * @return a new emitter
     */
    public Emitter asVolatile() {
        return new Emitter(shared, namespace, rooms, except, true, compress);
    }

    /**
     * Sets whether transports may compress the events.
     *
     * @param compress default {@code true}
     * @return a new emitter
     */
    public Emitter compress(boolean compress) {
        return new Emitter(shared, namespace, rooms, except, dispensable, compress);
    }

    /**
     * Sends an event to clients.
     *
     * @param event the name of the event
     * @param arguments the arguments, written by JSON-B; {@code byte[]} and {@link java.nio.ByteBuffer}, wherever they stand,
     *     arrive as binary data
     * @return completes when Redis has it
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written
     */
    public CompletionStage<Void> emit(String event, @Nullable Object... arguments) {
        return forSockets(new Broadcast(selection(), shared.events().event(event, arguments), dispensable, compress));
    }

    /**
     * Makes sockets join rooms.
     *
     * @param rooms the rooms
     * @return completes when Redis has the order
     */
    public CompletionStage<Void> socketsJoin(String... rooms) {
        return forSockets(new SocketsJoin(selection(), Set.copyOf(Arrays.asList(rooms))));
    }

    /**
     * Makes sockets leave rooms.
     *
     * @param rooms the rooms
     * @return completes when Redis has the order
     */
    public CompletionStage<Void> socketsLeave(String... rooms) {
        return forSockets(new SocketsLeave(selection(), Set.copyOf(Arrays.asList(rooms))));
    }

    /**
     * Makes sockets leave the namespace.
     *
     * @param close whether their connections are closed, too
     * @return completes when Redis has the order
     */
    public CompletionStage<Void> disconnectSockets(boolean close) {
        return forSockets(new DisconnectSockets(selection(), close));
    }

    /**
     * Sends an event to the servers themselves, whatever rooms were named. They cannot answer.
     *
     * @param event the name of the event
     * @param arguments the arguments, without binary data
     * @return completes when Redis has it
     * @throws IllegalArgumentException when the name is reserved, or an argument cannot be written
     */
    public CompletionStage<Void> serverSideEmit(String event, @Nullable Object... arguments) {
        return deliver(new ServerSideEmit(Optional.empty(), shared.events().event(event, arguments)));
    }

    private Selection selection() {
        return new Selection(rooms.orElse(Set.of()), except);
    }

    private CompletionStage<Void> forSockets(ClusterMessage message) {
        boolean nobody = rooms.isPresent() && rooms.get().isEmpty();
        return nobody ? CompletableFuture.completedFuture(null) : deliver(message);
    }

    private CompletionStage<Void> deliver(ClusterMessage message) {
        return shared.delivery().deliver(namespace, message).thenAccept(done -> {});
    }

    /** Waits until Redis has what was sent, or has lost it; and closes the connection, of all emitters that share it. */
    @Override
    public void close() {
        CompletionStage<Void> closed = shared.link()
                .ask(redis -> redis.ping())
                .handle((pong, failure) -> failure)
                .thenCompose(flushed -> shared.link().close());
        closed.toCompletableFuture().join();
        shared.events().close();
    }
}
