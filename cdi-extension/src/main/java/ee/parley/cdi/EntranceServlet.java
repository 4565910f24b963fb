// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;

/** Starts the server when the container initializes it, and hands every request to it. */
final class EntranceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Entrance entrance;

    EntranceServlet(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public void init() {
        entrance.open(getServletContext());
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        entrance.servlet().service(request, response);
    }

    @Override
    public void destroy() {
        entrance.close();
    }
}
