// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Handshake;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.payload.Payloads;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the first request of a session and a CONNECT packet told. */
final class ClientHandshake implements Handshake {
    private final HandshakeRequest request;
    private final Instant issued;
    private final String authPayload;
    private final Payloads payloads;

    /** Parsed by whoever asks first; two who ask at once parse the same twice. */
    private volatile @Nullable JsonObject auth;

    ClientHandshake(HandshakeRequest request, Instant issued, Optional<String> authPayload, Payloads payloads) {
        this.request = request;
        this.issued = issued;
        this.authPayload = authPayload.orElse("{}");
        this.payloads = payloads;
    }

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public Map<String, String> query() {
        return request.query();
    }

    @Override
    public JsonObject auth() {
        JsonObject parsed = auth;
        if (parsed == null) {
            parsed = payloads.object(authPayload);
            auth = parsed;
        }
        return parsed;
    }

    /** Tells whether a member of that name may be in {@link #auth}, without parsing it. */
    boolean mayTell(String name) {
        return authPayload.contains('"' + name + '"');
    }

    @Override
    public Instant issued() {
        return issued;
    }

    @Override
    public String address() {
        return request.remoteAddress();
    }

    @Override
    public boolean secure() {
        return request.secure();
    }

    @Override
    public boolean crossDomain() {
        return request.headers().containsKey("Origin");
    }

    @Override
    public String url() {
        return request.url();
    }

    @Override
    public Optional<Principal> principal() {
        return request.principal();
    }
}
