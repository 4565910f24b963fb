// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.engine.HandshakeRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Copies what is known of clients: the container forgets it with the request. What many clients have in common they share.
 * Thread-safe.
 */
final class Snapshots {
    /** Those whose values tell browsers apart, but not people: other values must not outlive their connection. */
    private static final Set<String> IMPERSONAL_HEADERS = inAnyCase(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Cache-Control",
            "Connection",
            "Host",
            "Origin",
            "Pragma",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Version",
            "Upgrade",
            "User-Agent");

    private static final Set<String> IMPERSONAL_PARAMETERS = Set.of("EIO", "transport");

    /** What is longer costs more to keep for nobody than it may save. */
    private static final int LONGEST = 256;

    private final Shared<String> texts = new Shared<>();
    private final Shared<Map<String, String>> queries = new Shared<>();

    private static Set<String> inAnyCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Arrays.asList(names));
        return Collections.unmodifiableSet(set);
    }

    /** @param roles those to ask the container for */
    HandshakeRequest of(HttpServletRequest request, Map<String, String> query, Set<String> roles) {
        String queryString = request.getQueryString();
        String url = request.getRequestURI() + (queryString == null ? "" : '?' + queryString);
        boolean impersonal = url.length() <= LONGEST && IMPERSONAL_PARAMETERS.containsAll(query.keySet());
        return new HandshakeRequest(
                impersonal ? texts.of(url) : url,
                headers(request),
                impersonal ? queries.of(Map.copyOf(query)) : query,
                request.getRemoteAddr(),
                request.isSecure(),
                Optional.ofNullable(request.getUserPrincipal()),
                request.getUserPrincipal() == null
                        ? Set.of()
                        : roles.stream().filter(request::isUserInRole).collect(Collectors.toUnmodifiableSet()));
    }

    private Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (IMPERSONAL_HEADERS.contains(name)) {
                values.replaceAll(this::shared);
            }
            headers.put(shared(name), values);
        }
        return headers;
    }

    private String shared(String text) {
        return text.length() > LONGEST ? text : texts.of(text);
    }
}
