// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

/**
 * The server's answer to a message.
 *
 * @param at the message's place in the conversation, as {@link Message#at()}
 */
public record Receipt(long at) {}
