// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.wire.socketio.Packet;
import jakarta.json.JsonArray;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An event that a socket has received. */
final class ReceivedEvent implements UnboundEvent {
    private static final Map<String, Object> INTERNAL = envelope("INTERNAL", "Internal error", Map.of());

    private final LocalSocket socket;
    private final Packet.Event packet;
    private final AtomicBoolean decided = new AtomicBoolean();

    /** Read and written by whoever asks; at worst it is parsed twice. */
    private volatile @Nullable JsonArray parsed;

    ReceivedEvent(LocalSocket socket, Packet.Event packet) {
        this.socket = socket;
        this.packet = packet;
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
        if (index < 0) {
            throw new IndexOutOfBoundsException(index);
        }
        if (index >= size()) {
            if (type.isPrimitive()) {
                throw unfit(index, " is missing");
            }
            return null;
        }
        try {
            return socket.namespace().payloads().<@Nullable T>read(json().get(index), type, attachments());
        } catch (PayloadException e) {
            throw unfit(index, ": " + e.getMessage());
        }
    }

    private static EventException unfit(int index, String why) {
        return new EventException("BAD_REQUEST", "argument " + (index + 1) + why);
    }

    @Override
    public JsonArray arguments() {
        JsonArray array = parsed;
        if (array == null) {
            array = socket.namespace().payloads().array(json());
            parsed = array;
        }
        return array;
    }

    @Override
    public List<ByteBuffer> attachments() {
        return packet.attachments();
    }

    /** Tells whether it has been answered, or needs no answer any more. */
    boolean decided() {
        return decided.get();
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
            report(unwritable);
            return;
        }
        socket.acknowledge(packet.ackId().getAsLong(), arguments);
    }

    @Override
    public void fail(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (decided.compareAndSet(false, true)) {
            report(cause);
        } else if (!(cause instanceof EventException)) {
            // Answered already, but a handler that throws is a defect all the same.
            SocketLog.handlerFailed(socket, packet.name(), cause);
        }
    }

    private void report(Throwable cause) {
        if (cause instanceof EventException answer) {
            try {
                send(envelope(answer.code(), answer.getMessage(), answer.details()));
                return;
            } catch (IllegalArgumentException unwritable) {
                cause.addSuppressed(unwritable);
            }
        }
        SocketLog.handlerFailed(socket, packet.name(), cause);
        send(INTERNAL);
    }

    private void send(Map<String, Object> error) {
        if (ackRequested()) {
            Arguments body = socket.namespace().payloads().write(Map.of("error", error));
            socket.acknowledge(packet.ackId().getAsLong(), body);
        } else {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("event", packet.name());
            body.put("error", error);
            socket.emitNow("exception", body);
        }
    }

    private static Map<String, Object> envelope(String code, @Nullable String message, Map<String, Object> details) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message == null ? "" : message);
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        return Collections.unmodifiableMap(error);
    }

    /** What a stage reports is wrapped; what it was completed with is not. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
