// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.RemoteSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An operator by way of another one, which reaches everybody. */
interface Operators extends BroadcastOperator {
    BroadcastOperator everybody();

    @Override
    default BroadcastOperator to(String... rooms) {
        return everybody().to(rooms);
    }

    @Override
    default BroadcastOperator in(String... rooms) {
        return everybody().in(rooms);
    }

    @Override
    default BroadcastOperator except(String... rooms) {
        return everybody().except(rooms);
    }

    @Override
    default BroadcastOperator local() {
        return everybody().local();
    }

    @Override
    default BroadcastOperator asVolatile() {
        return everybody().asVolatile();
    }

    @Override
    default BroadcastOperator compress(boolean on) {
        return everybody().compress(on);
    }

    @Override
    default BroadcastOperator timeout(Duration timeout) {
        return everybody().timeout(timeout);
    }

    @Override
    default BroadcastOperator afterCommit(boolean on) {
        return everybody().afterCommit(on);
    }

    @Override
    default void emit(String event, Object... args) {
        everybody().emit(event, args);
    }

    @Override
    default <T> CompletionStage<List<T>> emitWithAck(Class<T> type, String event, Object... args) {
        return everybody().emitWithAck(type, event, args);
    }

    @Override
    default CompletionStage<List<RemoteSocket>> fetchSockets() {
        return everybody().fetchSockets();
    }

    @Override
    default CompletionStage<Integer> countSockets() {
        return everybody().countSockets();
    }

    @Override
    default CompletionStage<Void> socketsJoin(String... rooms) {
        return everybody().socketsJoin(rooms);
    }

    @Override
    default CompletionStage<Void> socketsLeave(String... rooms) {
        return everybody().socketsLeave(rooms);
    }

    @Override
    default CompletionStage<Void> disconnectSockets(boolean close) {
        return everybody().disconnectSockets(close);
    }
}
