// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.UUID;

/** Asks the application what it saw, over a connection of its own for each question. */
public final class Probe {
    private final Target target;
    private final Variant variant;

    /** Asks one server. */
    public Probe(Target target, Variant variant) {
        this.target = target;
        this.variant = variant;
    }

    /** Returns a name that nobody has used. */
    public static String fresh() {
        return UUID.randomUUID().toString();
    }

    /** Returns what happened under a marker, once it is {@code count} things, as a JSON array. */
    public String awaitSeen(String marker, int count) {
        return ask("[\"await-seen\",\"" + marker + "\"," + count + "]");
    }

    /** Returns what has happened under a marker so far, as a JSON array. */
    public String seen(String marker) {
        return ask("[\"seen\",\"" + marker + "\"]");
    }

    public void release(String key) {
        ask("[\"release\",\"" + key + "\"]");
    }

    /** Returns the number of sessions, this one not counted. */
    public int clients() {
        return Integer.parseInt(ask("[\"clients\"]")) - 1;
    }

    /** Emits an event and returns the single argument of its acknowledgement. */
    public String ask(String event) {
        try (WebSocket socket = WebSocket.open(target, variant)) {
            socket.join("/probe");
            socket.send("42/probe,0" + event);
            String answer = socket.text();
            while (answer.equals("2")) {
                socket.send("3");
                answer = socket.text();
            }
            String prefix = "43/probe,0[";
            if (!answer.startsWith(prefix)) {
                throw new AssertionError(event + " was answered " + answer);
            }
            socket.frame(WebSocket.FIN | WebSocket.CLOSE, new byte[] {3, (byte) 232});
            return answer.substring(prefix.length(), answer.length() - 1);
        }
    }
}
