// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AutoApplySession;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.BasicAuthenticationCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/**
 * Lets the container know who sends a request: by a bearer token ({@code name:role,role}), by name and password, or by the
 * session that {@link LoginServlet} has made. Who says nothing is nobody, and welcome.
 */
@ApplicationScoped
@AutoApplySession
public class Doorman implements HttpAuthenticationMechanism {
    @Inject
    IdentityStoreHandler stores;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Credential asked = context.getAuthParameters().getCredential();
        if (asked != null) {
            return context.notifyContainerAboutLogin(stores.validate(asked));
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith("Bearer ")) {
            String[] token = authorization.substring("Bearer ".length()).split(":", 2);
            return context.notifyContainerAboutLogin(token[0], Set.of(token[1].split(",")));
        }
        if (authorization != null && authorization.startsWith("Basic ")) {
            var basic = new BasicAuthenticationCredential(authorization.substring("Basic ".length()));
            // Must be of this very class: a store is not asked about subclasses of what it takes.
            return context.notifyContainerAboutLogin(
                    stores.validate(new UsernamePasswordCredential(basic.getCaller(), basic.getPassword())));
        }
        return context.doNothing();
    }
}
