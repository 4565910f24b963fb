// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.socketio.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event with its offset, encoded for however many sockets.
 *
 * @param offset its place among the events of the namespace
 * @param before the offset of the event before it; empty when there was none
 * @param plain the event without the offset, as the application sees it
 * @param frames the event with the offset as its last argument
 */
record Numbered(String offset, Optional<String> before, List<Frame> plain, List<Frame> frames) {
    static Numbered of(String offset, Optional<String> before, List<Frame> plain) {
        return new Numbered(offset, before, plain, stamp(plain, offset));
    }

    /** Tells whether the last element of an event, be it its name, is a text. */
    static boolean endsWithText(List<Frame> plain) {
        return plain.get(0).text().endsWith("\"]");
    }

    /** Returns an event with its offset as one more argument: an event is an array, so it ends with a bracket. */
    static List<Frame> stamp(List<Frame> plain, String offset) {
        String text = plain.get(0).text();
        Frame first = Frame.message(text.substring(1, text.length() - 1) + ',' + JsonString.quote(offset) + ']');
        if (plain.size() == 1) {
            return List.of(first);
        }
        List<Frame> frames = new ArrayList<>(plain);
        frames.set(0, first);
        return List.copyOf(frames);
    }
}
