// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import java.util.Optional;

/** A message and the bytes of its image. */
record Letter(Message message, Optional<byte[]> image) {
    Letter at(long at) {
        Message m = message;
        return new Letter(new Message(m.id(), m.room(), m.from(), m.text(), m.image(), at), image);
    }

    Object[] arguments() {
        return image.isPresent() ? new Object[] {message, image.get()} : new Object[] {message};
    }

    int size() {
        return message.text().length() + image.map(bytes -> bytes.length).orElse(0);
    }
}
