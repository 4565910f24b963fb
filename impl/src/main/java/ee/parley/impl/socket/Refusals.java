// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ConnectionRefusedException;
import ee.parley.impl.engine.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client is told about namespaces that it is not in, or no longer. Confined to the lane of its connection. */
final class Refusals {
    private final Broker broker;
    private final Session session;

    /**
     * Where the client may still believe itself to be: the server refused it or sent it away. The latest only, because
     * clients choose the names. Immutable while there is none, as for most clients.
     */
    private Set<String> sentAwayFrom = Set.of();

    Refusals(Broker broker, Session session) {
        this.broker = broker;
        this.session = session;
    }

    /** The client is told that it is not in a namespace, and may not have heard it for a while. */
    void remember(String namespace) {
        if (sentAwayFrom.isEmpty()) {
            sentAwayFrom = new LinkedHashSet<>();
        }
        sentAwayFrom.add(namespace);
        if (sentAwayFrom.size() > broker.options().maxNamespaces()) {
            sentAwayFrom.remove(sentAwayFrom.iterator().next());
        }
    }

    /** The client asks anew. */
    void forget(String namespace) {
        if (!sentAwayFrom.isEmpty()) {
            sentAwayFrom.remove(namespace);
        }
    }

    boolean remembers(String namespace) {
        return sentAwayFrom.contains(namespace);
    }

    /** Refuses with the application's words; false when it has none that can be sent. */
    boolean send(String namespace, Throwable refusal) {
        if (refusal instanceof ConnectionRefusedException answer) {
            try {
                send(namespace, answer.getMessage(), answer.data());
                return true;
            } catch (IllegalArgumentException unwritable) {
                refusal.addSuppressed(unwritable);
            }
        }
        return false;
    }

    void send(String namespace, String message) {
        send(namespace, message, Map.of());
    }

    private void send(String namespace, @Nullable String message, Map<String, Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("message", message == null ? "" : message);
        if (!data.isEmpty()) {
            payload.put("data", data);
        }
        String json = broker.payloads().write(payload).json().get(0);
        SocketLog.refused(session.id(), namespace, String.valueOf(message));
        session.send(LocalNamespace.encodeConnectError(namespace, json));
    }
}
