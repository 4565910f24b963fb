// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;

/** The contract of {@code sioload} on netty-socketio, with its defaults but for the address. The argument: the port. */
public final class NettySocketIo {
    private NettySocketIo() {}

    public static void main(String[] arguments) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener("echo", Object.class, (client, payload, ack) -> ack.sendAckData(payload));
        server.addEventListener("join", String.class, (client, room, ack) -> {
            client.joinRoom(room);
            ack.sendAckData();
        });
        server.addMultiTypeEventListener(
                "broadcast",
                (client, values, ack) -> {
                    String room = values.get(0);
                    Object payload = values.get(1);
                    server.getRoomOperations(room).sendEvent("msg", payload);
                    ack.sendAckData();
                },
                String.class,
                Object.class);
        server.start();
    }
}
