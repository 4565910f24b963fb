// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.DisconnectReason;
import ee.parley.EventListener;
import ee.parley.EventMiddleware;
import ee.parley.IncomingEvent;
import ee.parley.OutgoingEvent;
import ee.parley.Registration;
import ee.parley.Socket;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A socket, seen with certain flags: views of one socket are equal. */
interface View extends Socket {
    LocalSocket socket();

    @Override
    default boolean isUserInRole(String role) {
        return socket().identification().identity().hasRole(role);
    }

    @Override
    default boolean recovered() {
        Trail trail = socket().anyTrail();
        return trail != null && trail.recovered();
    }

    @Override
    default CompletionStage<Void> authenticate(JsonObject auth) {
        return socket().identification().renew(auth);
    }

    @Override
    default Registration use(EventMiddleware middleware) {
        return socket().listeners().use(middleware);
    }

    @Override
    default Registration on(String event, EventListener listener) {
        return socket().listeners().on(event, listener);
    }

    @Override
    default Registration onAny(Consumer<IncomingEvent> listener) {
        return socket().listeners().onAny(listener);
    }

    @Override
    default Registration onAnyOutgoing(Consumer<OutgoingEvent> listener) {
        return socket().listeners().onAnyOutgoing(listener);
    }

    @Override
    default Registration onDisconnect(Consumer<DisconnectReason> listener) {
        return socket().listeners().onDisconnect(listener);
    }

    @Override
    default BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    default BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }
}
