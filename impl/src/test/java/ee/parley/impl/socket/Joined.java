// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client in the main namespace that can come back. */
record Joined(Fixture fixture, Fixture.Client client, String sid, String pid) {
    private static final Pattern REPLY =
            Pattern.compile("40\\{\"sid\":\"([A-Za-z0-9_-]{20})\",\"pid\":\"([A-Za-z0-9_-]{20})\"}");

    static ServerOptions.Builder options(RecoveryOptions recovery) {
        return ServerOptions.builder().connectionStateRecovery(recovery);
    }

    static Joined to(Fixture fixture) {
        return to(fixture, "40");
    }

    static Joined to(Fixture fixture, String connect) {
        Fixture.Client client = fixture.client();
        client.sends(connect);
        List<String> frames = client.receivedAsIs();
        Matcher reply = reply(frames.get(frames.size() - 1));
        fixture.main.takeHeard();
        return new Joined(fixture, client, reply.group(1), reply.group(2));
    }

    private static Matcher reply(String frame) {
        Matcher reply = REPLY.matcher(frame);
        assertThat(reply.matches()).as(frame).isTrue();
        return reply;
    }

    /** The private id that a CONNECT reply gives. */
    static String pid(String reply) {
        return reply.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
    }

    String connect() {
        return "40{\"sid\":\"" + sid + "\",\"pid\":\"" + pid + "\"}";
    }

    String claim() {
        return "40{\"pid\":\"" + pid + "\"}";
    }

    String claim(String offset) {
        return "40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    /** The answer is that to somebody new. */
    void assertReplacedBy(List<String> answer) {
        assertThat(answer).hasSize(1);
        Matcher reply = reply(answer.get(0));
        assertThat(reply.group(1)).isNotEqualTo(sid);
        assertThat(reply.group(2)).isNotEqualTo(pid);
        assertThat(fixture.main.last().recovered()).isFalse();
    }
}
