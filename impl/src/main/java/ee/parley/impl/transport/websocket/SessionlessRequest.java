// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Never makes an HTTP session: one container would for every upgrade. */
final class SessionlessRequest extends HttpServletRequestWrapper {
    SessionlessRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable HttpSession getSession() {
        return super.getSession(false);
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return super.getSession(false);
    }
}
