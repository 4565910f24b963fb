// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.FormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;

/** How people log in: on a page of ours, which posts to the container. */
@FormAuthenticationMechanismDefinition(
        loginToContinue =
                @LoginToContinue(
                        loginPage = "/login.html",
                        useForwardToLogin = false,
                        errorPage = "/login.html?failed"))
@ApplicationScoped
public class Login {}
