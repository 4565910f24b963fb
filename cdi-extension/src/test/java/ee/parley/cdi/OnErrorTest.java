// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.EventName;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnErrorTest {
    record Problem(String place, String what) {}

    static class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale(String message) {
            super(message);
        }
    }

    static class VeryStale extends Stale {
        private static final long serialVersionUID = 1L;

        VeryStale() {
            super("very");
        }
    }

    static class NotYours extends EventException {
        private static final long serialVersionUID = 1L;

        NotYours() {
            super(FORBIDDEN, "not yours");
        }
    }

    @RequestScoped
    static class Notes {
        private String note = "none";

        String note() {
            return note;
        }

        void note(String taken) {
            note = taken;
        }
    }

    @SocketNamespace("/a")
    static class Namespace {
        @Inject
        Notes notes;

        @Inject
        Socket current;

        private final CompletableFuture<String> later = new CompletableFuture<>();
        private final CompletableFuture<Ack<String>> kept = new CompletableFuture<>();

        CompletableFuture<String> later() {
            return later;
        }

        CompletableFuture<Ack<String>> kept() {
            return kept;
        }

        @OnEvent("fail")
        void fail(String how) throws Throwable {
            notes.note(how);
            throw failure(how);
        }

        private static Throwable failure(String how) {
            return switch (how) {
                case "stale" -> new Stale("old");
                case "very stale" -> new VeryStale();
                case "wrapped" -> new IllegalStateException("commit", new IOException(new Stale("at commit")));
                case "file" -> new FileNotFoundException("secret");
                case "io" -> new IOException("secret");
                case "noted" -> new UnsupportedOperationException();
                case "twice" -> new ArithmeticException("first");
                case "mapped" -> new ArrayStoreException("secret");
                case "later" -> new IndexOutOfBoundsException();
                case "several" -> new NegativeArraySizeException();
                case "meant" -> new EventException("MEANT", "for the client");
                case "not yours" -> new NotYours();
                default -> new IllegalStateException("secret");
            };
        }

        @OnEvent("stage")
        CompletionStage<String> stage() {
            return later;
        }

        @OnEvent("kept")
        void keep(Ack<String> ack) {
            kept.complete(ack);
        }

        @OnError
        Problem stale(Stale e) {
            return new Problem("class", e.getMessage());
        }

        @OnError
        String file(FileNotFoundException e) {
            return "no file";
        }

        @OnError
        List<String> noted(Socket socket, UnsupportedOperationException e, @EventName String event) {
            return List.of(notes.note(), event, Boolean.toString(socket.id().equals(current.id())));
        }

        @OnError
        String twice(ArithmeticException e) {
            throw new IllegalStateException("second");
        }

        @OnError
        String mapped(ArrayStoreException e) {
            throw new EventException("MAPPED", "in other words");
        }

        @OnError
        CompletionStage<String> later(IndexOutOfBoundsException e) {
            return CompletableFuture.completedFuture("in time");
        }

        @OnError
        Ack.Answer several(NegativeArraySizeException e) {
            return Ack.of("one", 2);
        }

        @OnError
        String notYours(NotYours e) {
            return "named";
        }
    }

    @ApplicationScoped
    static class Everywhere {
        @OnError
        Problem stale(VeryStale e) {
            return new Problem("application", "very stale");
        }

        @OnError
        Problem io(IOException e) {
            return new Problem("application", "io");
        }
    }

    @SocketNamespace("/b")
    static class Other {
        @OnEvent("fail")
        void fail(String how) throws Throwable {
            throw Namespace.failure(how);
        }

        @OnError
        String anything(RuntimeException e) {
            return "anything";
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Namespace.class, Everywhere.class, Other.class, Notes.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> answersTo(String... packets) {
        Served.Client client = served.joined();
        client.sends(packets);
        return client.received();
    }

    private static List<String> answersInB(String packet) {
        Served.Client client = served.client();
        client.sends("40/b,", packet);
        List<String> received = client.received();
        return received.subList(1, received.size());
    }

    @Test
    void whatTheMethodReturnsIsTheErrorAsItIs() {
        assertThat(answersTo("42/a,1[\"fail\",\"stale\"]"))
                .containsExactly("43/a,1[{\"place\":\"class\",\"what\":\"old\"}]");
    }

    @Test
    void withoutAnAcknowledgementItIsTheErrorOfAnExceptionEvent() {
        assertThat(answersTo("42/a,[\"fail\",\"stale\"]"))
                .containsExactly(
                        "42/a,[\"exception\",{\"event\":\"fail\",\"error\":{\"place\":\"class\",\"what\":\"old\"}}]");
    }

    @Test
    void theBeanOfTheNamespaceComesBeforeAMoreSpecificMethodElsewhere() {
        assertThat(answersTo("42/a,1[\"fail\",\"very stale\"]"))
                .containsExactly("43/a,1[{\"place\":\"class\",\"what\":\"very\"}]");
    }

    @Test
    void theMostSpecificMethodOfOnePlaceIsCalled() {
        assertThat(answersTo("42/a,1[\"fail\",\"file\"]")).containsExactly("43/a,1[\"no file\"]");
        assertThat(answersTo("42/a,1[\"fail\",\"io\"]"))
                .containsExactly("43/a,1[{\"place\":\"application\",\"what\":\"io\"}]");
    }

    @Test
    void aCauseFindsItsMethodWhereNoneIsForTheFailureItself() {
        assertThat(answersTo("42/a,1[\"fail\",\"wrapped\"]"))
                .containsExactly("43/a,1[{\"place\":\"class\",\"what\":\"at commit\"}]");
    }

    @Test
    void aMethodForAllExceptionsComesAfterThoseForACause() {
        assertThat(answersInB("42/b,1[\"fail\",\"wrapped\"]")).containsExactly("43/b,1[\"anything\"]");
        assertThat(answersInB("42/b,1[\"fail\",\"io\"]"))
                .containsExactly("43/b,1[{\"place\":\"application\",\"what\":\"io\"}]");
    }

    @Test
    void aMethodForAllExceptionsDoesNotGetWhatHasAnAnswer() {
        assertThat(answersInB("42/b,1[\"fail\",\"meant\"]"))
                .containsExactly("43/b,1[{\"error\":{\"code\":\"MEANT\",\"message\":\"for the client\"}}]");
        assertThat(answersInB("42/b,1[\"fail\",{}]"))
                .containsExactly("43/b,1[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":"
                        + "\"argument 1: expected a string, got an object\"}}]");
    }

    @Test
    void whatHasAnAnswerGoesToAMethodThatNamesIt() {
        assertThat(answersTo("42/a,1[\"fail\",\"not yours\"]")).containsExactly("43/a,1[\"named\"]");
    }

    @Test
    void theMethodRunsInTheRequestContextOfItsHandlerAndKnowsSocketAndEvent() {
        assertThat(answersTo("42/a,1[\"fail\",\"noted\"]")).containsExactly("43/a,1[[\"noted\",\"fail\",\"true\"]]");
    }

    @Test
    void aMethodMayThrowWhatTheClientIsToBeTold() {
        assertThat(answersTo("42/a,1[\"fail\",\"mapped\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"MAPPED\",\"message\":\"in other words\"}}]");
    }

    @Test
    void aMethodThatThrowsIsAnInternalError() {
        assertThat(answersTo("42/a,1[\"fail\",\"twice\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void aStageIsAwaitedAndSeveralValuesAreSeveralArguments() {
        assertThat(answersTo("42/a,1[\"fail\",\"later\"]")).containsExactly("43/a,1[\"in time\"]");
        assertThat(answersTo("42/a,1[\"fail\",\"several\"]")).containsExactly("43/a,1[\"one\",2]");
    }

    @Test
    void aFailureThatNoMethodIsForIsAnInternalError() {
        assertThat(answersTo("42/a,1[\"fail\",\"else\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
    }

    @Test
    void aStageThatFailsLaterFindsItsMethodToo() {
        Served.Client client = served.joined();
        client.sends("42/a,1[\"stage\"]");
        served.bean(Namespace.class).later().completeExceptionally(new Stale("late"));
        assertThat(client.received()).containsExactly("43/a,1[{\"place\":\"class\",\"what\":\"late\"}]");
    }

    @Test
    void anAckThatFailsLaterFindsItsMethodTooInACallbackOfItsOwn() {
        Served.Client client = served.joined();
        client.sends("42/a,1[\"kept\"]");
        served.bean(Namespace.class).kept().join().fail(new UnsupportedOperationException());
        assertThat(client.received()).containsExactly("43/a,1[[\"none\",\"kept\",\"true\"]]");
    }
}
