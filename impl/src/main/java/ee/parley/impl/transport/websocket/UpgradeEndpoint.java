// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of one upgrade: hands the connection to its transport. Public because the container makes it, too. */
public final class UpgradeEndpoint extends Endpoint {
    private final @Nullable WebSocketUpgrade upgrade;
    private final String token;

    // Written by onOpen, read by the later calls, which the container orders behind it. Emptied at the end: one
    // container keeps endpoints for good.
    private volatile @Nullable WebSocketTransport transport;

    /** For the container; such an endpoint finds its upgrade by the path it was opened with. */
    public UpgradeEndpoint() {
        this.upgrade = null;
        this.token = "";
    }

    UpgradeEndpoint(WebSocketUpgrade upgrade, String token) {
        this.upgrade = upgrade;
        this.token = token;
    }

    @Override
    public void onOpen(Session socket, EndpointConfig config) {
        Optional<ParkedUpgrade> parked =
                upgrade != null ? upgrade.take(token) : WebSocketUpgrade.named(config, socket.getPathParameters());
        if (parked.isPresent()) {
            WebSocketTransport opened = parked.get().opened(socket);
            transport = opened;
            if (!socket.isOpen()) {
                // It ended while it began, perhaps before the field was set.
                transport = null;
                opened.peerClosed(new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, ""));
            }
        } else {
            turnAway(socket);
        }
    }

    private static void turnAway(Session socket) {
        WebSocketLog.withoutToken();
        try {
            socket.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, ""));
        } catch (IOException e) {
            // It is gone, which is what was asked for.
        }
    }

    @Override
    public void onClose(Session socket, CloseReason reason) {
        WebSocketTransport ended = transport;
        transport = null;
        if (ended != null) {
            ended.peerClosed(reason);
        }
    }

    @Override
    public void onError(Session socket, Throwable failure) {
        WebSocketTransport broken = transport;
        if (broken != null) {
            broken.failed(failure);
        }
    }
}
