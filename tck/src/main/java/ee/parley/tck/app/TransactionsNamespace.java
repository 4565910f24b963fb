// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

/** Handlers in transactions, and what they bind to them. */
@SocketNamespace("/transactions")
public class TransactionsNamespace {
    @Resource
    @SuppressWarnings("NullAway.Init") // set by the container
    TransactionSynchronizationRegistry registry;

    @Inject
    Namespace namespace;

    @Inject
    InnerTransaction inner;

    @Inject
    Event<Sold> sold;

    /** A failure that rolls back where it is declared to. */
    public static class NotSoldException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Something has been sold to a socket. */
    public record Sold(Socket to) {}

    @OnConnect
    @Transactional
    void enter(Socket socket) {
        socket.join(socket.id());
        socket.afterCommit().emit("welcome");
    }

    @OnEvent("commit")
    @Transactional
    int commit(int value, Socket socket) {
        namespace.to(socket.id()).afterCommit().emit("bound", value);
        socket.afterCommit().emit("bound", value + 1);
        socket.emit("now", value);
        return value;
    }

    @OnEvent("no-transaction")
    void noTransaction(Socket socket) {
        socket.afterCommit().emit("bound");
        socket.emit("now");
    }

    @OnEvent("fail")
    @Transactional
    void fail(Socket socket) {
        socket.afterCommit().emit("bound");
        throw new EventException("CONFLICT", "no");
    }

    @OnEvent("fail-checked")
    @Transactional
    void failChecked(Socket socket) throws NotSoldException {
        socket.afterCommit().emit("bound");
        throw new NotSoldException();
    }

    @OnEvent("fail-declared")
    @Transactional(rollbackOn = NotSoldException.class)
    void failDeclared(Socket socket) throws NotSoldException {
        socket.afterCommit().emit("bound");
        throw new NotSoldException();
    }

    @OnEvent("mark")
    @Transactional
    void mark(Socket socket) {
        socket.afterCommit().emit("before the mark");
        registry.setRollbackOnly();
        socket.afterCommit().emit("after the mark");
    }

    @OnEvent("mark-first")
    @Transactional
    void markFirst(Socket socket) {
        registry.setRollbackOnly();
        socket.afterCommit().emit("after the mark");
    }

    @OnEvent("nest")
    @Transactional
    void nest(boolean fails, Socket socket) {
        socket.afterCommit().emit("outer");
        inner.emit(socket);
        socket.afterCommit().emit("outer again");
        if (fails) {
            throw new EventException("CONFLICT", "no");
        }
    }

    /** Not by a stage: on some containers the transaction lasts until the stage that a method returns completes. */
    @OnEvent("ask")
    @Transactional
    void ask(Socket socket, Ack<String> ack) {
        socket.afterCommit().emitWithAck(String.class, "question").thenAccept(ack::send);
    }

    @OnEvent("ask-and-fail")
    void askAndFail(Socket socket, Ack<String> ack) {
        try {
            inner.askAndFail(socket, ack);
        } catch (EventException expected) {
            socket.emit("now");
        }
    }

    @OnEvent("late")
    @Transactional
    void late(Socket socket) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                socket.afterCommit().emit("before completion");
            }

            @Override
            public void afterCompletion(int status) {}
        });
    }

    @OnEvent("observe")
    @Transactional
    void observe(Socket socket) {
        sold.fire(new Sold(socket));
        socket.afterCommit().emit("bound");
    }

    void sold(@Observes(during = TransactionPhase.AFTER_SUCCESS) Sold event) {
        event.to().afterCommit().emit("after success");
    }
}
