// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Namespace;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;

/** The contract of the load fixture. */
@SocketNamespace("/")
public class MainNamespace {
    @Inject
    Namespace main;

    @OnEvent("echo")
    Object echo(Object payload) {
        return payload;
    }

    @OnEvent("join")
    void join(String room, Socket socket) {
        socket.join(room);
    }

    @OnEvent("broadcast")
    void broadcast(String room, Object payload) {
        main.to(room).emit("msg", payload);
    }
}
