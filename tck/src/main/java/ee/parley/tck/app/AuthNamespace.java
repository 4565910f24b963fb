// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Auth;
import ee.parley.ConnectionRefusedException;
import ee.parley.Handshake;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate, and what is known of a client that came through it. */
@SocketNamespace("/auth")
public class AuthNamespace {
    /** What a client shows at the gate. */
    public record Credentials(
            @Nullable String token, @Nullable String user) {}

    @OnConnect
    void enter(Socket socket, @Auth Credentials credentials) {
        String token = credentials.token();
        if (token == null) {
            throw new ConnectionRefusedException("not authorized", Map.of("reason", "no token"));
        }
        switch (token) {
            case "secret" -> socket.data().put("credentials", credentials);
            case "plain" -> throw new ConnectionRefusedException("not today");
            case "broken" -> throw new IllegalStateException("the gate is broken");
            default -> throw new ConnectionRefusedException("not authorized", Map.of("reason", "wrong token"));
        }
    }

    @OnEvent("credentials")
    Optional<Credentials> credentials(Socket socket) {
        return socket.data().get("credentials", Credentials.class);
    }

    @OnEvent("auth")
    JsonObject auth(Handshake handshake) {
        return handshake.auth();
    }

    @OnEvent("query")
    Optional<String> query(String name, Handshake handshake) {
        return Optional.ofNullable(handshake.query().get(name));
    }

    @OnEvent("header")
    String header(String name, Handshake handshake) {
        return String.join(",", handshake.headers().getOrDefault(name, List.of()));
    }

    @OnEvent("url")
    String url(Handshake handshake) {
        return handshake.url();
    }

    @OnEvent("cross-domain")
    boolean crossDomain(Handshake handshake) {
        return handshake.crossDomain();
    }

    @OnEvent("address")
    String address(Handshake handshake) {
        return handshake.address();
    }

    @OnEvent("secure")
    boolean secure(Handshake handshake) {
        return handshake.secure();
    }
}
