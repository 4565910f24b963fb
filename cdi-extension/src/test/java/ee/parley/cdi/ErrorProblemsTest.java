// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.EventName;
import ee.parley.OnConnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ErrorProblemsTest {
    @SocketNamespace("/a")
    static class Signatures {
        @OnError
        String none() {
            return "";
        }

        @OnError
        String two(IOException one, RuntimeException other) {
            return "";
        }

        @OnError
        String payload(ArithmeticException e, int number) {
            return "";
        }

        @OnError
        void silent(IllegalStateException e) {}

        @OnError
        CompletionStage<Void> silentLater(NullPointerException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void aMethodTakesOneExceptionAndAnswers() {
        assertThat(Containers.problemsOf(Signatures.class))
                .containsExactly(
                        "PARLEY6060 Signatures.none(): an @OnError method takes exactly one exception, this one takes 0."
                                + " Give it one parameter whose type is the exception it is for.",
                        "PARLEY6021 Signatures.payload(ArithmeticException, int): parameter 2 (int) would take an argument"
                                + " of an event, but an @OnError method has none. Remove it, or use a parameter that such a"
                                + " method may have: Socket, Namespace, SocketServer, Handshake, Principal, @EventName or"
                                + " one exception.",
                        "PARLEY6062 Signatures.silent(IllegalStateException): an @OnError method answers the client, but"
                                + " this one returns nothing. Return what the client is to be told, or a CompletionStage of"
                                + " it.",
                        "PARLEY6062 Signatures.silentLater(NullPointerException): an @OnError method answers the client,"
                                + " but this one returns nothing. Return what the client is to be told, or a CompletionStage"
                                + " of it.",
                        "PARLEY6060 Signatures.two(IOException, RuntimeException): an @OnError method takes exactly one"
                                + " exception, this one takes 2. Give it one parameter whose type is the exception it is"
                                + " for.");
    }

    @SocketNamespace("/a")
    static class Twice {
        @OnError
        String first(IOException e) {
            return "";
        }

        @OnError
        String second(IOException e) {
            return "";
        }
    }

    @ApplicationScoped
    static class Here {
        @OnError
        String here(IOException e) {
            return "";
        }
    }

    @ApplicationScoped
    static class There {
        @OnError
        String there(IOException e) {
            return "";
        }
    }

    @Test
    void oneExceptionHasOneMethodInOnePlace() {
        assertThat(Containers.problemsOf(Twice.class, Here.class, There.class))
                .containsExactly(
                        "PARLEY6061 There.there(IOException): IOException is already answered by Here.here(IOException)."
                                + " Keep one of the two methods.",
                        "PARLEY6061 Twice.second(IOException): IOException is already answered by"
                                + " Twice.first(IOException). Keep one of the two methods.");
    }

    @SessionScoped
    static class Visit implements Serializable {
        private static final long serialVersionUID = 1L;

        @OnError
        String here(IOException e) {
            return "";
        }
    }

    @Test
    void aBeanOfASessionCannotAnswer() {
        assertThat(Containers.problemsOf(Visit.class))
                .containsExactly(
                        "PARLEY6064 Visit: nobody can call the @OnError methods of a @SessionScoped bean outside of"
                                + " HTTP sessions and enterprise beans. Move them to an @ApplicationScoped bean.");
    }

    @SocketNamespace("/a")
    static class Names {
        @OnConnect
        void enter(@EventName String name) {}

        @OnEvent("a")
        void event(@EventName int name) {}
    }

    @Test
    void theNameOfAnEventIsAStringAndOnlyEventsHaveOne() {
        assertThat(Containers.problemsOf(Names.class))
                .containsExactly(
                        "PARLEY6063 Names.enter(String): parameter 1 cannot be the @EventName. Declare it as a String, in a"
                                + " method that hears events: @OnEvent, @OnAnyEvent or @OnError.",
                        "PARLEY6063 Names.event(int): parameter 1 cannot be the @EventName. Declare it as a String, in a"
                                + " method that hears events: @OnEvent, @OnAnyEvent or @OnError.");
    }
}
