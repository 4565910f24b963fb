// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a node is told. */
final class Heard implements ClusterListener {
    record Message(String node, ClusterMessage message, Optional<String> offset) {}

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    private volatile Runnable onFirst = () -> {};

    /** Does something before the next message is kept, and holds up whoever brings it. */
    void firstBlocks(Runnable task) {
        onFirst = task;
    }

    @Override
    public void received(String node, ClusterMessage message, Optional<String> offset) {
        Runnable first = onFirst;
        onFirst = () -> {};
        first.run();
        messages.add(new Message(node, message, offset));
    }

    @Override
    public void left(String node) {
        throw new AssertionError("Redis cannot tell");
    }

    Message next() {
        try {
            Message next = messages.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<Message> soFar() {
        return List.copyOf(messages);
    }
}
