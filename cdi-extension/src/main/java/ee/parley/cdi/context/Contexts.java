// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

/**
 * What CDI knows of sockets.
 *
 * @param socket the current one
 * @param beans those of each socket
 * @param observers those who hear of sockets and rooms by events
 */
public record Contexts(CurrentSocket socket, SocketContext beans, Observers observers) {
    public static Contexts empty() {
        return new Contexts(new CurrentSocket(), new SocketContext(), new Observers());
    }
}
