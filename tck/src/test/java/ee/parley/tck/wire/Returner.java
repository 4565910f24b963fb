// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client in {@code /rooms} where sockets are recovered. It answers pings. */
final class Returner implements AutoCloseable {
    private static final Pattern REPLY =
            Pattern.compile("40/rooms,\\{\"sid\":\"([A-Za-z0-9_-]{20})\",\"pid\":\"([A-Za-z0-9_-]{20})\"}");
    private static final Pattern MESSAGE = Pattern.compile("42/rooms,\\[\"msg\",(.*),\"([^\"]+)\"]");

    final String sid;
    final String pid;

    /** The offset of the last event received. */
    String offset = "";

    private final Target target;
    private final String marker = Probe.fresh();
    private final WebSocket socket;

    /** Joins; {@code missed} are the payloads of what comes before the reply. */
    Returner(Target target, String connect, String... missed) {
        this.target = target;
        socket = WebSocket.open(target, Variant.HASTY);
        socket.send("40/rooms," + connect);
        for (String payload : missed) {
            expectMessage(payload);
        }
        String reply = next();
        Matcher ids = REPLY.matcher(reply);
        assertThat(ids.matches()).as("reply to CONNECT: %s", reply).isTrue();
        sid = ids.group(1);
        pid = ids.group(2);
    }

    String next() {
        String packet = socket.text();
        while (packet.equals("2")) {
            socket.send("3");
            packet = socket.text();
        }
        return packet;
    }

    /** Emits an event with an attachment. */
    void sendBytes(String event, byte[] attachment) {
        socket.send("451-/rooms," + event);
        socket.send(attachment);
    }

    byte[] bytes() {
        return socket.bytes();
    }

    /** Emits an event, whose acknowledgement must be the next packet. */
    void call(String event, String answer) {
        socket.send("42/rooms,0" + event);
        assertThat(next()).isEqualTo("43/rooms,0" + answer);
    }

    void expectMessage(String payload) {
        String packet = next();
        Matcher message = MESSAGE.matcher(packet);
        assertThat(message.matches()).as("a message with an offset: %s", packet).isTrue();
        assertThat(message.group(1)).isEqualTo(payload);
        offset = message.group(2);
    }

    /** Loses the connection, and returns when the server has noticed. */
    void lose() {
        socket.send("40/lifecycle,{\"marker\":\"" + marker + "\"}");
        assertThat(next()).startsWith("40/lifecycle,");
        socket.close();
        new Probe(target, Variant.HASTY).awaitSeen(marker, 2);
    }

    /** Leaves the namespace. */
    void leave() {
        socket.send("41/rooms,");
    }

    String claim() {
        return "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    @Override
    public void close() {
        socket.close();
    }
}
