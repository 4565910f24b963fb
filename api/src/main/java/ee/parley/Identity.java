// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who a socket is: what {@link Socket#principal()} and {@link Socket#isUserInRole} tell, and what {@code @RolesAllowed} looks
 * at. By default what the container knew at the first request; a {@link SocketAuthenticator} says otherwise.
 *
 * @param principal the caller; empty for an anonymous one
 * @param roles the names of the caller's roles
 * @param expires when the socket is disconnected unless it has {@linkplain Socket#authenticate authenticated} again; empty for
 *     never
 * @since 0.1
 */
public record Identity(Optional<Principal> principal, Set<String> roles, Optional<Instant> expires) {
    private static final Identity ANONYMOUS = new Identity(Optional.empty(), Set.of(), Optional.empty());

    /** Copies the roles. */
    public Identity {
        roles = Set.copyOf(roles);
    }

    /**
     * Returns somebody whom nobody knows.
     *
     * @return without principal and roles; never expires
     */
    public static Identity anonymous() {
        return ANONYMOUS;
    }

    /**
     * Returns somebody by name.
     *
     * @param name the name of the principal
     * @param roles the names of the roles
     * @return never expires
     */
    public static Identity of(String name, Set<String> roles) {
        return new Identity(Optional.of(new Named(name)), roles, Optional.empty());
    }

    /**
     * Tells whether the caller has a role.
     *
     * @param role the name of the role; {@code "**"} for everybody who has a principal, as in the Servlet specification
     * @return whether the caller has it
     */
    public boolean hasRole(String role) {
        return role.equals("**") ? principal.isPresent() : roles.contains(role);
    }

    /**
     * Returns the same caller until a certain time.
     *
     * @param until when the socket is disconnected, to the precision of a few hundred milliseconds
     * @return a copy
     */
    public Identity until(Instant until) {
        return new Identity(principal, roles, Optional.of(until));
    }

    private record Named(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
