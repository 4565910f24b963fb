// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Namespace;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import ee.parley.SocketServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;

/** Namespaces without a bean, and who hears of what goes on in them. */
@ApplicationScoped
public class OpenedNamespaces {
    @Inject
    Stage stage;

    @Inject
    Socket current;

    void open(@Observes SocketServer server) {
        server.of("/opened").onConnection(socket -> {
            socket.on("echo", event -> event.argument(0, String.class));
            socket.emit("welcome", current.id().equals(socket.id()));
        });
        server.of((name, handshake) -> name.startsWith("/club-")
                        && CDI.current()
                                .select(OpenedNamespaces.class)
                                .get()
                                .admits(handshake.auth().getString("key", "")))
                .onConnection(socket -> socket.on("join", event -> {
                    socket.join(String.valueOf(event.argument(0, String.class)));
                    return null;
                }));
        server.onNewNamespace(this::watch);
    }

    boolean admits(String key) {
        stage.record(key, "asked");
        if (key.startsWith("held-")) {
            stage.latch(key).join();
        }
        return !key.isEmpty();
    }

    private void watch(Namespace namespace) {
        if (namespace.name().startsWith("/club-")) {
            namespace.onRoomEvent(event -> note(event, namespace.name().substring(6)));
        }
    }

    /** Not those that are a socket's own. */
    private void note(RoomEvent event, String marker) {
        if (event.room().startsWith("room")) {
            stage.record(
                    marker,
                    event.kind() + " " + event.room() + (event.socketId().isPresent() ? " by one" : ""));
        }
    }
}
