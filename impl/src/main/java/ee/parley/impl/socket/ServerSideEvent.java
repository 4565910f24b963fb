// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Ack;
import ee.parley.IncomingEvent;
import ee.parley.impl.payload.Arguments;
import ee.parley.spi.PacketData;
import jakarta.json.JsonArray;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An event that another server has sent. */
final class ServerSideEvent implements IncomingEvent {
    private final LocalNamespace namespace;
    private final String name;
    private final ReceivedArguments arguments;
    private final Optional<Consumer<PacketData>> asked;
    private final AtomicBoolean decided = new AtomicBoolean();

    ServerSideEvent(
            LocalNamespace namespace,
            String name,
            List<String> json,
            List<ByteBuffer> attachments,
            Optional<Consumer<PacketData>> asked) {
        this.namespace = namespace;
        this.name = name;
        this.arguments = new ReceivedArguments(namespace.payloads(), json, attachments);
        this.asked = asked;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return arguments.size();
    }

    @Override
    public <T> @Nullable T argument(int index, Class<T> type) {
        return arguments.bound(index, type);
    }

    @Override
    public JsonArray arguments() {
        return arguments.array();
    }

    @Override
    public boolean ackRequested() {
        return asked.isPresent();
    }

    @Override
    public void ack(@Nullable Object @Nullable ... values) {
        answer(values == null || values.length == 0 ? null : values[0]);
    }

    /** Answers with what a listener has returned, unless it has been answered. */
    void answer(@Nullable Object result) {
        if (!decided.compareAndSet(false, true) || asked.isEmpty()) {
            return;
        }
        Object value = result instanceof Ack.Answer several
                ? several.values().stream().findFirst().orElse(null)
                : result instanceof Optional<?> optional ? optional.orElse(null) : result;
        try {
            Arguments written = namespace.payloads().write(value);
            asked.get().accept(new PacketData(written.json().get(0), written.attachments()));
        } catch (IllegalArgumentException unwritable) {
            SocketLog.serverSideFailed(namespace, name, unwritable);
        }
    }

    @Override
    public void fail(Throwable failure) {
        decided.set(true);
        SocketLog.serverSideFailed(namespace, name, FailedEvent.unwrap(failure));
    }
}
