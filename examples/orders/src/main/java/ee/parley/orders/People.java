// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import jakarta.transaction.Transactional;
import java.util.Set;

/** Who may log in, for the container's login form. */
@ApplicationScoped
public class People implements IdentityStore {
    @PersistenceContext
    EntityManager database;

    @Inject
    Pbkdf2PasswordHash hash;

    @Transactional
    void add(String name, String password, String... roles) {
        database.persist(new Person(name, hash.generate(password.toCharArray()), Set.of(roles)));
    }

    @Transactional
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        Person person = database.find(Person.class, credential.getCaller());
        if (person == null || !hash.verify(credential.getPassword().getValue(), person.passwordHash())) {
            return CredentialValidationResult.INVALID_RESULT;
        }
        return new CredentialValidationResult(person.name(), person.roles());
    }
}
