// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.engine.HandshakeRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Copies what is known of a client: the container forgets it with the request. */
final class Snapshot {
    private Snapshot() {}

    /** @param roles those to ask the container for */
    static HandshakeRequest of(HttpServletRequest request, Map<String, String> query, Set<String> roles) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        String queryString = request.getQueryString();
        return new HandshakeRequest(
                request.getRequestURI() + (queryString == null ? "" : '?' + queryString),
                headers,
                query,
                request.getRemoteAddr(),
                request.isSecure(),
                Optional.ofNullable(request.getUserPrincipal()),
                request.getUserPrincipal() == null
                        ? Set.of()
                        : roles.stream().filter(request::isUserInRole).collect(Collectors.toUnmodifiableSet()));
    }
}
