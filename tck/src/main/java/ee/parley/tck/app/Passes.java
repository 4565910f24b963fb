// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectionRefusedException;
import ee.parley.Handshake;
import ee.parley.Identity;
import ee.parley.SocketAuthenticator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Knows a client by the pass that it shows; who shows none is whom the container knows. */
@ApplicationScoped
public class Passes implements SocketAuthenticator {
    @Override
    public @Nullable CompletionStage<Identity> authenticate(Handshake handshake, JsonObject auth) {
        String pass = auth.getString("pass", "");
        return switch (pass) {
            case "" -> null;
            case "forged" -> throw new ConnectionRefusedException("Forged pass", Map.of("reasons", List.of("seal")));
            case "broken" -> throw new IllegalStateException("secret");
            case "visitor" -> CompletableFuture.completedFuture(Identity.anonymous());
            case "short" ->
                CompletableFuture.completedFuture(
                        Identity.of("alan", Set.of("clerk")).until(Instant.now().plusMillis(700)));
            default -> CompletableFuture.completedFuture(Identity.of(pass, Set.of("clerk")));
        };
    }
}
