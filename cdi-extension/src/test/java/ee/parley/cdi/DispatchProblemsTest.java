// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Concurrent;
import ee.parley.ConnectMiddleware;
import ee.parley.EngineHooks;
import ee.parley.EventMiddleware;
import ee.parley.EventName;
import ee.parley.InNamespace;
import ee.parley.IncomingEvent;
import ee.parley.NonBlocking;
import ee.parley.OnAnyEvent;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.transaction.Transactional;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DispatchProblemsTest {
    @SocketNamespace("/a")
    static class TwoCatchAlls {
        @OnAnyEvent
        void first() {}

        @OnAnyEvent
        void second() {}
    }

    @Test
    void aBeanHasOneCatchAll() {
        assertThat(problemsOf(TwoCatchAlls.class))
                .containsExactly("PARLEY6050 TwoCatchAlls.second(): the bean already has the @OnAnyEvent method"
                        + " TwoCatchAlls.first(). Keep one of the two methods.");
    }

    @ApplicationScoped
    static class Stray {
        @OnAnyEvent
        void any() {}
    }

    @Test
    void aCatchAllOfNoNamespaceIsReported() {
        assertThat(problemsOf(Stray.class))
                .containsExactly("PARLEY6018 Stray.any(): nobody calls this @OnAnyEvent method, because its class is no"
                        + " @SocketNamespace bean. Annotate the class @SocketNamespace or remove the annotation from"
                        + " the method.");
    }

    @SocketNamespace("/a")
    static class Names {
        @OnConnect
        void enter(@EventName String name) {}

        @OnAnyEvent
        void any(@EventName int name) {}
    }

    @Test
    void theNameOfAnEventIsAStringAndOfAnEvent() {
        assertThat(problemsOf(Names.class))
                .containsExactly(
                        "PARLEY6063 Names.any(int): parameter 1 cannot be the @EventName. Declare it as a String, in a"
                                + " method that hears events: @OnEvent, @OnAnyEvent or @OnError.",
                        "PARLEY6063 Names.enter(String): parameter 1 cannot be the @EventName. Declare it as a String,"
                                + " in a method that hears events: @OnEvent, @OnAnyEvent or @OnError.");
    }

    @NonBlocking
    @Concurrent
    @SocketNamespace("/a")
    static class Contradictory {
        @NonBlocking
        @Concurrent
        @OnEvent("a")
        void event() {}
    }

    @Test
    void whatDoesNotBlockIsNotConcurrent() {
        assertThat(problemsOf(Contradictory.class))
                .containsExactly(
                        "PARLEY6051 Contradictory: @NonBlocking and @Concurrent contradict each other: what does not"
                                + " block needs no thread of its own. Remove one of the two.",
                        "PARLEY6051 Contradictory.event(): @NonBlocking and @Concurrent contradict each other: what"
                                + " does not block needs no thread of its own. Remove one of the two.");
    }

    @SocketNamespace("/a")
    static class Misplaced {
        @NonBlocking
        @OnConnect
        void enter() {}

        @Concurrent
        void nothing() {}
    }

    @Test
    void onlyMethodsThatHearEventsHaveADispatch() {
        assertThat(problemsOf(Misplaced.class))
                .containsExactly(
                        "PARLEY6052 Misplaced.enter(): @NonBlocking is for methods that hear events. Remove it, or"
                                + " annotate the method @OnEvent or @OnAnyEvent.",
                        "PARLEY6052 Misplaced.nothing(): @Concurrent is for methods that hear events. Remove it, or"
                                + " annotate the method @OnEvent or @OnAnyEvent.");
    }

    @NonBlocking
    @SocketNamespace("/a")
    static class Transactions {
        @Transactional
        @OnEvent("a")
        void event() {}

        @Concurrent
        @Transactional
        @OnEvent("b")
        void sound() {}
    }

    @Test
    void aTransactionBlocks() {
        assertThat(problemsOf(Transactions.class))
                .containsExactly("PARLEY6053 Transactions.event(): a transaction blocks, but the method promises not"
                        + " to. Remove @NonBlocking or @Transactional.");
    }

    @SessionScoped
    static class OfSession implements EventMiddleware, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public CompletionStage<?> event(Socket socket, IncomingEvent event) {
            return null;
        }
    }

    @ApplicationScoped
    @InNamespace("/nowhere")
    static class Elsewhere implements ConnectMiddleware, EngineHooks {
        @Override
        public CompletionStage<?> connect(Socket socket) {
            return null;
        }
    }

    @SocketNamespace("/a")
    static class Sound {}

    @Test
    void middlewareMustBeReachableFromItsNamespace() {
        assertThat(problemsOf(Sound.class, OfSession.class, Elsewhere.class))
                .containsExactly(
                        "PARLEY6033 Elsewhere: @InNamespace(\"/nowhere\") names a namespace that no bean serves. Use"
                                + " one of: /a.",
                        "PARLEY6055 Elsewhere: EngineHooks hear of requests, which belong to no namespace. Remove"
                                + " @InNamespace.",
                        "PARLEY6054 OfSession: the scope @SessionScoped does not suit a bean that is called outside of"
                                + " HTTP sessions. Declare @ApplicationScoped, @RequestScoped or @Dependent.");
    }
}
