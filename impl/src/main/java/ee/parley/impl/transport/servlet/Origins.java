// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.CorsOptions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may open a session: those of the server's own host, and those that the options allow.
 *
 * <p>CORS alone would not do: a browser sends requests "without CORS" and WebSocket handshakes whatever the origin.
 */
final class Origins {
    private final Optional<CorsOptions> cors;

    Origins(Optional<CorsOptions> cors) {
        this.cors = cors;
    }

    /** Tells whether an {@code Origin} header consists of characters that one may consist of; so does none. */
    static boolean wellFormed(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || origin.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0xff && c != 0x7f));
    }

    /** Tells whether the request may open a session. One without an {@code Origin} header does not come from a page. */
    boolean admit(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || (cors.isPresent() && cors.get().allows(origin))) {
            return true;
        }
        String host = host(request);
        if (sameHost(origin, host)) {
            return true;
        }
        ServletLog.originRefused(origin, host);
        return false;
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null ? host : request.getServerName() + ':' + request.getServerPort();
    }

    /** The scheme is not compared: a proxy in front may have ended the TLS of the page. */
    private static boolean sameHost(String origin, String host) {
        int authority = origin.indexOf("://");
        if (authority <= 0) {
            return false;
        }
        String defaultPort = origin.regionMatches(true, 0, "https:", 0, 6) ? ":443" : ":80";
        return withoutPort(origin.substring(authority + 3), defaultPort).equals(withoutPort(host, defaultPort));
    }

    private static String withoutPort(String authority, String port) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
