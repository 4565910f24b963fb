// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import ee.parley.OnAnyEvent;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import java.lang.annotation.Annotation;

/** When a handler is called. */
public enum Occasion {
    CONNECT(OnConnect.class),
    EVENT(OnEvent.class),
    DISCONNECT(OnDisconnect.class),
    ERROR(OnError.class),
    ANY_EVENT(OnAnyEvent.class);

    private final Class<? extends Annotation> annotation;

    Occasion(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Tells whether the handler is called for events as they come. */
    public boolean hearsEvents() {
        return this == EVENT || this == ANY_EVENT;
    }

    /** The annotation's name, without the {@code @}. */
    @Override
    public String toString() {
        return annotation.getSimpleName();
    }
}
