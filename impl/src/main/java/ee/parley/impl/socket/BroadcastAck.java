// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.AckTimeoutException;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.wire.socketio.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for the answers of many sockets, all under one id. An answer that cannot be bound is left out. */
final class BroadcastAck<T> implements PendingAcks.Waiting {
    private final LocalNamespace namespace;
    private final Class<T> type;
    private final Answer<List<T>> answer;
    private final ReentrantLock lock = new ReentrantLock();

    /** In order of arrival; bound when all have come. */
    @GuardedBy("lock")
    private final List<Reply> replies = new ArrayList<>();

    @GuardedBy("lock")
    private int outstanding;

    private record Reply(LocalSocket by, Packet.Ack packet) {}

    private BroadcastAck(LocalNamespace namespace, Class<T> type, int outstanding) {
        this.namespace = namespace;
        this.type = type;
        this.outstanding = outstanding;
        this.answer = new Answer<>(namespace.handlers());
    }

    /** Begins to wait; what is to be answered is sent afterwards. */
    static <T> CompletionStage<List<T>> await(
            LocalNamespace namespace, List<LocalSocket> sockets, long id, Class<T> type, Duration timeout) {
        BroadcastAck<T> ack = new BroadcastAck<>(namespace, type, sockets.size());
        if (sockets.isEmpty()) {
            ack.answer.complete(List.of());
            return ack.answer;
        }
        Timers.Timeout timer = namespace.timers().schedule(timeout, ack::timedOut);
        var unused = ack.answer.whenComplete((values, failure) -> {
            timer.cancel();
            sockets.forEach(socket -> socket.acks().forget(id));
        });
        sockets.forEach(socket -> socket.acks().add(id, ack));
        return ack.answer;
    }

    @Override
    public void answered(LocalSocket by, Packet.Ack packet) {
        boolean last;
        lock.lock();
        try {
            replies.add(new Reply(by, packet));
            last = --outstanding == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            namespace.handOver(this::complete);
        }
    }

    @Override
    public void left(LocalSocket socket) {
        boolean last;
        lock.lock();
        try {
            last = --outstanding == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            namespace.handOver(this::complete);
        }
    }

    private void timedOut() {
        namespace.handOver(() -> {
            try {
                answer.completeExceptionally(new AckTimeoutException(bind()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void complete() {
        try {
            answer.complete(bind());
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private List<T> bind() {
        List<Reply> arrived;
        lock.lock();
        try {
            arrived = List.copyOf(replies);
        } finally {
            lock.unlock();
        }
        List<T> bound = new ArrayList<>(arrived.size());
        for (Reply reply : arrived) {
            try {
                bound.add(namespace.firstArgument(reply.packet, type));
            } catch (PayloadException e) {
                SocketLog.answerLeftOut(reply.by, String.valueOf(e.getMessage()));
            }
        }
        return bound;
    }
}
