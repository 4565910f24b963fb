// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.impl.socket.Dispatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the events of one bean want to be handled.
 *
 * @param byEvent of the events that have a method; empty when all is serial
 * @param others of the other events
 */
public record Dispatching(Map<String, Dispatch> byEvent, Dispatch others) {
    private static final Dispatching SERIAL = new Dispatching(Map.of(), Dispatch.SERIAL);

    public Dispatching {
        byEvent = Map.copyOf(byEvent);
    }

    /**
     * An event that several methods hear is handled serially unless they agree.
     *
     * @param events the methods of single events
     * @param any the one that hears all of them
     */
    static Dispatching of(Map<String, Dispatch> events, Optional<Dispatch> any) {
        Map<String, Dispatch> agreed = new HashMap<>();
        events.forEach((event, own) -> agreed.put(event, any.orElse(own) == own ? own : Dispatch.SERIAL));
        Dispatch others = any.orElse(Dispatch.SERIAL);
        boolean serial = agreed.values().stream().allMatch(Dispatch.SERIAL::equals);
        return serial && others == Dispatch.SERIAL ? SERIAL : new Dispatching(agreed, others);
    }

    public Dispatch of(String event) {
        return byEvent.isEmpty() ? others : byEvent.getOrDefault(event, others);
    }
}
