// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterMessage.SocketsCounted;
import ee.parley.tck.audit.Proves;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about a namespace stays there, whatever clients call it. */
@Tag("adapter")
@Timeout(60)
class NamespacesIT {
    @AutoClose
    private final Cluster cluster = new Cluster();

    /** Each is a part of a name of which the other side has the plain form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "?", "??", "[a-z]", "[^/]", "\\*", "{a,b}", "#", "##", "#a#", "/", "a/", " ", "a b", "\t", "\n",
                ".", "..", "%2F", "%", ":", "$", "\"", "'", "<>", "é", "日本", "😀", "\u0000", "\u200b", "A", "aa"
            })
    @Proves({"ADP-2-1", "ADP-2-3"})
    void aHostileNameReachesNoOtherNamespace(String part) {
        String plain = Cluster.namespace() + "a";
        String hostile = plain.substring(0, plain.length() - 1) + part;
        Member one = cluster.join();
        Member other = cluster.join();
        Line onePlain = one.open(plain);
        Line oneHostile = one.open(hostile);
        Line otherPlain = other.open(plain);
        Line otherHostile = other.open(hostile);
        List.of(onePlain, oneHostile, otherPlain, otherHostile).forEach(line -> line.awaitOthers(1));

        oneHostile.publish(Messages.event("hostile"));
        onePlain.publish(Messages.event("plain"));
        oneHostile.publish(new CountRooms("request"));
        Ear.Heard hostileHeard = otherHostile.ear().next();
        Ear.Heard hostileHeardToo = otherHostile.ear().next();
        Eventually.of(otherHostile.channel().respond(hostileHeard.node(), new SocketsCounted("request", 1)));
        onePlain.mark("end");
        otherPlain.mark("end");

        // Redis streams carry events, publish/subscribe what asks: the one may overtake the other.
        assertThat(List.of(hostileHeard.message(), hostileHeardToo.message()))
                .containsExactlyInAnyOrder(Messages.event("hostile"), new CountRooms("request"));
        assertThat(otherPlain.ear().next(2)).containsExactly(Messages.event("plain"), Messages.event("end"));
        assertThat(oneHostile.ear().next().message()).isEqualTo(new SocketsCounted("request", 1));
        assertThat(onePlain.ear().next().message()).isEqualTo(Messages.event("end"));
        assertThat(otherHostile.ear().rest()).isEmpty();
    }

    @Test
    @Proves("ADP-2-2")
    void manyNamespacesAreOpenAtOnce() {
        Member one = cluster.join();
        Member other = cluster.join();
        String base = Cluster.namespace();
        Map<Line, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            lines.put(one.open(base + i), other.open(base + i));
        }
        lines.forEach((here, there) -> here.awaitOthers(1));

        int number = 0;
        for (Line here : lines.keySet()) {
            here.publish(Messages.event("m" + number++));
        }

        number = 0;
        for (Line there : lines.values()) {
            assertThat(there.ear().next().message()).isEqualTo(Messages.event("m" + number++));
        }
    }

    @Test
    @Proves("ADP-2-4")
    void aNamespaceThatOneNodeDoesNotHaveIsNoneOfItsBusiness() {
        String namespace = Cluster.namespace();
        List<Line> lines = cluster.lines(namespace, 2);
        Member elsewhere = cluster.join();
        Line other = elsewhere.open(namespace + "b");

        lines.get(0).publish(Messages.event("hello"));

        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("hello"));
        lines.get(0).awaitOthers(1);
        other.awaitOthers(0);
        assertThat(other.ear().rest()).isEmpty();
    }
}
