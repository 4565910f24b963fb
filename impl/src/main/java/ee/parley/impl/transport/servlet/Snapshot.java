// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.engine.HandshakeRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copies what is known of a client: the container forgets it with the request. */
final class Snapshot {
    private Snapshot() {}

    static HandshakeRequest of(HttpServletRequest request, Map<String, String> query) {
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
                Optional.ofNullable(request.getUserPrincipal()));
    }
}
