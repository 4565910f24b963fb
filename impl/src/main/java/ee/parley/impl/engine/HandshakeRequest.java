// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session's first HTTP request, copied: containers reuse theirs, and forget it at the upgrade.
 *
 * @param url path and query as received
 * @param headers by name, in any case
 * @param query decoded; of a repeated parameter the last
 * @param remoteAddress the peer, as the container sees it
 * @param secure whether it came over TLS, as the container sees it
 * @param principal whom the container authenticated
 * @param roles which of the application's roles that one has
 */
public record HandshakeRequest(
        String url,
        Map<String, List<String>> headers,
        Map<String, String> query,
        String remoteAddress,
        boolean secure,
        Optional<Principal> principal,
        Set<String> roles) {
    /** Copies the maps and the roles. */
    public HandshakeRequest {
        headers = new HeaderFields(headers);
        query = Map.copyOf(query);
        roles = Set.copyOf(roles);
    }
}
