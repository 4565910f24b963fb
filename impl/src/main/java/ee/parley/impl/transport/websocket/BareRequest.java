// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request as a container needs it to open a WebSocket: without its query, which containers parse and keep for as long as the
 * connection lives, and which has been copied before. Never makes an HTTP session: one container would for every upgrade.
 * A handler of Tyrus's is given to the container in one that {@linkplain LateReading reads late}.
 */
final class BareRequest extends HttpServletRequestWrapper {
    private final Consumer<Runnable> afterClose;

    BareRequest(HttpServletRequest request, Consumer<Runnable> afterClose) {
        super(request);
        this.afterClose = afterClose;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public @Nullable HttpSession getSession() {
        return super.getSession(false);
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return super.getSession(false);
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        if (!LateReading.isFor(type)) {
            return super.upgrade(type);
        }
        try {
            T handler = type.getConstructor().newInstance();
            super.upgrade(LateReading.class).attach(handler, afterClose);
            return handler;
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }
}
