// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.OtherNodes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One namespace of one node. */
final class GroupChannel implements ClusterChannel {
    private final JGroupsAdapter adapter;
    private final String namespace;
    private final ClusterListener listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    GroupChannel(JGroupsAdapter adapter, String namespace, ClusterListener listener) {
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

    /** Completed when nobody counts this node any more. */
    CompletableFuture<Void> left() {
        return left;
    }

    @Override
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        return closed.get() ? adapter.refused("the channel is closed") : adapter.publish(namespace, message);
    }

    @Override
    public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
        CompletionStage<Optional<String>> sent =
                closed.get() ? adapter.refused("the channel is closed") : adapter.respond(namespace, node, response);
        return sent.thenAccept(offset -> {});
    }

    @Override
    public CompletionStage<OtherNodes> otherNodes() {
        return adapter.othersWith(namespace);
    }

    @Override
    public CompletionStage<Void> close() {
        if (closed.compareAndSet(false, true)) {
            adapter.leave(this);
        }
        return left.minimalCompletionStage();
    }
}
