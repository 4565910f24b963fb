// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Where a login form goes: 204 and a session, or 403. The roles are declared here, because a web container reads no beans. */
@WebServlet("/login")
@DeclareRoles({"clerk", "manager"})
public class LoginServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient SecurityContext security;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                withParams()
                        .credential(new UsernamePasswordCredential(
                                request.getParameter("user"), request.getParameter("password"))));
        response.setStatus(
                status == AuthenticationStatus.SUCCESS
                        ? HttpServletResponse.SC_NO_CONTENT
                        : HttpServletResponse.SC_FORBIDDEN);
    }
}
