// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Whom the container can know by a password. */
@ApplicationScoped
public class StaffStore implements IdentityStore {
    /** Called by name, for this kind of credential. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        if (credential.compareTo("ada", "lovelace")) {
            return new CredentialValidationResult("ada", Set.of("clerk"));
        }
        if (credential.compareTo("grace", "hopper")) {
            return new CredentialValidationResult("grace", Set.of("clerk", "manager"));
        }
        return CredentialValidationResult.INVALID_RESULT;
    }
}
