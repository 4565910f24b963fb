// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Connected;
import ee.parley.Disconnected;
import ee.parley.Disconnection;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** Hears of sockets and rooms by events. */
@ApplicationScoped
public class ContextObservers {
    @Inject
    Stage stage;

    @Inject
    Basket basket;

    @Inject
    CallbackCount count;

    private static boolean isOurs(Socket socket) {
        return socket.namespace().name().equals("/contexts");
    }

    void connected(@Observes @Connected Socket socket) {
        if (isOurs(socket)) {
            stage.record(ContextsNamespace.marker(socket), "connected " + basket.add("observer") + count.next());
        }
    }

    void connectedLater(@ObservesAsync @Connected Socket socket) {
        if (isOurs(socket)) {
            stage.record(ContextsNamespace.marker(socket) + "-later", "connected " + count.next());
        }
    }

    void disconnected(@Observes @Disconnected Disconnection event) {
        if (isOurs(event.socket())) {
            stage.record(ContextsNamespace.marker(event.socket()), "disconnected " + basket.add("end"));
        }
    }

    void disconnectedLater(@ObservesAsync @Disconnected Disconnection event) {
        if (isOurs(event.socket())) {
            stage.record(ContextsNamespace.marker(event.socket()) + "-later", "disconnected " + event.reason());
        }
    }

    void room(@Observes RoomEvent event) {
        if (event.namespace().name().equals("/contexts")) {
            stage.record(event.room(), event.kind() + " " + count.next());
        }
    }
}
