// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.List;
import java.util.Set;

/**
 * Which other origins may use long-polling and the browser bundle.
 *
 * <p>Browsers do not apply it to WebSocket; so, unlike the reference, the server refuses a handshake, over either
 * transport, whose {@code Origin} is neither allowed here nor the server's own.
 *
 * @param origins the origins allowed, such as {@code https://example.org}; {@code *} for any, not together with credentials
 * @param credentials whether cookies and HTTP authentication may be sent: {@code Access-Control-Allow-Credentials}
 * @param methods the methods a preflight allows; empty for the reference's {@code GET,HEAD,PUT,PATCH,POST,DELETE}
 * @param allowedHeaders the headers a preflight allows; empty for those it asks for
 * @param exposedHeaders the headers a page may read: {@code Access-Control-Expose-Headers}
 * @param maxAge how many seconds a preflight may be remembered; 0 for the browser's own limit
 * @see <a href="https://socket.io/docs/v4/handling-cors/">Socket.IO: handling CORS</a>
 * @since 0.1
 */
public record CorsOptions(
        Set<String> origins,
        boolean credentials,
        List<String> methods,
        List<String> allowedHeaders,
        List<String> exposedHeaders,
        int maxAge) {
    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException when no origin is named, any origin is to send credentials, or the age is negative
     */
    public CorsOptions {
        origins = Set.copyOf(origins);
        methods = List.copyOf(methods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("cors must name the origins it allows");
        }
        if (credentials && origins.contains("*")) {
            throw new IllegalArgumentException("cors must not allow credentials from any origin: name the origins");
        }
        if (maxAge < 0) {
            throw new IllegalArgumentException("cors maxAge must not be negative, was " + maxAge);
        }
    }

    /**
     * Allows origins, with the reference's defaults for the rest.
     *
     * @param origins the origins, such as {@code https://example.org}; {@code *} for any
     * @return options without credentials
     * @throws IllegalArgumentException when no origin is named, or one twice
     */
    public static CorsOptions of(String... origins) {
        return new CorsOptions(Set.of(origins), false, List.of(), List.of(), List.of(), 0);
    }

    /**
     * Tells whether a page of that origin is allowed.
     *
     * @param origin the value of an {@code Origin} header
     * @return whether it is one of {@link #origins()}, or any is allowed
     */
    public boolean allows(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }
}
