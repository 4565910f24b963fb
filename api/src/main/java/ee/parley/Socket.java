// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One client in one namespace. Usable from any thread.
 *
 * <p>A client that joined several namespaces has a socket in each, over one connection. Injected ({@code @Inject Socket}),
 * it is the socket whose callback is running.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/">Socket.IO: the Socket instance (server-side)</a>
 * @since 0.1
 */
public interface Socket extends RemoteSocket {
    /**
     * Returns the namespace the socket is in.
     *
     * @return the namespace
     */
    Namespace namespace();

    /**
     * Returns who the client is: whom the application's {@link SocketAuthenticator} found, otherwise whom the container
     * authenticated at the client's first request.
     *
     * @return the caller; empty when there was none
     */
    Optional<Principal> principal();

    /**
     * Tells whether the client has a role: one that the application's {@link SocketAuthenticator} gave it, otherwise one that
     * the container knew it in at its first request.
     *
     * @apiNote The container is asked in advance, so only for the roles that the application names: in
     *     {@code @RolesAllowed} on any of its beans, or in {@code @DeclareRoles}. {@code @RolesAllowed} on handlers looks at the
     *     same.
     *
     * @param role the name of the role; {@code "**"} for everybody who has a principal
     * @return whether the client has it
     */
    boolean isUserInRole(String role);

    /**
     * Asks the application's {@link SocketAuthenticator} again, with a new payload. What it finds replaces principal, roles and
     * expiry, which is how a client whose token is about to expire goes on:
     *
     * <pre>{@code
     * @OnEvent("token")
     * CompletionStage<Void> renew(JsonObject auth, Socket socket) {
     *     return socket.authenticate(auth);
     * }
     * }</pre>
     *
     * <p>The authenticator runs on the calling thread, and may block it.
     *
     * @param auth the payload
     * @return completes when the new identity is in force. Fails with an {@link EventException} {@code FORBIDDEN}, which holds
     *     the message and data of the authenticator's refusal, or when the new identity has no access to the namespace;
     *     with another exception when the authenticator fails. Then everything stays as it was
     * @throws IllegalStateException when the application has no {@code SocketAuthenticator}
     */
    CompletionStage<Void> authenticate(JsonObject auth);

    /**
     * Tells whether the socket has been admitted to its namespace and has not left.
     *
     * @return {@code false} inside {@link OnConnect} and once the socket has left
     */
    boolean connected();

    /**
     * Tells whether the client had lost its connection, and has got back this socket as it was: its id, rooms and data. The
     * events that it has missed are sent before it is told that it is connected.
     *
     * @apiNote {@link OnConnect} runs for a client that recovers, too: what it does for a new one, such as joining rooms, has
     *     been done then. What is in {@link #data()} may have become JSON on the way, and is bound again by
     *     {@link SocketData#get}.
     *
     * @return the reference's {@code socket.recovered}; {@code false} unless the option {@code connectionStateRecovery} is set
     * @see <a href="https://socket.io/docs/v4/connection-state-recovery">Socket.IO: connection state recovery</a>
     */
    boolean recovered();

    @Override
    Socket timeout(Duration timeout);

    @Override
    default Socket afterCommit() {
        return afterCommit(true);
    }

    /** {@inheritDoc} */
    @Override
    Socket afterCommit(boolean on);

    /**
     * Returns this socket with the compression of what it sends switched. This socket is unchanged. No transport of Parley looks
     * at it, as {@link BroadcastOperator#compress} says.
     *
     * @param on whether transports that can compress may do so; the default is {@code true}
     * @return a view of this socket
     */
    Socket compress(boolean on);

    /**
     * Returns this socket sending events that may be lost: one is dropped when the client's transport cannot take it at
     * once. This socket is unchanged.
     *
     * @return a view of this socket, the reference's {@code socket.volatile}
     */
    Socket asVolatile();

    /**
     * Returns an operator that reaches every socket of the namespace but this one.
     *
     * @return the reference's {@code socket.broadcast}
     */
    BroadcastOperator broadcast();

    /**
     * Returns an operator that reaches every socket in any of the rooms but this one.
     *
     * @param rooms the rooms; none reaches nobody
     * @return the operator
     */
    BroadcastOperator to(String... rooms);

    /**
     * Returns an operator that reaches every socket of the namespace but this one and those in any of the rooms.
     *
     * @param rooms the rooms to leave out
     * @return the operator
     */
    BroadcastOperator except(String... rooms);

    /**
     * Adds middleware: it sees each event of this socket after the {@link EventMiddleware} beans and before listeners and
     * handlers, in the order of the calls.
     *
     * @param middleware the middleware
     * @return takes it back
     */
    Registration use(EventMiddleware middleware);

    /**
     * Adds a listener for one event. Called after the {@link OnEvent} method of the event, if the namespace's bean has one,
     * and after earlier listeners; the first answer counts.
     *
     * @param event the name of the event
     * @param listener the listener
     * @return takes it back
     * @throws IllegalArgumentException when the name is reserved: for the end of the socket there is {@link #onDisconnect}
     */
    Registration on(String event, EventListener listener);

    /**
     * Adds a listener for every event that passes the middleware. Called before {@link OnAnyEvent} methods, handlers and
     * other listeners, on the socket's turn on a thread that may block. What it throws is the answer to the event, which goes
     * no further then.
     *
     * @param listener the listener
     * @return takes it back
     */
    Registration onAny(Consumer<IncomingEvent> listener);

    /**
     * Adds a listener for every event that is sent to this socket, also by a broadcast; not for acknowledgements. It is
     * called before the event is sent, by the thread that sends it, so it must not block. What it throws is logged, and the
     * event sent all the same.
     *
     * @param listener the listener
     * @return takes it back
     */
    Registration onAnyOutgoing(Consumer<OutgoingEvent> listener);

    /**
     * Adds a listener for the end of this socket. Called once, after all events and before the {@link OnDisconnect} method,
     * on a thread that may block; at once, when the socket has left already. Of a socket that has never been let in nobody is
     * told. What it throws is logged.
     *
     * @param listener told why the socket left
     * @return takes it back
     */
    Registration onDisconnect(Consumer<DisconnectReason> listener);
}
