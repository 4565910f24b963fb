// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectMiddleware;
import ee.parley.ConnectionRefusedException;
import ee.parley.EventException;
import ee.parley.EventMiddleware;
import ee.parley.InNamespace;
import ee.parley.IncomingEvent;
import ee.parley.Socket;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Stands before {@code /middleware}, and answers some things later, on threads of the container. */
@ApplicationScoped
@Priority(1)
@InNamespace("/middleware")
public class Doorkeeper implements ConnectMiddleware, EventMiddleware {
    @Inject
    @SuppressWarnings("NullAway.Init") // set by the container
    Surroundings surroundings;

    @Inject
    @SuppressWarnings("NullAway.Init") // set by the container
    Aside aside;

    @Override
    public @Nullable CompletionStage<?> connect(Socket socket) {
        if (socket.handshake().auth().containsKey("banned")) {
            return CompletableFuture.runAsync(
                    () -> {
                        throw new ConnectionRefusedException("banned", Map.of("for", "ever"));
                    },
                    aside);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> event(Socket socket, IncomingEvent event) {
        socket.data().put("middleware", "middleware: " + surroundings.describe());
        switch (event.name()) {
            case "refused" -> throw new EventException("REFUSED", "not " + event.argument(0, String.class));
            case "slow" -> {
                return CompletableFuture.runAsync(() -> {}, aside);
            }
            default -> {
                return null;
            }
        }
    }
}
