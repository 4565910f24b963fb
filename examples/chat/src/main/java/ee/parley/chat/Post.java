// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import ee.parley.EventException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client sends. Each part may be missing or anything at all, until it is checked.
 *
 * @param id an id of the client's choice, the same when it sends the message again
 * @param to a room or the socket id of a person
 * @param text what was written
 */
public record Post(String id, String to, String text) {
    static final int LONGEST_TEXT = 2000;

    /** Below three quarters of the 1 MB that one message may have: long-polling carries bytes as base64. */
    static final int LARGEST_IMAGE = 512 * 1024;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    Letter toRoom(String nickname, Optional<byte[]> image) {
        return letter(to, nickname, image);
    }

    Letter toPerson(String nickname, Optional<byte[]> image) {
        return letter(null, nickname, image);
    }

    private Letter letter(String room, String nickname, Optional<byte[]> image) {
        if (id == null || to == null || text == null || !ID.matcher(id).matches()) {
            throw new EventException("BAD_MESSAGE", "A message needs an id, an addressee and a text.");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new EventException("BAD_MESSAGE", "A message has at most " + LONGEST_TEXT + " characters.");
        }
        if (text.isBlank() && image.isEmpty()) {
            throw new EventException("BAD_MESSAGE", "The message is empty.");
        }
        String type = image.map(Post::checkedType).orElse(null);
        return new Letter(new Message(id, room, nickname, text, type, 0), image);
    }

    private static String checkedType(byte[] image) {
        if (image.length > LARGEST_IMAGE) {
            throw new EventException("BAD_IMAGE", "An image has at most " + LARGEST_IMAGE / 1024 + " KB.");
        }
        return ImageType.of(image)
                .orElseThrow(() -> new EventException("BAD_IMAGE", "Only PNG, JPEG, GIF and WebP images can be sent."))
                .mediaType();
    }
}
