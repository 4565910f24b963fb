// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ErrorEnvelope;
import ee.parley.EventError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Gives one kind of error a form of its own. */
@ApplicationScoped
public class Envelope implements ErrorEnvelope {
    private static final String CODE = "ENVELOPED";

    @Override
    public Object ack(EventError error) {
        return error.code().equals(CODE) ? Map.of("enveloped", error.message()) : ErrorEnvelope.super.ack(error);
    }

    @Override
    public Object exception(EventError error) {
        return error.code().equals(CODE)
                ? Map.of("enveloped", error.message() + " of " + error.event())
                : ErrorEnvelope.super.exception(error);
    }
}
