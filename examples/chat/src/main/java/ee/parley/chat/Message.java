// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

/**
 * What clients get of a message. An image's bytes travel next to it, as an attachment.
 *
 * @param id the sender's id for it: by this a client knows a message that reaches it twice
 * @param room the room; {@code null} for a private message
 * @param from the sender's nickname
 * @param text what was written; empty where there is only an image
 * @param image the image's media type; {@code null} where there is none
 * @param at milliseconds of the server's clock, different for each message
 */
public record Message(String id, String room, String from, String text, String image, long at) {}
