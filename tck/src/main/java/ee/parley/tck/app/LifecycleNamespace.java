// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Auth;
import ee.parley.DisconnectReason;
import ee.parley.Handshake;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Coming and going, noted under the marker that the client brings. */
@SocketNamespace("/lifecycle")
public class LifecycleNamespace {
    @Inject
    Stage stage;

    /** Under which marker to note. */
    public record Marker(@Nullable String marker) {
        String name() {
            return marker == null ? "" : marker;
        }
    }

    @OnConnect
    void enter(@Auth Marker marker) {
        stage.record(marker.name(), "connect");
    }

    @OnEvent("leave")
    void leave(Socket socket) {
        socket.disconnect(false);
    }

    @OnEvent("close")
    void close(Socket socket) {
        socket.disconnect(true);
    }

    @OnEvent("farewell")
    void farewell(Socket socket) {
        socket.emit("farewell", "bye");
        socket.disconnect(true);
    }

    @OnEvent("note")
    void note(String what, Handshake handshake) {
        stage.record(handshake.auth().getString("marker", ""), what);
    }

    @OnDisconnect
    void gone(Handshake handshake, DisconnectReason reason) {
        stage.record(handshake.auth().getString("marker", ""), "disconnect: " + reason);
    }
}
