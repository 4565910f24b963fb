// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.impl.engine.Refusal;
import jakarta.json.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Why a request is refused.
 *
 * @param reason decides the code and the status
 * @param message what the client is told
 * @param context what the application is told besides, in the reference's words
 */
record Refused(Refusal reason, String message, Map<String, String> context) {
    Refused {
        context = Map.copyOf(context);
    }

    /** A refusal with the names and values of its context, in turns. */
    static Refused because(Refusal reason, String... context) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < context.length; i += 2) {
            named.put(context[i], context[i + 1]);
        }
        return new Refused(reason, reason.message(), named);
    }

    /** A bad request of that name. */
    static Refused malformed(String name) {
        return because(Refusal.BAD_REQUEST, "name", name);
    }

    /** The body over polling: that of the reason, unless the application had a message of its own. */
    String json() {
        if (message.equals(reason.message())) {
            return reason.json();
        }
        return "{\"code\":" + reason.code() + ",\"message\":" + Json.createValue(message) + '}';
    }
}
