// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.EventException;
import ee.parley.Identity;
import ee.parley.SocketAuthenticator;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.lane.Timers;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who a socket is, and until when. Thread-safe.
 *
 * <pre>
 *   the container's --authenticator--> its own --time--> the socket leaves
 *                                       ^    |
 *                                       +----+ authenticated again
 * </pre>
 */
final class Identification {
    private static final String FORBIDDEN = "Forbidden";
    private static final String EXPIRED = "Identity expired";

    /** No timer is asked to count further than this: it is set again. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final LocalSocket socket;

    /** Guarded by this. */
    private Timers.@Nullable Timeout expiry;

    private volatile Identity identity;

    Identification(LocalSocket socket, HandshakeRequest request) {
        this.socket = socket;
        this.identity = request.principal().isEmpty() && request.roles().isEmpty()
                ? Identity.anonymous()
                : new Identity(request.principal(), request.roles(), Optional.empty());
    }

    Identity identity() {
        return identity;
    }

    /**
     * Finds out who wants to join, and whether that one may.
     *
     * @return fails with the refusal; null: it may
     * @throws Exception a refusal
     */
    @Nullable
    CompletionStage<?> establish() throws Exception {
        Optional<SocketAuthenticator> authenticator = handler().authenticator();
        CompletionStage<Identity> found = authenticator.isEmpty()
                ? null
                : ask(authenticator.get(), socket.handshake().auth());
        if (found == null) {
            require(handler().admits(identity), FORBIDDEN);
            return null;
        }
        return found.thenAccept(this::assume);
    }

    /** Finds out anew. Everything stays as it is unless that succeeds. */
    CompletionStage<Void> renew(JsonObject auth) {
        SocketAuthenticator authenticator = handler()
                .authenticator()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "There is nobody to ask: an application that authenticates sockets has a bean of type SocketAuthenticator"));
        CompletableFuture<Void> renewed = new CompletableFuture<>();
        try {
            CompletionStage<Identity> found = ask(authenticator, auth);
            if (found == null) {
                renewed.complete(null);
                return renewed;
            }
            found.thenAccept(this::assume).whenComplete((done, failure) -> {
                if (failure == null) {
                    renewed.complete(null);
                } else {
                    renewed.completeExceptionally(answer(FailedEvent.unwrap(failure)));
                }
            });
        } catch (Exception failure) {
            renewed.completeExceptionally(answer(failure));
        }
        return renewed;
    }

    /** The socket has left. */
    void end() {
        expireBy(null);
    }

    private @Nullable CompletionStage<Identity> ask(SocketAuthenticator authenticator, JsonObject auth)
            throws Exception {
        return socket.call(() -> authenticator.authenticate(socket.handshake(), auth));
    }

    private NamespaceHandler handler() {
        return socket.namespace().handler();
    }

    private void assume(@Nullable Identity found) {
        Identity assumed = found == null ? identity : found;
        require(assumed.expires().isEmpty() || assumed.expires().get().isAfter(now()), EXPIRED);
        require(handler().admits(assumed), FORBIDDEN);
        identity = assumed;
        watch();
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new ConnectionRefusedException(otherwise);
        }
    }

    /** A refusal, in terms of an event. */
    private static Throwable answer(Throwable failure) {
        if (!(failure instanceof ConnectionRefusedException refusal)) {
            return failure;
        }
        String message = refusal.getMessage();
        return new EventException(EventException.FORBIDDEN, message == null ? "" : message, refusal.data());
    }

    private void watch() {
        Identity watched = identity;
        Timers.Timeout next = null;
        if (watched.expires().isPresent() && !socket.hasLeft()) {
            Duration left = Duration.between(now(), watched.expires().get());
            boolean far = left.compareTo(LONGEST_WAIT) > 0;
            next = socket.namespace()
                    .timers()
                    .schedule(far ? LONGEST_WAIT : left, () -> socket.onLane(() -> passed(watched, far)));
        }
        expireBy(next);
        if (socket.hasLeft()) {
            // Must look again: it may have left before there was a timer to cancel.
            end();
        } else if (identity != watched) {
            // Must watch again: the timer that was called off may have been that of the identity there is now.
            watch();
        }
    }

    private synchronized void expireBy(Timers.@Nullable Timeout next) {
        Timers.Timeout before = expiry;
        expiry = next;
        if (before != null) {
            before.cancel();
        }
    }

    private void passed(Identity watched, boolean far) {
        if (identity != watched) {
            // Authenticated again, just before it was too late.
            return;
        }
        if (far) {
            watch();
        } else {
            socket.sendAway(DisconnectReason.IDENTITY_EXPIRED);
        }
    }

    private Instant now() {
        return socket.namespace().now();
    }
}
