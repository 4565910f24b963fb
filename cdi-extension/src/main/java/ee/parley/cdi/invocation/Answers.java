// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.impl.socket.UnboundEvent;
import java.util.concurrent.CompletionStage;

/** Turns what a handler returns into the answer to its event. */
final class Answers {
    private Answers() {}

    /** Answers only if the stage fails. */
    static void watch(UnboundEvent event, CompletionStage<?> result) {
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                event.fail(failure);
            }
        });
    }

    /** Answers when the stage completes; with nothing where it has no value by its type. */
    static void sendLater(UnboundEvent event, CompletionStage<?> result, boolean empty) {
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                event.fail(failure);
                return;
            }
            try {
                if (empty) {
                    event.ack();
                } else {
                    event.answer(value);
                }
            } catch (RuntimeException unwritable) {
                // Must be caught: nobody looks at the stage that whenComplete returns.
                event.fail(unwritable);
            }
        });
    }
}
