// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.EventException;
import ee.parley.EventName;
import ee.parley.OnAnyEvent;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.json.JsonArray;

/** Who hears every event. */
@SocketNamespace("/any")
public class AnyNamespace {
    @OnAnyEvent
    String any(@EventName String event, JsonArray arguments, Socket socket) {
        socket.emit("heard", event, arguments);
        if (event.equals("forbidden")) {
            throw new EventException("NO", "not that one");
        }
        return "any";
    }

    @OnEvent("known")
    String known(Socket socket) {
        socket.emit("handled");
        return "known";
    }

    @OnEvent("forbidden")
    String forbidden(Socket socket) {
        socket.emit("handled");
        return "forbidden";
    }

    /** What a middleware of another namespace would refuse. */
    @OnEvent("refused")
    String refused() {
        return "not here";
    }
}
