// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's end of one Engine.IO session. What is awaited is awaited ten seconds at most. */
public interface Session extends AutoCloseable {
    /** How a session is carried. */
    enum Carrier {
        POLLING {
            @Override
            public Session open(Target target, Variant variant, String... headers) {
                return Polling.open(target, variant, headers);
            }
        },
        WEBSOCKET {
            @Override
            public Session open(Target target, Variant variant, String... headers) {
                return WebSocket.open(target, variant, headers);
            }
        };

        /** Opens a session; its open packet is read. {@code headers} are further lines of the first request. */
        public abstract Session open(Target target, Variant variant, String... headers);
    }

    /** Returns the session's id. */
    String sid();

    /** Sends one packet, as text. */
    void send(String packet);

    /** Sends one binary message. */
    void send(byte[] message);

    /** Returns the next packet, which must be text. */
    String text();

    /** Returns the next packet, which must be a binary message. */
    byte[] bytes();

    /** Returns when the server has ended the session; packets still on their way are dropped. */
    void awaitEnd();

    /** Leaves without a word. */
    @Override
    void close();

    default void expect(String packet) {
        assertThat(text()).isEqualTo(packet);
    }

    /** Joins a namespace without a payload. */
    default String join(String namespace) {
        return join(namespace, "");
    }

    /** Joins a namespace and returns the id of the socket. */
    default String join(String namespace, String payload) {
        String prefix = namespace.equals("/") ? "40" : "40" + namespace + ",";
        send(prefix + payload);
        Matcher reply = Pattern.compile(Pattern.quote(prefix)
                        + "\\{\"sid\":\"([A-Za-z0-9_-]{20})\"(?:,\"pid\":\"[A-Za-z0-9_-]{20}\")?}")
                .matcher(text());
        assertThat(reply.matches()).as("reply to CONNECT %s", reply).isTrue();
        return reply.group(1);
    }

    /** Shows that the session lives: an echo comes back as the very next packet. It must be in {@code /echo}. */
    default void assertAlive() {
        send("42/echo,987[\"value\",\"alive?\"]");
        expect("43/echo,987[\"alive?\"]");
    }
}
