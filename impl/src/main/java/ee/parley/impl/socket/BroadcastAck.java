// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.AckTimeoutException;
import ee.parley.impl.cluster.ClientAnswers;
import ee.parley.impl.lane.Timers;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.spi.PacketData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits for the answers of many sockets, those of this node all under one id. An answer that cannot be bound is left out.
 *
 * <p>Of the sockets of other nodes nobody knows at first how many they are: until that is known, one more is outstanding for
 * each place that has to tell.
 */
final class BroadcastAck<T> implements PendingAcks.Waiting, ClientAnswers {
    private final LocalNamespace namespace;
    private final Class<T> type;
    private final Answer<List<T>> answer;
    private final ReentrantLock lock = new ReentrantLock();

    /** In order of arrival; bound when all have come. */
    @GuardedBy("lock")
    private final List<PacketData> replies = new ArrayList<>();

    @GuardedBy("lock")
    private int outstanding;

    private BroadcastAck(LocalNamespace namespace, Class<T> type, int outstanding) {
        this.namespace = namespace;
        this.type = type;
        this.outstanding = outstanding;
        this.answer = new Answer<>(namespace.handlers());
    }

    /**
     * Begins to wait; what is to be answered is sent afterwards.
     *
     * @param elsewhere how many times other nodes are asked, too: each tells {@link ClientAnswers} of it
     */
    static <T> BroadcastAck<T> await(
            LocalNamespace namespace,
            List<LocalSocket> sockets,
            int elsewhere,
            long id,
            Class<T> type,
            Duration timeout) {
        BroadcastAck<T> ack = new BroadcastAck<>(namespace, type, sockets.size() + elsewhere);
        if (sockets.size() + elsewhere == 0) {
            ack.answer.complete(List.of());
            return ack;
        }
        // As for a single one, before anything can have it forgotten.
        sockets.forEach(socket -> socket.acks().add(id, ack));
        Timers.Timeout timer = namespace.timers().schedule(timeout, ack::timedOut);
        var unused = ack.answer.whenComplete((values, failure) -> {
            timer.cancel();
            sockets.forEach(socket -> socket.acks().forget(id));
        });
        return ack;
    }

    CompletionStage<List<T>> answer() {
        return answer;
    }

    @Override
    public void answered(LocalSocket by, Packet.Ack packet) {
        answer(LocalNamespace.firstArgument(packet));
    }

    @Override
    public void answer(PacketData reply) {
        boolean last;
        lock.lock();
        try {
            replies.add(reply);
            last = --outstanding == 0;
        } finally {
            lock.unlock();
        }
        completeIf(last);
    }

    @Override
    public void left(LocalSocket socket) {
        expect(-1);
    }

    @Override
    public void expect(int more) {
        boolean last;
        lock.lock();
        try {
            outstanding += more;
            last = outstanding == 0;
        } finally {
            lock.unlock();
        }
        completeIf(last);
    }

    private void completeIf(boolean last) {
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
        List<PacketData> arrived;
        lock.lock();
        try {
            arrived = List.copyOf(replies);
        } finally {
            lock.unlock();
        }
        List<T> bound = new ArrayList<>(arrived.size());
        for (PacketData reply : arrived) {
            try {
                bound.add(namespace.read(reply, type));
            } catch (PayloadException e) {
                SocketLog.answerLeftOut(namespace, String.valueOf(e.getMessage()));
            }
        }
        return bound;
    }
}
