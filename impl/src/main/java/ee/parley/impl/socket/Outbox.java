// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.payload.Arguments;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.impl.wire.engineio.Frame;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to one socket: after its transaction where it is bound to one, numbered where it can be recovered, seen by
 * whoever listens, and held until the client has been told that it is connected. Thread-safe.
 */
final class Outbox {
    private final LocalSocket socket;
    private final LocalNamespace namespace;
    private final Connection connection;

    /** Written on the connection's lane; null once all that was held has been sent. */
    private volatile @Nullable HeldFrames held;

    Outbox(LocalSocket socket, Connection connection) {
        this.socket = socket;
        this.namespace = socket.namespace();
        this.connection = connection;
        this.held = new HeldFrames(namespace.options().maxBufferedBytes());
    }

    /** A client takes events before it is told that it is connected, and handles them after that. */
    void resend(List<MissedEvent> missed) {
        for (MissedEvent event : missed) {
            tellListeners(event.frames());
            connection.session().send(Numbered.stamp(event.frames(), event.offset()));
        }
    }

    /** Sends what was held, and from here on at once. To be called once. */
    void open() {
        HeldFrames waiting = Objects.requireNonNull(held);
        for (List<Frame> frames = waiting.take(); !frames.isEmpty(); frames = waiting.take()) {
            connection.session().send(frames);
        }
        held = null;
    }

    /** Sends frames, or holds them until the client has been told that it is connected. Callable from any thread. */
    void deliver(List<Frame> frames, boolean dispensable) {
        deliver(frames, frames, dispensable);
    }

    /** Sends something that the application sees as something else. */
    void deliver(List<Frame> plain, List<Frame> frames, boolean dispensable) {
        if (socket.hasLeft()) {
            return;
        }
        tellListeners(plain);
        transmit(frames, dispensable);
    }

    /** Sends an event with its offset. Called on the lane of the namespace's sequence. */
    void deliver(Numbered event) {
        if (socket.trail().sent(event, socket.hasLeft())) {
            tellListeners(event.plain());
            transmit(event.frames(), false);
        }
    }

    private void tellListeners(List<Frame> frames) {
        SocketListeners own = socket.anyListeners();
        if (own != null) {
            own.sending(frames);
        }
    }

    private void transmit(List<Frame> frames, boolean dispensable) {
        HeldFrames waiting = held;
        if (waiting != null && !waiting.isOpen() && (dispensable || waiting.hold(frames))) {
            if (waiting.overflown()) {
                connection.overflown();
            }
        } else if (dispensable) {
            connection.session().sendVolatile(frames);
        } else {
            connection.session().send(frames);
        }
    }

    void acknowledge(long ackId, Arguments arguments) {
        List<Frame> frames = namespace.encodeAck(ackId, arguments);
        namespace.inOrder(() -> deliver(frames, false));
    }

    /** Sends an event of ours at once, whatever transaction the caller is in. */
    void emitNow(String event, Object... args) {
        Arguments written = namespace.write(event, args);
        send(namespace.delivery(), event, written, namespace.encode(OptionalLong.empty(), event, written));
    }

    private void send(Delivery delivery, String event, Arguments written, List<Frame> frames) {
        Recovery recovery = namespace.recovery();
        if (recovery == null) {
            deliver(frames, delivery.dispensable());
        } else {
            recovery.send(socket, delivery, event, written, frames);
        }
    }

    void emit(Delivery delivery, String event, @Nullable Object @Nullable [] args) {
        Arguments written = namespace.write(event, args);
        List<Frame> frames = namespace.encode(OptionalLong.empty(), event, written);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        if (transaction.isPresent()) {
            transaction.get().emit(frames, () -> send(delivery, event, written, frames));
        } else {
            send(delivery, event, written, frames);
        }
    }

    <T> CompletionStage<T> emitWithAck(
            Delivery delivery, Class<T> type, String event, @Nullable Object @Nullable [] args) {
        long ackId = namespace.nextAckId();
        List<Frame> frames = namespace.encode(OptionalLong.of(ackId), event, args);
        Optional<CommitQueue> transaction = namespace.transaction(delivery);
        return transaction.isPresent()
                ? transaction.get().emitWithAck(frames, () -> request(delivery, ackId, frames, type))
                : request(delivery, ackId, frames, type);
    }

    private <T> CompletionStage<T> request(Delivery delivery, long ackId, List<Frame> frames, Class<T> type) {
        CompletionStage<T> answer = SingleAck.await(socket, ackId, type, delivery.timeout());
        namespace.inOrder(() -> deliver(frames, delivery.dispensable()));
        return answer;
    }
}
