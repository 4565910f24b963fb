// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.engine.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the front door itself says to a client, before a transport has the request. */
final class Replies {
    private Replies() {}

    static void empty(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }

    /** Says why not: in JSON, or, to a request for WebSocket, in one line of text and always with a 400. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused, boolean upgrade)
            throws IOException {
        if (upgrade) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setHeader("Connection", "close");
            write(request, response, "text/html", refused.message());
        } else {
            response.setStatus(refused.reason().status());
            write(request, response, "application/json", refused.json());
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Type", type);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    /** Gives a load balancer something to be sticky to. */
    static void cookie(HttpServletResponse response, Optional<String> name, SessionId id) {
        name.ifPresent(cookie ->
                response.addHeader("Set-Cookie", cookie + '=' + id.value() + "; Path=/; HttpOnly; SameSite=Lax"));
    }

    /** Internet Explorer's filter takes a poll for an attack. */
    static void sayToOldBrowsers(HttpServletRequest request, HttpServletResponse response) {
        String agent = request.getHeader("User-Agent");
        if (agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"))) {
            response.setHeader("X-XSS-Protection", "0");
        }
    }
}
