// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last messages of each room, for those who come later or come back. A message whose answer was lost is sent again:
 * here it is recognised. Thread-safe.
 */
@ApplicationScoped
public class History {
    static final int MOST_LETTERS = 200;

    /** Four rooms of it fit into what the server holds for one slow client. */
    static final int MOST_BYTES = 1024 * 1024;

    private final Map<String, Deque<Letter>> rooms = new HashMap<>();
    private long latest;

    /** A letter with its time, and whether it has just come in. */
    record Kept(Letter letter, boolean isNew) {}

    synchronized Kept keep(Letter letter) {
        Deque<Letter> room = rooms.computeIfAbsent(letter.message().room(), name -> new ArrayDeque<>());
        Optional<Letter> known = room.stream()
                .filter(other -> other.message().id().equals(letter.message().id()))
                .findAny();
        if (known.isPresent()) {
            return new Kept(known.get(), false);
        }
        Letter stamped = letter.at(tick());
        room.addLast(stamped);
        while (room.size() > MOST_LETTERS
                || room.stream().mapToInt(Letter::size).sum() > MOST_BYTES) {
            room.removeFirst();
        }
        return new Kept(stamped, true);
    }

    synchronized List<Letter> after(String room, long at) {
        return rooms.getOrDefault(room, new ArrayDeque<>()).stream()
                .filter(letter -> letter.message().at() > at)
                .toList();
    }

    /** Returns the time, but never the same twice. */
    synchronized long tick() {
        latest = Math.max(latest + 1, System.currentTimeMillis());
        return latest;
    }
}
