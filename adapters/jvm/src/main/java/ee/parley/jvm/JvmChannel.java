// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.OtherNodes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One namespace of one node. */
final class JvmChannel implements ClusterChannel {
    private final JvmAdapter adapter;
    private final String namespace;
    private final ClusterListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    private volatile boolean hearing;

    JvmChannel(JvmAdapter adapter, String namespace, ClusterListener listener) {
        this.adapter = adapter;
        this.namespace = namespace;
        this.listener = listener;
    }

    String namespace() {
        return namespace;
    }

    ClusterListener listener() {
        return listener;
    }

    /** What had come for the node before the channel was opened is not for it: it may be meant for the one before. */
    boolean isHearing() {
        return hearing;
    }

    void hear() {
        hearing = true;
    }

    @Override
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        return sent(message, Optional.empty());
    }

    @Override
    public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
        return sent(response, Optional.of(node)).thenAccept(onItsWay -> {});
    }

    private CompletionStage<Optional<String>> sent(ClusterMessage message, Optional<String> only) {
        if (!closed.get() && adapter.send(namespace, message, only)) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        adapter.lost();
        return CompletableFuture.failedStage(new IllegalStateException(
                closed.get() ? "the channel is closed" : "a node has no room for the message"));
    }

    @Override
    public CompletionStage<OtherNodes> otherNodes() {
        return CompletableFuture.completedStage(adapter.othersWith(namespace));
    }

    @Override
    public CompletionStage<Void> close() {
        if (closed.compareAndSet(false, true)) {
            adapter.leave(this).whenComplete((done, failure) -> left.complete(null));
        }
        return left.minimalCompletionStage();
    }
}
