// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import java.util.List;

/**
 * Somebody who is here.
 *
 * @param id the socket's id: the address of private messages, another one after each reconnection
 * @param nickname the name, which only one person here has
 * @param rooms the rooms the person is in
 */
public record Person(String id, String nickname, List<String> rooms) {}
