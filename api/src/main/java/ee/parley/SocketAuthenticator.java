// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a socket is from what its client sent, for example from a token in its {@code auth} payload. An application has
 * one CDI bean of this type, or none; two are a deployment error.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Tokens implements SocketAuthenticator {
 *     @Inject TokenVerifier verifier;
 *
 *     @Override
 *     public CompletionStage<Identity> authenticate(Handshake handshake, JsonObject auth) {
 *         Token token = verifier.verify(auth.getString("token", ""))
 *                 .orElseThrow(() -> new ConnectionRefusedException("Invalid token"));
 *         return CompletableFuture.completedStage(
 *                 Identity.of(token.subject(), token.roles()).until(token.expiry()));
 *     }
 * }
 * }</pre>
 *
 * <p>It is asked for every client of every namespace, whether or not it sent an {@code auth} payload, before all middleware, roles
 * and {@link OnConnect}; and again by {@link Socket#authenticate}. The one socket of a connection tells nothing about another:
 * each namespace has its own {@code CONNECT} with its own payload.
 *
 * <p>It runs on the application's threads with the request context active, and may block; or it returns a stage that is
 * awaited without a thread.
 *
 * @see <a href="https://socket.io/docs/v4/middlewares/#sending-credentials">Socket.IO: sending credentials</a>
 * @since 0.1
 */
@FunctionalInterface
public interface SocketAuthenticator {
    /**
     * Returns who the client is.
     *
     * @param handshake what is known of the client, whom the container authenticated included
     * @param auth the client's payload: that of its {@code CONNECT}, or what {@link Socket#authenticate} was given; the empty
     *     object when there was none
     * @return completes with the identity, {@link Identity#anonymous()} for a guest; {@code null} leaves the identity as it is,
     *     which is at first the container's
     * @throws ConnectionRefusedException refuses the client; so does a stage that fails with it. Any other exception is logged,
     *     and refuses with {@code Internal error}
     */
    @Nullable
    CompletionStage<Identity> authenticate(Handshake handshake, JsonObject auth);
}
