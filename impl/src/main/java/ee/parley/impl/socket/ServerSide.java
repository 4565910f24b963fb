// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Ack;
import ee.parley.AckTimeoutException;
import ee.parley.EventListener;
import ee.parley.Registration;
import ee.parley.impl.cluster.ClusterNamespace;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.PayloadException;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.PacketData;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the servers of a cluster say to each other in one namespace. Thread-safe. */
final class ServerSide {
    private final LocalNamespace namespace;
    private final ConcurrentMap<String, Registered<EventListener>> listeners = new ConcurrentHashMap<>(2);

    ServerSide(LocalNamespace namespace) {
        this.namespace = namespace;
    }

    Registration on(String event, EventListener listener) {
        EventNames.requireFree(event);
        return listeners.computeIfAbsent(event, name -> new Registered<>()).add(listener);
    }

    // To other servers

    void emit(String event, @Nullable Object @Nullable [] args) {
        emit(event, namespace.write(event, args));
    }

    /** Sends what has been written. Lost when the cluster cannot be reached, which its adapter counts and logs. */
    void emit(String event, Arguments written) {
        PacketData data = namespace.data(event, written);
        namespace.cluster().ifPresent(cluster -> {
            var unused = cluster.publish(new ClusterMessage.ServerSideEmit(Optional.empty(), data));
        });
    }

    <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, @Nullable Object @Nullable [] args) {
        return emitWithAck(type, event, namespace.write(event, args));
    }

    <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Arguments written) {
        PacketData data = namespace.data(event, written);
        Optional<ClusterNamespace> cluster = namespace.cluster();
        if (cluster.isEmpty()) {
            return namespace.answered(List.of());
        }
        Answer<List<T>> answer = new Answer<>(namespace.handlers());
        cluster.get()
                .ask(
                        (id, nodes) -> new ClusterMessage.ServerSideEmit(Optional.of(id), data),
                        namespace.delivery().timeout())
                .thenAccept(answers -> namespace.handOver(() -> {
                    try {
                        List<T> bound = bind(answers.responses(), type);
                        if (answers.missing() == 0) {
                            answer.complete(bound);
                        } else {
                            answer.completeExceptionally(new AckTimeoutException(bound));
                        }
                    } catch (RuntimeException unbindable) {
                        answer.completeExceptionally(unbindable);
                    }
                }));
        return answer;
    }

    private <T> List<T> bind(List<Response> responses, Class<T> type) {
        List<T> bound = new ArrayList<>(responses.size());
        for (Response response : responses) {
            if (response instanceof ClusterMessage.ServerAnswer answer) {
                try {
                    bound.add(namespace.read(answer.answer(), type));
                } catch (PayloadException e) {
                    SocketLog.answerLeftOut(namespace, String.valueOf(e.getMessage()));
                }
            }
        }
        return bound;
    }

    // From other servers

    /** Called on the application's executor. */
    void received(PacketData event, Optional<Consumer<PacketData>> asked) {
        JsonArray array = namespace.payloads().parsed(event.json());
        if (array.isEmpty() || !(array.get(0) instanceof JsonString)) {
            return;
        }
        String name = array.getString(0);
        List<String> arguments = array.stream().skip(1).map(JsonValue::toString).toList();
        ServerSideEvent incoming = new ServerSideEvent(namespace, name, arguments, event.attachments(), asked);
        List<EventListener> all = listenersOf(name);
        all.forEach(listener -> tell(listener, incoming));
    }

    private List<EventListener> listenersOf(String event) {
        List<EventListener> all = new ArrayList<>();
        namespace.parent().ifPresent(parent -> all.addAll(parent.serverSide().own(event)));
        all.addAll(own(event));
        return all;
    }

    List<EventListener> own(String event) {
        Registered<EventListener> registered = listeners.get(event);
        return registered == null ? List.of() : registered.all();
    }

    private void tell(EventListener listener, ServerSideEvent event) {
        try {
            Object result = namespace.surroundings().call(() -> listener.event(event));
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure == null) {
                        event.answer(value);
                    } else {
                        event.fail(failure);
                    }
                });
            } else {
                event.answer(result instanceof Ack.Answer several ? first(several) : result);
            }
        } catch (Throwable failure) {
            event.fail(failure);
        }
    }

    private static @Nullable Object first(Ack.Answer several) {
        return several.values().isEmpty() ? null : several.values().get(0);
    }
}
