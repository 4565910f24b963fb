// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sends an event from outside of all callbacks. */
@WebServlet("/announcement")
public class AnnouncementServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    @InNamespace("/beans")
    private transient Namespace beans;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        beans.to(request.getParameter("room")).emit("announcement", request.getParameter("text"));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
