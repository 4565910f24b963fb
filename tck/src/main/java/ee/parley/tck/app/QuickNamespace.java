// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.NonBlocking;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;

/** Handlers on the thread that receives. */
@NonBlocking
@SocketNamespace("/quick")
public class QuickNamespace {
    @Inject
    Surroundings surroundings;

    @OnEvent("thread")
    String thread() {
        return Thread.currentThread().getName().startsWith("parley-handler") ? "handler's" : "container's";
    }

    @OnEvent("surroundings")
    String surroundings(Socket socket) {
        socket.emit("sent");
        return surroundings.loaderAndRequest();
    }
}
