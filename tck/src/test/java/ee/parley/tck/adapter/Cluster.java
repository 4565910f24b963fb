// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.IntStream;

/** The nodes of one test. */
final class Cluster implements AutoCloseable {
    private static final URI ADDRESS = URI.create(System.getProperty("parley.tck.cluster", "jvm:tck"));

    private final List<Member> members = new ArrayList<>();

    /** A name that no other test uses, since the engine may be shared with others. */
    static String namespace() {
        return "/tck-" + UUID.randomUUID();
    }

    static ClusterAdapter adapter() {
        List<ClusterAdapterFactory> able = ServiceLoader.load(ClusterAdapterFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(ADDRESS))
                .toList();
        if (able.size() != 1) {
            throw new AssertionError(able + " accept " + ADDRESS + ": exactly one adapter is to be on the class path");
        }
        return able.get(0).create(ADDRESS, name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** One more node, started. */
    Member join() {
        Member member = new Member(adapter());
        members.add(member);
        return member;
    }

    /** As many nodes as asked for, all in a namespace, all aware of each other. */
    List<Line> lines(String namespace, int count) {
        List<Line> lines =
                IntStream.range(0, count).mapToObj(i -> join().open(namespace)).toList();
        lines.forEach(line -> line.awaitOthers(count - 1));
        return lines;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
