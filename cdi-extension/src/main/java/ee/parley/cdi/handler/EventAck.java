// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import ee.parley.Ack;
import ee.parley.impl.socket.UnboundEvent;

/** The acknowledgement of one event, in the hands of its handler. */
final class EventAck<T> implements Ack<T> {
    private final UnboundEvent event;

    EventAck(UnboundEvent event) {
        this.event = event;
    }

    @Override
    public void send(T value) {
        event.answer(value);
    }

    @Override
    public void fail(Throwable failure) {
        event.fail(failure);
    }

    @Override
    public boolean requested() {
        return event.ackRequested();
    }
}
