// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.AckTimeoutException;
import ee.parley.SocketDisconnectedException;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.wire.socketio.Packet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Waits for one socket's answer. */
final class SingleAck<T> implements PendingAcks.Waiting {
    private final LocalNamespace namespace;
    private final Class<T> type;
    private final Answer<T> answer;

    private SingleAck(LocalNamespace namespace, Class<T> type) {
        this.namespace = namespace;
        this.type = type;
        this.answer = new Answer<>(namespace.handlers());
    }

    /** Begins to wait; what is to be answered is sent afterwards. */
    static <T> CompletionStage<T> await(LocalSocket socket, long id, Class<T> type, Duration timeout) {
        SingleAck<T> ack = new SingleAck<>(socket.namespace(), type);
        // Must be added first: what has been forgotten when it is added stays.
        socket.acks().add(id, ack);
        Timers.Timeout timer = socket.namespace().timers().schedule(timeout, ack::timedOut);
        var unused = ack.answer.whenComplete((value, failure) -> {
            timer.cancel();
            socket.acks().forget(id);
        });
        return ack.answer;
    }

    @Override
    public void answered(LocalSocket by, Packet.Ack packet) {
        namespace.handOver(() -> {
            try {
                answer.complete(namespace.read(LocalNamespace.firstArgument(packet), type));
            } catch (PayloadException e) {
                answer.completeExceptionally(new IllegalArgumentException("answer: " + e.getMessage(), e));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    @Override
    public void left(LocalSocket socket) {
        namespace.handOver(() -> answer.completeExceptionally(new SocketDisconnectedException()));
    }

    private void timedOut() {
        namespace.handOver(() -> answer.completeExceptionally(new AckTimeoutException(List.of())));
    }
}
