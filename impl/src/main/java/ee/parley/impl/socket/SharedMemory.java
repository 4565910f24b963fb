// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.payload.Payloads;
import ee.parley.impl.recovery.Comeback;
import ee.parley.impl.recovery.Keeper;
import ee.parley.impl.recovery.KeptSocket;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.spi.RecoveredSession;
import ee.parley.spi.SessionStore;
import ee.parley.spi.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps sockets in the store of the cluster, where any node finds them. Thread-safe. */
final class SharedMemory implements Keeper {
    private final SessionStore store;
    private final Duration longest;
    private final Payloads payloads;
    private final Executor handlers;

    /** @param handlers writes and binds what the application has attached, which runs its code */
    SharedMemory(SessionStore store, Duration longest, Payloads payloads, Executor handlers) {
        this.store = store;
        this.longest = longest;
        this.payloads = payloads;
        this.handlers = handlers;
    }

    @Override
    public CompletionStage<Void> save(String namespace, KeptSocket socket) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                store.save(namespace, written(socket), longest).whenComplete((done, failure) -> {
                    if (failure == null) {
                        saved.complete(null);
                    } else {
                        saved.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException failure) {
                saved.completeExceptionally(failure);
            }
        };
        try {
            handlers.execute(task);
        } catch (RejectedExecutionException stopping) {
            saved.completeExceptionally(stopping);
        }
        return saved;
    }

    private StoredSession written(KeptSocket socket) {
        StoredSession session = socket.session();
        return new StoredSession(
                session.id(),
                session.privateId(),
                session.rooms(),
                Description.data(session.id(), socket.data(), payloads),
                session.principal(),
                session.offset(),
                session.last(),
                session.position());
    }

    @Override
    public CompletionStage<Optional<Comeback>> take(String namespace, String privateId, Optional<String> received) {
        try {
            return store.take(namespace, privateId, received)
                    .thenApply(found -> found.map(recovered -> read(namespace, recovered)));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private Comeback read(String namespace, RecoveredSession recovered) {
        StoredSession session = recovered.session();
        List<MissedEvent> missed = recovered.missed().stream()
                .map(event -> new MissedEvent(
                        event.offset(), LocalNamespace.encode(namespace, OptionalLong.empty(), event.event())))
                .toList();
        return new Comeback(new KeptSocket(session, new CopiedData(session.data(), payloads)), missed);
    }

    @Override
    public Optional<String> position(String namespace) {
        return store.position(namespace);
    }
}
