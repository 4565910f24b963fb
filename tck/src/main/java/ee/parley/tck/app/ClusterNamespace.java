// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** Clients of a cluster, which say in which rooms they are to be, and what is to be attached to them. */
@SocketNamespace("/cluster")
public class ClusterNamespace {
    @OnConnect
    void enter(Socket socket) {
        JsonObject auth = socket.handshake().auth();
        if (auth.containsKey("rooms")) {
            socket.join(auth.getJsonArray("rooms")
                    .getValuesAs(JsonString::getString)
                    .toArray(String[]::new));
        }
        if (auth.containsKey("data")) {
            auth.getJsonObject("data").forEach(socket.data()::put);
        }
    }

    @OnEvent("recovered?")
    boolean recovered(Socket socket) {
        return socket.recovered();
    }

    @OnEvent("to-others")
    void toOthers(List<String> rooms, JsonValue payload, Socket socket) {
        socket.to(rooms.toArray(String[]::new)).emit("msg", payload);
    }
}
