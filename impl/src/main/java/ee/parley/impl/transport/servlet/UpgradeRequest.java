// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.transport.Undertow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** What makes a request one for WebSocket (RFC 6455, section 4.2.1). */
final class UpgradeRequest {
    private UpgradeRequest() {}

    /** Tells whether the request asks for WebSocket; one for another protocol is a plain request. */
    static boolean is(HttpServletRequest request) {
        return names(request, "Upgrade", "websocket") && names(request, "Connection", "upgrade");
    }

    /** Tells whether the container can accept it; if not, the version that would do is in the answer. */
    static boolean wellFormed(HttpServletRequest request, HttpServletResponse response) {
        if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", "13");
            return false;
        }
        String key = request.getHeader("Sec-WebSocket-Key");
        return request.getMethod().equals("GET")
                && key != null
                && key.matches("[+/0-9A-Za-z]{22}==")
                && nothingFollows(request);
    }

    /**
     * Tells whether the client waits for the answer, as it must. One container takes what a client still sends on a WebSocket
     * that the server has closed for the handshake once more, with those bytes behind it: that would open a session for nobody.
     */
    private static boolean nothingFollows(HttpServletRequest request) {
        if (Undertow.made(request.getServletContext())) {
            return true; // it keeps the stream that it would make for as long as the connection lives
        }
        try {
            return request.getInputStream().available() == 0;
        } catch (IOException gone) {
            return false;
        } catch (IllegalStateException read) {
            return true; // by a filter in front, with a Reader
        }
    }

    private static boolean names(HttpServletRequest request, String header, String token) {
        @Nullable Enumeration<String> values = request.getHeaders(header);
        for (String value : values == null ? Collections.<String>emptyList() : Collections.list(values)) {
            for (String item : value.split(",", -1)) {
                if (item.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }
}
