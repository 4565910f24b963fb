// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;

/** A client in {@code /rooms}. */
final class Member implements AutoCloseable {
    final WebSocket socket;
    final String id;

    Member(Target target, String... rooms) {
        socket = WebSocket.open(target, Variant.DEFAULTS);
        id = socket.join("/rooms");
        for (String room : rooms) {
            call("[\"join\",\"" + room + "\"]", "[]");
        }
    }

    /** Emits an event, whose acknowledgement must be the next packet. */
    void call(String event, String answer) {
        socket.send("42/rooms,0" + event);
        socket.expect("43/rooms,0" + answer);
    }

    void expectMessage(String payload) {
        socket.expect("42/rooms,[\"msg\"," + payload + "]");
    }

    /** Shows that nothing has arrived: what arrives next is the answer to a question asked now. */
    void assertNothingArrived() {
        socket.send("42/rooms,1[\"fetch\",[\"" + id + "\"]]");
        socket.expect("43/rooms,1[[\"" + id + "\"]]");
    }

    /** Awaits a question and returns the id of its acknowledgement. */
    String question(String payload) {
        String packet = socket.text();
        String tail = "[\"question\"," + payload + "]";
        assertThat(packet).startsWith("42/rooms,").endsWith(tail);
        return packet.substring("42/rooms,".length(), packet.length() - tail.length());
    }

    void answer(String ackId, String payload) {
        socket.send("43/rooms," + ackId + "[" + payload + "]");
    }

    @Override
    public void close() {
        socket.close();
    }
}
