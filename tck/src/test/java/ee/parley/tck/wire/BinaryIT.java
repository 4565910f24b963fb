// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.EveryWebSocket;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EveryTarget
@EveryWebSocket
@Tag("wire")
class BinaryIT {
    private static final byte[] FIRST = {1, 2, 3, 4};
    private static final byte[] SECOND = {(byte) 0x80, 0, 10};

    private final Target target;

    BinaryIT(Target target) {
        this.target = target;
    }

    private Session echo(Session.Carrier carrier) {
        Session session = carrier.open(target, Variant.DEFAULTS);
        session.join("/echo");
        return session;
    }

    private static String placeholder(int num) {
        return "{\"_placeholder\":true,\"num\":" + num + "}";
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"EIO4-3.4-2", "SIO5-2.2-4", "SIO5-2.3-5", "SIO5-3.2-4"})
    void bytesAsAnArgumentAndAsAnAnswer(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("451-/echo,7[\"bytes\"," + placeholder(0) + "]");
            session.send(FIRST);

            session.expect("461-/echo,7[" + placeholder(0) + "]");
            assertThat(session.bytes()).containsExactly(FIRST);
            session.assertAlive();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-12-17")
    void noBytesAreBytesToo(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("451-/echo,7[\"bytes\"," + placeholder(0) + "]");
            session.send(new byte[0]);

            session.expect("461-/echo,7[" + placeholder(0) + "]");
            assertThat(session.bytes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"SIO5-3.1-3", "SIO5-3.1-9", "SIO5-3.1-10"})
    void bytesAmongOtherArguments(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("452-/echo,7[\"mixed\",\"name\"," + placeholder(0) + "," + placeholder(1) + "]");
            session.send(FIRST);
            session.send(SECOND);

            session.expect("462-/echo,7[\"name\"," + placeholder(0) + "," + placeholder(1) + "]");
            assertThat(session.bytes()).containsExactly(FIRST);
            assertThat(session.bytes()).containsExactly(SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-1-6", "SIO5-3.1-9", "SIO5-3.1-10"})
    void bytesWithinObjectsAndArrays(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("453-/echo,7[\"document\",{\"content\":" + placeholder(0) + ",\"name\":\"n\",\"parts\":["
                    + placeholder(1) + "," + placeholder(2) + "]}]");
            session.send(FIRST);
            session.send(SECOND);
            session.send(new byte[] {9});

            session.expect("463-/echo,7[{\"content\":" + placeholder(0) + ",\"name\":\"n\",\"parts\":[" + placeholder(1)
                    + "," + placeholder(2) + "]}]");
            assertThat(session.bytes()).containsExactly(FIRST);
            assertThat(session.bytes()).containsExactly(SECOND);
            assertThat(session.bytes()).containsExactly(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"REF-12-16", "SIO5-2.2-4"})
    void theServerNumbersWhatItSendsInTheOrderOfTheText(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("452-/echo,[\"back-document\",{\"content\":" + placeholder(1) + ",\"name\":\"n\",\"parts\":["
                    + placeholder(0) + "]}]");
            session.send(FIRST);
            session.send(SECOND);

            session.expect("452-/echo,[\"back\",{\"content\":" + placeholder(0) + ",\"name\":\"n\",\"parts\":["
                    + placeholder(1) + "]}]");
            assertThat(session.bytes()).containsExactly(SECOND);
            assertThat(session.bytes()).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-12-14")
    void anAttachmentMayBeNamedTwice(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("451-/echo,7[\"mixed\",\"name\"," + placeholder(0) + "," + placeholder(0) + "]");
            session.send(FIRST);

            session.expect("462-/echo,7[\"name\"," + placeholder(0) + "," + placeholder(1) + "]");
            assertThat(session.bytes()).containsExactly(FIRST);
            assertThat(session.bytes()).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-12-14")
    void anAttachmentMayGoUnnamed(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("452-/echo,7[\"bytes\"," + placeholder(1) + "]");
            session.send(FIRST);
            session.send(SECOND);

            session.expect("461-/echo,7[" + placeholder(0) + "]");
            assertThat(session.bytes()).containsExactly(SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"REF-12-10", "SIO5-3.1-3"})
    void tenAttachmentsAreTaken(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            StringBuilder parts = new StringBuilder();
            for (int i = 1; i < 10; i++) {
                parts.append(i == 1 ? "" : ",").append(placeholder(i));
            }
            String document = "{\"content\":" + placeholder(0) + ",\"name\":\"n\",\"parts\":[" + parts + "]}";
            session.send("4510-/echo,7[\"document\"," + document + "]");
            for (int i = 0; i < 10; i++) {
                session.send(new byte[] {(byte) i});
            }

            session.expect("4610-/echo,7[" + document + "]");
            for (int i = 0; i < 10; i++) {
                assertThat(session.bytes()).containsExactly(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"API-6-1", "SIO5-2.3-5", "SIO5-3.2-4"})
    void theServerMayAskWithBytesAndBeAnsweredWithBytes(Session.Carrier carrier) {
        try (Session session = echo(carrier)) {
            session.send("451-/echo,0[\"ask-bytes\"," + placeholder(0) + "]");
            session.send(FIRST);
            Matcher question = Pattern.compile("451-/echo,([0-9]+)\\[\"question\",\\{\"_placeholder\":true,\"num\":0}]")
                    .matcher(session.text());
            assertThat(question.matches()).as(question.toString()).isTrue();
            assertThat(session.bytes()).containsExactly(FIRST);

            session.send("461-/echo," + question.group(1) + "[" + placeholder(0) + "]");
            session.send(SECOND);
            session.expect("461-/echo,0[" + placeholder(0) + "]");
            assertThat(session.bytes()).containsExactly(SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("REF-8-6")
    void manyBytes(Session.Carrier carrier) {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        try (Session session = echo(carrier)) {
            session.send("451-/echo,7[\"bytes\"," + placeholder(0) + "]");
            session.send(bytes);

            session.expect("461-/echo,7[" + placeholder(0) + "]");
            assertThat(session.bytes()).containsExactly(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves("API-7-11")
    void aBroadcastOfBytesReachesBothTransports(Session.Carrier carrier) {
        String room = Probe.fresh();
        try (Session listener = carrier.open(target, Variant.DEFAULTS);
                WebSocket sender = WebSocket.open(target, Variant.DEFAULTS)) {
            listener.join("/rooms");
            listener.send("42/rooms,0[\"join\",\"" + room + "\"]");
            listener.expect("43/rooms,0[]");
            sender.join("/rooms");
            sender.send("451-/rooms,0[\"to-bytes\",[\"" + room + "\"]," + placeholder(0) + "]");
            sender.send(FIRST);
            sender.expect("43/rooms,0[]");

            listener.expect("451-/rooms,[\"msg\"," + placeholder(0) + "]");
            assertThat(listener.bytes()).containsExactly(FIRST);
        }
    }
}
