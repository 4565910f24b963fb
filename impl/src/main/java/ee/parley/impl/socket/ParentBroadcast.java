// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
import ee.parley.impl.payload.Arguments;
import ee.parley.impl.wire.engineio.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An operator on the sockets of all children of a parent.
 *
 * @param parent whose children
 * @param model what is done in each child
 */
record ParentBroadcast(LocalParent parent, Broadcast model) implements BroadcastOperator {
    private ParentBroadcast with(Broadcast narrowed) {
        return new ParentBroadcast(parent, narrowed);
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return with(model.to(rooms));
    }

    @Override
    public BroadcastOperator in(String... rooms) {
        return with(model.in(rooms));
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return with(model.except(rooms));
    }

    @Override
    public BroadcastOperator local() {
        return with(model.local());
    }

    @Override
    public BroadcastOperator asVolatile() {
        return with(model.asVolatile());
    }

    @Override
    public BroadcastOperator compress(boolean on) {
        return with(model.compress(on));
    }

    @Override
    public BroadcastOperator timeout(Duration longest) {
        return with(model.timeout(longest));
    }

    @Override
    public BroadcastOperator afterCommit(boolean on) {
        return with(model.afterCommit(on));
    }

    /** The arguments are written once: a stream among them can be read only once. */
    @Override
    public void emit(String event, Object... args) {
        Arguments written = model.namespace().write(event, args);
        Optional<CommitQueue> transaction = model.namespace().transaction(model.delivery());
        if (transaction.isPresent()) {
            transaction.get().emit(counted(event, written), () -> send(event, written));
        } else {
            send(event, written);
        }
    }

    private void send(String event, Arguments written) {
        each().forEach(child -> child.send(event, written));
    }

    @Override
    public <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args) {
        Arguments written = model.namespace().write(event, args);
        Optional<CommitQueue> transaction = model.namespace().transaction(model.delivery());
        return transaction.isPresent()
                ? transaction.get().emitWithAck(counted(event, written), () -> request(type, event, written))
                : request(type, event, written);
    }

    /** As many bytes as one child takes. */
    private List<Frame> counted(String event, Arguments written) {
        return model.namespace().encode(OptionalLong.empty(), event, written);
    }

    private <T> CompletionStage<List<T>> request(Class<T> type, String event, Arguments written) {
        List<Broadcast> parts = each();
        return parts.isEmpty()
                ? model.namespace().answered(List.of())
                : Broadcast.request(parts, parent.ackIds().getAndIncrement(), type, event, written);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return Parts.join(
                model.namespace(),
                each().stream().map(Broadcast::fetchSockets).toList(),
                parts -> parts.stream().flatMap(List::stream).toList());
    }

    @Override
    public CompletionStage<Integer> countSockets() {
        return Parts.join(
                model.namespace(),
                each().stream().map(Broadcast::countSockets).toList(),
                parts -> parts.stream().mapToInt(Integer::intValue).sum());
    }

    @Override
    public CompletionStage<Void> socketsJoin(String... rooms) {
        return all(each().stream().map(child -> child.socketsJoin(rooms)).toList());
    }

    @Override
    public CompletionStage<Void> socketsLeave(String... rooms) {
        return all(each().stream().map(child -> child.socketsLeave(rooms)).toList());
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        return all(each().stream().map(child -> child.disconnectSockets(close)).toList());
    }

    private List<Broadcast> each() {
        return parent.family().stream().map(model::of).toList();
    }

    private static CompletionStage<Void> all(List<CompletionStage<Void>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }
}
