// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.CorsOptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** The answer headers with which a browser lets pages of other origins in. */
final class Cors {
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");

    private final CorsOptions options;
    private final boolean anyOrigin;

    Cors(CorsOptions options) {
        this.options = options;
        this.anyOrigin = options.origins().contains("*");
    }

    /** Sets the headers that every answer carries, an error's too. */
    void apply(HttpServletRequest request, HttpServletResponse response) {
        allowOrigin(request, response);
        if (!anyOrigin) {
            response.addHeader("Vary", "Origin");
        }
        expose(response);
    }

    /** Answers the question that a browser asks before a request. */
    void preflight(HttpServletRequest request, HttpServletResponse response) {
        allowOrigin(request, response);
        expose(response);
        List<String> methods = options.methods().isEmpty() ? METHODS : options.methods();
        response.setHeader("Access-Control-Allow-Methods", String.join(",", methods));
        if (options.maxAge() > 0) {
            response.setHeader("Access-Control-Max-Age", Integer.toString(options.maxAge()));
        }
        String vary = anyOrigin ? "" : "Origin";
        if (options.allowedHeaders().isEmpty()) {
            String asked = request.getHeader("Access-Control-Request-Headers");
            if (asked != null) {
                response.setHeader("Access-Control-Allow-Headers", asked);
            }
            vary += (vary.isEmpty() ? "" : ", ") + "Access-Control-Request-Headers";
        } else {
            response.setHeader("Access-Control-Allow-Headers", String.join(",", options.allowedHeaders()));
        }
        if (!vary.isEmpty()) {
            response.addHeader("Vary", vary);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setContentLength(0);
    }

    private void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (anyOrigin) {
            response.setHeader("Access-Control-Allow-Origin", "*");
        } else if (origin != null && options.allows(origin)) {
            response.setHeader("Access-Control-Allow-Origin", origin);
        }
        if (options.credentials()) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }

    private void expose(HttpServletResponse response) {
        if (!options.exposedHeaders().isEmpty()) {
            response.setHeader("Access-Control-Expose-Headers", String.join(",", options.exposedHeaders()));
        }
    }
}
