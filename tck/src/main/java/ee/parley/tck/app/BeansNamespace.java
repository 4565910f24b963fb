// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import java.util.UUID;

/** What the container does with a bean, it does with that of a namespace. */
@SocketNamespace("/beans")
public class BeansNamespace implements Greeter {
    private final String instance = UUID.randomUUID().toString();

    @OnEvent("instance")
    String instance() {
        return instance;
    }

    @OnEvent("greet")
    @Override
    public String greet(String whom) {
        return "hello, " + whom;
    }

    @Told
    @OnEvent("told")
    void told(Socket socket) {
        socket.emit("within");
    }

    @OnEvent("join")
    void join(String room, Socket socket) {
        socket.join(room);
    }
}
