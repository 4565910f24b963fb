// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one node hears about a namespace. */
final class Ear implements ClusterListener {
    record Heard(String node, ClusterMessage message, Optional<String> offset) {}

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> left = new LinkedBlockingQueue<>();

    @Override
    public void received(String node, ClusterMessage message, Optional<String> offset) {
        heard.add(new Heard(node, message, offset));
    }

    @Override
    public void left(String node) {
        left.add(node);
    }

    Heard next() {
        return poll(heard, Eventually.SECONDS).orElseThrow(() -> new AssertionError("nothing is heard"));
    }

    /** Returns when this has been heard, whatever else came before. */
    void await(ClusterMessage message) {
        Heard next = next();
        while (!next.message().equals(message)) {
            next = next();
        }
    }

    /** The next messages, whoever sent them. */
    List<ClusterMessage> next(int count) {
        List<ClusterMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(next().message());
        }
        return messages;
    }

    /** What has been heard and not been asked for yet. */
    List<Heard> rest() {
        List<Heard> rest = new ArrayList<>();
        heard.drainTo(rest);
        return rest;
    }

    /** The next node that has left; empty when the adapter cannot tell. */
    Optional<String> leaver() {
        return poll(left, 3);
    }

    private static <T> Optional<T> poll(BlockingQueue<T> queue, int seconds) {
        try {
            return Optional.ofNullable(queue.poll(seconds, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
