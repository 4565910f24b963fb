// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Nodes under {@link Load}, and a {@link Listener} at each of those that are meant to live. */
final class Conversation implements AutoCloseable {
    /** So many have come from everywhere before anything is done to the cluster. */
    private static final int SOME = 50;

    private final List<Member> members;
    private final List<Listener> listeners;
    private final Load load;
    private final Map<Member, Integer> begun;

    /**
     * Begins; returns when everybody hears everybody.
     *
     * @param members those at which a client listens
     * @param from those that send
     * @param perSecond how often each of those
     */
    Conversation(List<Member> members, List<Member> from, int perSecond) {
        this.members = members;
        String room = "load-" + UUID.randomUUID();
        this.listeners =
                members.stream().map(member -> new Listener(member, room, from)).toList();
        this.load = new Load(room, from, perSecond);
        // A room's channel is joined some time after its first socket has joined the room.
        awaitHeardBy(members, from, numbers());
        this.begun = numbers();
        awaitMore(SOME);
    }

    /** Returns what of a node's numbers up to one a client of another node did not hear, since everybody heard everybody. */
    Set<Integer> missing(Member from, Member to, int last) {
        return at(to).missing(from, begun.get(from), last);
    }

    List<Listener> listeners() {
        return listeners;
    }

    Listener at(Member member) {
        return listeners.get(members.indexOf(member));
    }

    /** Returns what each node was told to send last. */
    Map<Member, Integer> numbers() {
        return load.from().stream().collect(Collectors.toMap(member -> member, load::sent));
    }

    /** Returns when everybody has heard so many more from everybody. */
    void awaitMore(int more) {
        Map<Member, Integer> target = numbers();
        target.replaceAll((member, number) -> number + more);
        awaitHeardBy(members, load.from(), target);
    }

    /** Returns when clients of some have heard from some what they have sent up to a number. */
    void awaitHeardBy(List<Member> hearing, List<Member> sending, Map<Member, Integer> numbers) {
        for (Member to : hearing) {
            for (Member from : sending) {
                Await.until(
                        "a client of " + to + " hears " + from + " again",
                        () -> at(to).last(from) >= numbers.get(from));
            }
        }
    }

    /** The clients of a node hear that node as if nothing had happened to it. */
    void awaitHeardAtHome(List<Member> nodes) {
        Map<Member, Integer> numbers = numbers();
        nodes.forEach(node -> awaitHeardBy(List.of(node), List.of(node), numbers));
    }

    /** Sends no more. Returns what each node has sent. */
    Map<Member, Integer> stop() {
        load.stop();
        return numbers();
    }

    @Override
    public void close() {
        load.close();
        listeners.forEach(Listener::close);
    }
}
