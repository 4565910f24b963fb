// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryTarget
@EveryWebSocket
@Tag("wire")
class WebSocketIT {
    private static final int RSV1 = 0x40;

    /** Than any of the containers has for requests, as it comes. */
    private static final int MORE_THAN_THREADS = 250;

    private final Target target;
    private final Probe probe;

    WebSocketIT(Target target) {
        this.target = target;
        this.probe = new Probe(target, Variant.DEFAULTS);
    }

    private WebSocket open() {
        WebSocket socket = WebSocket.open(target, Variant.DEFAULTS);
        socket.join("/echo");
        return socket;
    }

    /** A socket whose end is recorded under the marker. */
    private WebSocket watched(String marker) {
        WebSocket socket = open();
        socket.join("/lifecycle", "{\"marker\":\"" + marker + "\"}");
        return socket;
    }

    private void assertSeen(String marker, String reason) {
        assertThat(probe.awaitSeen(marker, 2)).isEqualTo("[\"connect\",\"disconnect: " + reason + "\"]");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @Proves({"EIO4-2.2-4", "EIO4-4-1", "EIO4-4.2-1"})
    void aMessageIsOneFrame() {
        try (WebSocket socket = open()) {
            socket.send("42/echo,0[\"value\",\"\u20ac \ud83d\ude00\"]");
            socket.expect("43/echo,0[\"\u20ac \ud83d\ude00\"]");
        }
    }

    @Test
    @Proves({"EIO4-2.2-4", "EIO4-3.4-2", "EIO4-4.2-2"})
    void aBinaryFrameIsAMessageWithoutAType() {
        try (WebSocket socket = open()) {
            socket.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            socket.send(new byte[] {4, 0, -1, 127});

            socket.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.bytes()).containsExactly(4, 0, -1, 127);
        }
    }

    @Test
    @Proves("REF-7-7")
    void bytesMayComeAsBase64Text() {
        try (WebSocket socket = open()) {
            socket.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            socket.send("bAQIDBA==");

            socket.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.bytes()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    @Proves("REF-7-8")
    void aClientThatAsksForBase64GetsIt() {
        try (WebSocket socket = WebSocket.connect(target, Variant.DEFAULTS, "EIO=4&transport=websocket&b64=1")) {
            socket.text();
            socket.join("/echo");
            socket.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            socket.send(new byte[] {1, 2, 3, 4});

            socket.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
            socket.expect("bAQIDBA==");
        }
    }

    @Test
    @Proves("REF-7-1")
    void aMessageMayBeFragmentedAnywhere() {
        try (WebSocket socket = open()) {
            byte[] message = utf8("42/echo,0[\"value\",\"\u20ac \ud83d\ude00\"]");
            for (int i = 0; i < message.length; i++) {
                int fin = i == message.length - 1 ? WebSocket.FIN : 0;
                int opcode = i == 0 ? WebSocket.TEXT : WebSocket.CONTINUATION;
                socket.frame(fin | opcode, Arrays.copyOfRange(message, i, i + 1));
            }
            socket.expect("43/echo,0[\"\u20ac \ud83d\ude00\"]");
        }
    }

    @Test
    @Proves("REF-7-1")
    void aBinaryMessageMayBeFragmented() {
        try (WebSocket socket = open()) {
            socket.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            socket.frame(WebSocket.BINARY, new byte[] {1, 2});
            socket.frame(WebSocket.CONTINUATION, new byte[] {});
            socket.frame(WebSocket.FIN | WebSocket.CONTINUATION, new byte[] {3});

            socket.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.bytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    @Proves("REF-7-2")
    void aPingOfTheWebSocketIsAnsweredAlsoBetweenFragments() {
        try (WebSocket socket = open()) {
            socket.frame(WebSocket.TEXT, utf8("42/echo,0[\"val"));
            socket.frame(WebSocket.FIN | WebSocket.PING, utf8("hello"));

            WebSocket.Message pong = socket.next();
            assertThat(pong.opcode()).isEqualTo(WebSocket.PONG);
            assertThat(pong.text()).isEqualTo("hello");

            socket.frame(WebSocket.FIN | WebSocket.CONTINUATION, utf8("ue\",1]"));
            socket.expect("43/echo,0[1]");
        }
    }

    @Test
    @Proves("REF-7-3")
    void aPongOfTheWebSocketIsIgnored() {
        try (WebSocket socket = open()) {
            socket.frame(WebSocket.FIN | WebSocket.PONG, utf8("unasked"));
            socket.assertAlive();
        }
    }

    @Test
    @Proves("REF-7-14")
    void clientsThatSendBeforeTheyAreAnsweredTakeNothingFromOthers() {
        List<RawHttp> hasty = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                hasty.add(WebSocket.hasty(target, Variant.DEFAULTS, "40/echo,"));
            }
            try (WebSocket other = open()) {
                other.assertAlive();
            }
        } finally {
            hasty.forEach(RawHttp::close);
        }
    }

    @Test
    @Proves("REF-7-6")
    void aMessageOfTooManyFragmentsClosesTheWebSocket() {
        try (WebSocket socket = open()) {
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(WebSocket.encoded(WebSocket.TEXT, utf8("4"), true));
            byte[] fragment = WebSocket.encoded(WebSocket.CONTINUATION, new byte[] {'x'}, true);
            for (int i = 0; i < 16_384; i++) {
                flood.writeBytes(fragment);
            }
            socket.raw(flood.toByteArray());

            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    @Proves("REF-7-4")
    void framesThatNoClientMaySendCloseTheWebSocket() {
        try (WebSocket beside = open()) {
            assertClosedBy("reserved bit", WebSocket.encoded(WebSocket.FIN | RSV1 | WebSocket.TEXT, utf8("3"), true));
            assertClosedBy("unknown opcode", WebSocket.encoded(WebSocket.FIN | 3, utf8("3"), true));
            assertClosedBy("fragmented ping", WebSocket.encoded(WebSocket.PING, utf8("3"), true));
            assertClosedBy("long ping", WebSocket.encoded(WebSocket.FIN | WebSocket.PING, new byte[126], true));
            assertClosedBy(
                    "continuation of nothing",
                    WebSocket.encoded(WebSocket.FIN | WebSocket.CONTINUATION, utf8("3"), true));
            assertClosedBy("not UTF-8", WebSocket.encoded(WebSocket.FIN | WebSocket.TEXT, new byte[] {'4', -1}, true));
            ByteArrayOutputStream interrupted = new ByteArrayOutputStream();
            interrupted.writeBytes(WebSocket.encoded(WebSocket.TEXT, utf8("3"), true));
            interrupted.writeBytes(WebSocket.encoded(WebSocket.FIN | WebSocket.TEXT, utf8("3"), true));
            assertClosedBy("text within fragments", interrupted.toByteArray());

            beside.assertAlive();
        }
    }

    /** What the container reads Parley does not see: Tyrus does not ask whether a frame is masked. */
    @Test
    @Proves("REF-7-5")
    void aFrameThatIsNotMaskedClosesTheWebSocket() {
        assumeThat(target.toString()).isNotEqualTo("Payara Micro");
        assertClosedBy("not masked", WebSocket.encoded(WebSocket.FIN | WebSocket.TEXT, utf8("3"), false));
    }

    private void assertClosedBy(String what, byte[] bytes) {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.raw(bytes);
            assertThat(socket.closeCode()).as(what).isIn(1002, 1007, WebSocket.NO_FRAME);
        }
        assertThat(probe.awaitSeen(marker, 2)).as(what).startsWith("[\"connect\",\"disconnect: transport ");
    }

    @Test
    @Proves({"REF-7-9", "API-11-5"})
    void aCloseFrameEndsTheSession() {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.frame(WebSocket.FIN | WebSocket.CLOSE, new byte[] {3, (byte) 232});

            assertThat(socket.closeCode()).isEqualTo(1000);
        }
        assertSeen(marker, "transport close");
    }

    @Test
    @Proves("REF-7-9")
    void anEndWithoutACloseFrameEndsTheSession() {
        String marker = Probe.fresh();
        watched(marker).close();
        assertSeen(marker, "transport close");
    }

    @Test
    @Proves("REF-7-10")
    void aResetEndsTheSession() {
        String marker = Probe.fresh();
        watched(marker).reset();
        assertThat(probe.awaitSeen(marker, 2)).startsWith("[\"connect\",\"disconnect: transport ");
    }

    @Test
    @DiffersFromReference("ignores it on a WebSocket")
    @Proves("EIO4-6-4")
    void aClosePacketEndsTheSession() {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.send("1");
            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
        }
        assertSeen(marker, "transport close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "3", "3probe", "5", "6"})
    @Proves("REF-7-13")
    void aPacketThatMeansNothingHereIsIgnored(String packet) {
        try (WebSocket socket = open()) {
            socket.send(packet);
            socket.assertAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "9", "7", "B", " 3", "\u20ac"})
    @Proves({"EIO4-6-2", "REF-7-11"})
    void aPacketThatCannotBeDecodedEndsTheSession(String packet) {
        String marker = Probe.fresh();
        try (WebSocket beside = open();
                WebSocket socket = watched(marker)) {
            socket.send(packet);

            assertThat(socket.closeCode()).isIn(1000, WebSocket.NO_CODE);
            assertSeen(marker, "parse error");
            beside.assertAlive();
        }
    }

    @Test
    @Proves("REF-7-12")
    void aPingFromTheClientEndsTheSession() {
        String marker = Probe.fresh();
        try (WebSocket socket = watched(marker)) {
            socket.send("2");
            socket.awaitEnd();
        }
        assertSeen(marker, "transport error");
    }
}
