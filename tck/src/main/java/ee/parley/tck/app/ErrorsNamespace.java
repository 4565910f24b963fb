// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handlers that do not answer as they should. */
@SocketNamespace("/errors")
public class ErrorsNamespace {
    private static RuntimeException indiscreet() {
        return new IllegalStateException("the password is hunter2");
    }

    private static EventException refusal(int id) {
        return new EventException("NOT_FOUND", "no such thing", Map.of("id", id));
    }

    @OnEvent("throws")
    String fails() {
        throw indiscreet();
    }

    @OnEvent("refuses")
    String refuses(int id) {
        throw refusal(id);
    }

    @OnEvent("refuses-briefly")
    void refusesBriefly() {
        throw new EventException("GONE", "no longer there");
    }

    @OnEvent("fails-later")
    CompletionStage<String> failsLater() {
        return CompletableFuture.failedFuture(indiscreet());
    }

    @OnEvent("refuses-later")
    CompletionStage<String> refusesLater(int id) {
        return CompletableFuture.failedFuture(refusal(id));
    }

    @OnEvent("fails-ack")
    void failsAck(Ack<String> ack) {
        ack.fail(indiscreet());
    }

    @OnEvent("number")
    int number(int number) {
        return number;
    }

    /** An object with numbers in it. */
    public record Point(int x, int y) {}

    @OnEvent("point")
    Point point(Point point) {
        return point;
    }

    @OnEvent("alive")
    String alive() {
        return "alive";
    }
}
