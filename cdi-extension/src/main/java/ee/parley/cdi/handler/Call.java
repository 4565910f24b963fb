// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import ee.parley.DisconnectReason;
import ee.parley.Socket;
import ee.parley.SocketServer;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.UnboundEvent;
import java.util.concurrent.Executor;

/** One call of a handler, from which its parameters take their values. */
public sealed interface Call {
    Socket socket();

    Server server();

    /** What all calls of one server share. */
    record Server(SocketServer socketServer, Payloads payloads, Executor threads) {}

    /** A client asks to be admitted. */
    record Entering(Server server, Socket socket) implements Call {}

    /** An event has arrived. */
    record Handling(Server server, Socket socket, UnboundEvent event) implements Call {}

    /** The handling of an event has failed. */
    record Failing(Server server, Socket socket, String event, Throwable failure) implements Call {}

    /** A socket has left. */
    record Leaving(Server server, Socket socket, DisconnectReason reason) implements Call {}
}
