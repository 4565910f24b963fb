// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.EventException;
import ee.parley.EventName;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import java.util.List;
import java.util.MissingResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Failures that the application answers itself. */
@SocketNamespace("/problems")
public class ProblemsNamespace {
    @Inject
    Socket current;

    @OnEvent("here")
    void here() {
        throw new ArithmeticException("here");
    }

    @OnEvent("everywhere")
    void everywhere() {
        throw new MissingResourceException("everywhere", "", "");
    }

    @OnEvent("later")
    CompletionStage<String> later() {
        return CompletableFuture.failedFuture(new ArithmeticException("later"));
    }

    /** A failure that {@link ProblemAnswers} knows. */
    public static class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** One that it knows better. */
    public static class VeryWrong extends Wrong {
        private static final long serialVersionUID = 1L;
    }

    /** One that it does not know, but its superclass. */
    public static class SlightlyWrong extends Wrong {
        private static final long serialVersionUID = 1L;
    }

    @OnEvent("slightly-wrong")
    void slightlyWrong() {
        throw new SlightlyWrong();
    }

    @OnEvent("very-wrong")
    void veryWrong() {
        throw new VeryWrong();
    }

    @OnEvent("wrapped")
    void wrapped() {
        throw new IllegalStateException(new VeryWrong());
    }

    @OnEvent("enveloped")
    void enveloped() {
        throw new EventException("ENVELOPED", "well packed");
    }

    @OnError
    List<Object> answer(ArithmeticException e, @EventName String event, Socket socket) {
        return List.of(event, String.valueOf(e.getMessage()), socket.id().equals(current.id()));
    }
}
