// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.ConnectMiddleware;
import ee.parley.EventMiddleware;
import java.util.List;

/**
 * The beans that stand before the handlers of a namespace.
 *
 * @param connect asked before the gate
 * @param event asked before every event
 */
record Before(List<ConnectMiddleware> connect, List<EventMiddleware> event) {
    Before {
        connect = List.copyOf(connect);
        event = List.copyOf(event);
    }
}
