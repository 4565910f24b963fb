// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.Socket;
import java.util.concurrent.CompletionStage;

/** Serves a namespace that no client can find. */
final class NobodyListens implements NamespaceHandler {
    @Override
    public CompletionStage<?> connect(Socket socket) {
        throw new AssertionError(socket);
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        throw new AssertionError(event);
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {
        throw new AssertionError(reason);
    }
}
