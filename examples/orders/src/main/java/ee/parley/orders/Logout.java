// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends a session and the connections of its user. Those that the user has from another session connect again; those of this
 * one are refused.
 */
@WebServlet("/logout")
public class Logout extends HttpServlet {
    @Inject
    @InNamespace("/desk")
    transient Namespace desk;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String name = request.getRemoteUser();
        request.logout();
        request.getSession().invalidate();
        desk.in(Announcer.person(name)).disconnectSockets(true);
        response.sendRedirect("./"); // from where the container goes on to the login page
    }
}
