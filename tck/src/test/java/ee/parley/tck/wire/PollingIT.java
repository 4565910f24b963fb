// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryTarget
@Tag("wire")
class PollingIT {
    private static final String SEPARATOR = "\u001e";

    private final Target target;

    PollingIT(Target target) {
        this.target = target;
    }

    private Polling open() {
        return Polling.open(target, Variant.DEFAULTS);
    }

    @Test
    @Proves({"EIO4-2.1.4-3", "REF-3-1"})
    void aPostIsAnsweredOk() {
        Http.Answer answer = open().post("40");

        assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
        assertThat(answer.contentType()).startsWith("text/html");
        assertThat(answer.header("content-length")).contains("2");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    @Proves({"EIO4-2.1.5-1", "REF-3-2"})
    void aPollIsTextThatNobodyKeeps() {
        Polling session = open();
        session.send("40/echo,");

        Http.Answer answer = session.poll();

        assertThat(answer.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible;MSIE 10.0; Windows NT 6.1; Trident/6.0)",
                "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko"
            })
    @Proves("REF-3-17")
    void anOldBrowserIsToldNotToFilter(String agent) {
        Polling session = open();
        session.send("40/echo,");

        Http.Answer answer = session.http.send(session.http
                .request(session.query())
                .header("User-Agent", agent)
                .GET());

        assertThat(answer.header("x-xss-protection")).contains("0");
    }

    @Test
    @Proves({"EIO4-2.1.4-1", "EIO4-4.1-1"})
    void onePostMayHoldManyPackets() {
        Polling session = open();
        session.join("/echo");

        session.send("42/echo,0[\"value\",\"a\"]" + SEPARATOR + "42/echo,1[\"value\",\"b\"]" + SEPARATOR
                + "42/echo,2[\"value\",\"c\"]");

        session.expect("43/echo,0[\"a\"]");
        session.expect("43/echo,1[\"b\"]");
        session.expect("43/echo,2[\"c\"]");
    }

    @Test
    @Proves({"EIO4-2.1.5-4", "EIO4-4.1-1"})
    void onePollBringsAllThatWaits() {
        String room = Probe.fresh();
        Polling session = open();
        session.join("/rooms");
        session.send("42/rooms,0[\"join\",\"" + room + "\"]");
        session.expect("43/rooms,0[]");
        try (WebSocket other = WebSocket.open(target, Variant.DEFAULTS)) {
            other.join("/rooms");
            for (int i = 0; i < 3; i++) {
                other.send("42/rooms,1[\"to\",[\"" + room + "\"]," + i + "]");
                other.expect("43/rooms,1[]");
            }
        }

        session.expectPoll(
                "42/rooms,[\"msg\",0]" + SEPARATOR + "42/rooms,[\"msg\",1]" + SEPARATOR + "42/rooms,[\"msg\",2]");
    }

    @Test
    @Proves({"EIO4-2.1.5-3", "EIO4-3.4-1"})
    void aPollIsHeldUntilThereIsAPacket() {
        Polling session = open();
        session.join("/echo");

        CompletableFuture<Http.Answer> poll = session.startPoll();
        session.send("42/echo,[\"back\",1]");

        assertThat(Http.await(poll).body()).isEqualTo("42/echo,[\"back\",1]");
    }

    @Test
    @Proves({"EIO4-3.4-2", "EIO4-4.1-2"})
    void bytesTravelAsBase64() {
        Polling session = open();
        session.join("/echo");

        session.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "bAQIDBA==");

        session.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
        session.expect("bAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b-_8=", "b-_8", "b+/8"})
    @Proves("REF-3-8")
    void base64MayBeUrlSafeAndUnpadded(String packet) {
        Polling session = open();
        session.join("/echo");

        session.send("451-/echo,0[\"bytes\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + packet);

        session.expect("461-/echo,0[{\"_placeholder\":true,\"num\":0}]");
        session.expect("b+/8=");
    }

    @Test
    @Proves("EIO4-4-1")
    void textIsUtf8() {
        Polling session = open();
        session.join("/echo");

        session.send("42/echo,0[\"value\",\"\u00fc\u20ac\ud83d\ude00\"]");

        session.expect("43/echo,0[\"\u00fc\u20ac\ud83d\ude00\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/html", "x"
            })
    @Proves("REF-3-3")
    void theContentTypeOfAPostDoesNotMatter(String type) {
        Polling session = open();

        Http.Answer answer = session.http.send(session.http
                .request(session.query())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("40/echo,")));

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @Test
    @Proves("EIO4-2.1.3-2")
    void aPostNeedNotHaveAContentType() {
        Polling session = open();

        Http.Answer answer = session.http.send(
                session.http.request(session.query()).POST(HttpRequest.BodyPublishers.ofString("40/echo,")));

        assertThat(answer.body()).isEqualTo("ok");
        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @Test
    @Proves("REF-3-5")
    void aPostNeedNotTellItsLength() {
        Polling session = open();

        assertThat(session.http.postChunked(session.query(), "40/echo,").body()).isEqualTo("ok");

        assertThat(session.text()).startsWith("40/echo,{\"sid\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "3", "3probe", "5", "6"})
    @Proves("REF-3-13")
    void aPacketThatMeansNothingHereIsIgnored(String packet) {
        Polling session = open();
        session.join("/echo");

        session.send(packet);

        session.assertAlive();
    }
}
