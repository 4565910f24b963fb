// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.ClientCount;
import ee.parley.spi.ClusterMessage.FetchSockets;
import ee.parley.spi.Selection;
import ee.parley.tck.audit.Proves;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers find whoever asked. */
@Tag("adapter")
@Timeout(60)
class ResponsesIT {
    @AutoClose
    private final Cluster cluster = new Cluster();

    private final String requestId = Messages.requestId();
    private final FetchSockets request = new FetchSockets(requestId, Selection.EVERYBODY);

    @Test
    @Proves({"ADP-3-1", "ADP-3-2"})
    void aResponseReachesTheNodeThatAskedAndNoOther() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 3);

        lines.get(0).publish(request);
        for (int i = 1; i < 3; i++) {
            String asking = lines.get(i).ear().next().node();
            Eventually.of(lines.get(i).channel().respond(asking, new ClientCount(requestId, i)));
        }
        lines.get(1).mark("end 1");
        lines.get(2).mark("end 2");

        assertThat(lines.get(0).ear().next(4))
                .containsExactlyInAnyOrder(
                        new ClientCount(requestId, 1),
                        new ClientCount(requestId, 2),
                        Messages.event("end 1"),
                        Messages.event("end 2"));
        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("end 2"));
        assertThat(lines.get(2).ear().next().message()).isEqualTo(Messages.event("end 1"));
        assertThat(lines.get(1).ear().rest()).isEmpty();
        assertThat(lines.get(2).ear().rest()).isEmpty();
    }

    static List<ClusterMessage.Response> kinds() {
        return Messages.responses("request-1").toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Proves("ADP-3-3")
    void eachKindOfResponseArrivesWithEveryField(ClusterMessage.Response response) {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);
        lines.get(0).publish(new FetchSockets("request-1", Selection.EVERYBODY));

        Eventually.of(lines.get(1).channel().respond(lines.get(1).ear().next().node(), response));

        Same.message(lines.get(0).ear().next().message(), response);
    }

    @Test
    @Proves("ADP-3-4")
    void responsesOfOneThreadArriveInTheOrderOfTheCalls() {
        List<Line> lines = cluster.lines(Cluster.namespace(), 2);
        lines.get(0).publish(request);
        String asking = lines.get(1).ear().next().node();

        IntStream.range(0, 200).forEach(i -> lines.get(1).channel().respond(asking, new ClientCount(requestId, i)));

        assertThat(lines.get(0).ear().next(200))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> (ClusterMessage) new ClientCount(requestId, i))
                        .toList());
    }

    @Test
    @Proves("ADP-3-5")
    void aResponseToANodeThatIsGoneHarmsNobody() {
        String namespace = Cluster.namespace();
        List<Line> lines = cluster.lines(namespace, 2);
        Member asker = cluster.join();
        Line asking = asker.open(namespace);
        asking.awaitOthers(2);
        asking.publish(request);
        String gone = lines.get(0).ear().next().node();
        lines.get(1).ear().next();
        asker.close();

        Eventually.succeeds(lines.get(0).channel().respond(gone, new ClientCount(requestId, 1)));

        lines.get(0).mark("end");
        assertThat(lines.get(1).ear().next().message()).isEqualTo(Messages.event("end"));
        assertThat(lines.get(0).ear().rest()).isEmpty();
    }
}
