// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.Ack;
import ee.parley.impl.socket.IncomingEvent;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Turns what a handler returns into the answer to its event. */
final class Answers {
    private Answers() {}

    /** Answers with one value, or the values of an {@link Ack.Answer}. */
    static void send(IncomingEvent event, @Nullable Object value) {
        if (value instanceof Ack.Answer several) {
            event.answer(several.values().toArray());
        } else if (value instanceof Optional<?> optional) {
            event.answer(new @Nullable Object[] {optional.orElse(null)});
        } else {
            event.answer(new @Nullable Object[] {value});
        }
    }

    /** Answers when the stage completes; with nothing where it has no value by its type. */
    static void sendLater(IncomingEvent event, CompletionStage<?> result, boolean empty) {
        result.whenComplete((value, failure) -> {
            if (failure != null) {
                event.fail(failure);
                return;
            }
            try {
                if (empty) {
                    event.answer();
                } else {
                    send(event, value);
                }
            } catch (RuntimeException unwritable) {
                // Must be caught: nobody looks at the stage that whenComplete returns.
                event.fail(unwritable);
            }
        });
    }
}
