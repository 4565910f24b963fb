// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Serves a namespace that the application opened itself: everybody is admitted, and listeners see to the rest. */
final class ListenersOnly implements NamespaceHandler {
    @Override
    public CompletionStage<?> connect(Socket socket) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean event(Socket socket, UnboundEvent event, boolean listened) {
        return false;
    }

    @Override
    public void disconnect(Socket socket, DisconnectReason reason) {}
}
