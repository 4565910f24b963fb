// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.ConnectMiddleware;
import ee.parley.EventMiddleware;
import java.util.List;

/**
 * The beans that stand before the handlers of a namespace.
 *
 * @param connect asked before the gate
 * @param event asked before every event
 */
public record Before(List<ConnectMiddleware> connect, List<EventMiddleware> event) {
    public Before {
        connect = List.copyOf(connect);
        event = List.copyOf(event);
    }
}
