// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The clients of a test: A on the first node in the red room, B on the second in the blue one, C on the third in both, D on
 * the first in none.
 */
final class Party implements AutoCloseable {
    final String red = "red-" + UUID.randomUUID();
    final String blue = "blue-" + UUID.randomUUID();
    final Visitor a;
    final Visitor b;
    final Visitor c;
    final Visitor d;
    private int serial;

    Party(Cluster cluster) {
        List<Member> members = cluster.members();
        a = members.get(0).enter(red);
        b = members.get(1).enter(blue);
        c = members.get(2).enter(red, blue);
        d = members.get(0).enter();
        for (Member member : members) {
            Await.until(
                    member + " reaches both rooms", () -> reaches(member, red, a, c) && reaches(member, blue, b, c));
        }
    }

    List<Visitor> all() {
        return List.of(a, b, c, d);
    }

    /** Some adapters of the reference join the channel of a room some time after its first socket has. */
    private boolean reaches(Member from, String room, Visitor... reached) {
        JsonValue payload = fresh("for a room");
        from.emit(Whom.in(room), payload);
        JsonValue last = mark(from);
        List<Visitor> heard = new ArrayList<>();
        for (Visitor visitor : all()) {
            if (visitor.messagesUntil(last).contains(payload)) {
                heard.add(visitor);
            }
        }
        return heard.containsAll(List.of(reached));
    }

    /** Sends everybody a message, behind which nothing can come that was sent on that node before it. */
    private JsonValue mark(Member from) {
        JsonValue last = fresh("the last");
        from.emit(Whom.in(all().stream().map(Visitor::id).toArray(String[]::new)), last);
        return last;
    }

    JsonValue fresh(String text) {
        return Values.of(text + ' ' + serial++);
    }

    /** Emits from a node, and asserts who receives it: each once, nobody else. */
    void assertReaches(Member from, Whom whom, Visitor... reached) {
        JsonValue payload = fresh("from " + from);
        from.emit(whom, payload);
        assertReached(from, payload, reached);
    }

    /** Asserts who has received what was emitted on a node. */
    void assertReached(Member from, JsonValue payload, Visitor... reached) {
        JsonValue last = mark(from);
        for (Visitor visitor : all()) {
            List<JsonValue> expected =
                    Stream.of(reached).anyMatch(one -> one == visitor) ? List.of(payload) : List.of();
            assertThat(visitor.messagesUntil(last))
                    .as("what %s receives from %s", name(visitor), from)
                    .isEqualTo(expected);
        }
    }

    private String name(Visitor visitor) {
        return "ABCD".substring(all().indexOf(visitor), all().indexOf(visitor) + 1);
    }

    @Override
    public void close() {
        all().forEach(Visitor::close);
    }
}
