// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.wire.socketio.Packet;
import jakarta.json.JsonArray;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An event that a socket has received. */
final class ReceivedEvent implements UnboundEvent {
    private final LocalSocket socket;
    private final Packet.Event packet;
    private final AtomicBoolean decided = new AtomicBoolean();

    private final ReceivedArguments arguments;

    ReceivedEvent(LocalSocket socket, Packet.Event packet) {
        this.socket = socket;
        this.packet = packet;
        this.arguments = new ReceivedArguments(socket.namespace().payloads(), packet.arguments(), packet.attachments());
    }

    @Override
    public String name() {
        return packet.name();
    }

    @Override
    public int size() {
        return packet.arguments().size();
    }

    @Override
    public List<String> json() {
        return packet.arguments();
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
    public List<ByteBuffer> attachments() {
        return packet.attachments();
    }

    /** Tells whether it has been answered, or needs no answer any more, as those of a client that has been sent away. */
    boolean decided() {
        return decided.get() || socket.wasSentAway();
    }

    @Override
    public boolean ackRequested() {
        return packet.ackId().isPresent();
    }

    @Override
    public void answer(@Nullable Object result) {
        if (result instanceof Ack.Answer several) {
            ack(several.values().toArray());
        } else {
            ack(result instanceof Optional<?> optional ? optional.orElse(null) : result);
        }
    }

    @Override
    public void ack(@Nullable Object @Nullable ... values) {
        if (!decided.compareAndSet(false, true) || !ackRequested()) {
            return;
        }
        Arguments arguments;
        try {
            arguments = socket.namespace().payloads().write(values == null ? new Object[] {null} : values);
        } catch (IllegalArgumentException unwritable) {
            failed().report(unwritable);
            return;
        }
        socket.outbox().acknowledge(packet.ackId().getAsLong(), arguments);
    }

    @Override
    public void fail(Throwable failure) {
        Throwable cause = FailedEvent.unwrap(failure);
        if (decided.compareAndSet(false, true)) {
            failed().because(cause);
        } else if (!(cause instanceof EventException)) {
            // Answered already, but a handler that throws is a defect all the same.
            SocketLog.handlerFailed(socket, packet.name(), cause);
        }
    }

    private FailedEvent failed() {
        return new FailedEvent(socket, packet.name(), packet.ackId());
    }
}
