// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client that keeps the numbers of a {@link Load} as they come. */
final class Listener implements AutoCloseable {
    private final Member at;
    private final Visitor visitor;
    private final List<Member> from;
    private final Map<Member, List<Integer>> heard;

    Listener(Member at, String room, List<Member> from) {
        this.at = at;
        this.visitor = at.enter(room);
        this.from = from;
        this.heard = from.stream().collect(Collectors.toUnmodifiableMap(member -> member, member -> new ArrayList<>()));
    }

    Member at() {
        return at;
    }

    /** Returns the numbers that have come from a node so far, in the order in which they came. */
    List<Integer> heard(Member member) {
        for (Visitor.Event event : visitor.arrived()) {
            String[] parts = ((JsonString) event.payload()).getString().split(" ", 2);
            heard.get(from.get(Integer.parseInt(parts[0]))).add(Integer.valueOf(parts[1]));
        }
        return heard.get(member);
    }

    /** Returns the last number that has come from a node, 0 before the first. */
    int last(Member member) {
        List<Integer> numbers = heard(member);
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** Returns the numbers after one and up to another that did not come. */
    Set<Integer> missing(Member member, int after, int last) {
        Set<Integer> missing =
                IntStream.rangeClosed(after + 1, last).boxed().collect(Collectors.toCollection(TreeSet::new));
        heard(member).forEach(missing::remove);
        return missing;
    }

    /** Nothing came twice, and nothing after what was sent later. */
    void assertNothingTwice(Member member) {
        List<Integer> numbers = heard(member);
        assertThat(numbers).as("what %s received from %s", this, member).isEqualTo(List.copyOf(new TreeSet<>(numbers)));
    }

    /** Every number came, once and in its turn. */
    void assertComplete(Member member, int last) {
        assertThat(heard(member))
                .as("what %s received from %s", this, member)
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }

    @Override
    public void close() {
        visitor.close();
    }

    @Override
    public String toString() {
        return "a client of " + at;
    }
}
