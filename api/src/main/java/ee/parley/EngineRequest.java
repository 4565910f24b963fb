// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request of a client, as {@link EngineHooks} are told of it. Immutable; usable from any thread, also later.
 *
 * @param method the HTTP method
 * @param url path and query as received, for example {@code /socket.io/?EIO=4&transport=polling}
 * @param headers the headers; names are case-insensitive
 * @param query the query parameters, decoded; of a repeated one, the last. {@code sid} is there unless this is a handshake
 * @param address the address of the peer, as the container reports it
 * @param secure whether it came over TLS, as the container sees it
 * @param principal whom the container authenticated
 * @since 0.1
 */
public record EngineRequest(
        String method,
        String url,
        Map<String, List<String>> headers,
        Map<String, String> query,
        String address,
        boolean secure,
        Optional<Principal> principal) {
    /** Copies the maps. */
    public EngineRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
        query = Map.copyOf(query);
    }

    /**
     * Returns a header.
     *
     * @param name its name, in any case
     * @return its value; of several, the first
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }
}
