// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;

/** For those who have a role, be it by the container or by {@link Passes}. */
@SocketNamespace("/staff")
@RolesAllowed("clerk")
public class StaffNamespace {
    @OnConnect
    void enter(Socket socket) {
        socket.emit("welcome", socket.principal().orElseThrow().getName());
    }

    @OnEvent("pass")
    CompletionStage<Void> renew(JsonObject auth, Socket socket) {
        return socket.authenticate(auth);
    }
}
