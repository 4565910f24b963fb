// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * The CDI event that a socket has left its namespace: {@code @Observes @Disconnected Disconnection}.
 *
 * @param socket the socket, in no room any more
 * @param reason why it left
 * @see Disconnected
 * @since 0.1
 */
public record Disconnection(Socket socket, DisconnectReason reason) {}
