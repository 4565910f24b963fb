// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.net.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session over long-polling. */
final class Polling implements Session {
    private static final Pattern OPEN = Pattern.compile("0\\{\"sid\":\"([A-Za-z0-9_-]{20})\",.*}");

    final Http http;
    private final String sid;
    private final Deque<String> received = new ArrayDeque<>();

    private Polling(Http http, String sid) {
        this.http = http;
        this.sid = sid;
    }

    static Polling open(Target target, Variant variant, String... headers) {
        Http http = new Http(target, variant);
        HttpRequest.Builder request = http.request("EIO=4&transport=polling").GET();
        for (String header : headers) {
            int colon = header.indexOf(": ");
            request.header(header.substring(0, colon), header.substring(colon + 2));
        }
        Http.Answer answer = http.send(request);
        assertThat(answer.status()).isEqualTo(200);
        Matcher open = OPEN.matcher(answer.body());
        assertThat(open.matches()).as("open packet %s", answer.body()).isTrue();
        return new Polling(http, open.group(1));
    }

    /** The query of a request of this session. */
    String query() {
        return "EIO=4&transport=polling&sid=" + sid;
    }

    /** Polls once. */
    Http.Answer poll() {
        return http.get(query());
    }

    /** Begins a poll. */
    CompletableFuture<Http.Answer> startPoll() {
        return http.start(http.request(query()).GET());
    }

    /** Begins a poll that the server surely holds: POSTs that were sent after it have been answered. */
    CompletableFuture<Http.Answer> parkPoll() {
        CompletableFuture<Http.Answer> poll = startPoll();
        for (int i = 0; i < 3; i++) {
            send("3");
        }
        return poll;
    }

    Http.Answer post(String payload) {
        return http.post(query(), payload);
    }

    /** Asserts that a request of this session is answered that it is unknown. */
    void assertUnknown() {
        Http.Answer answer = poll();
        assertThat(List.of(answer.status(), answer.body()))
                .containsExactly(400, "{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    /** Asserts that a poll brings exactly {@code payload}. */
    void expectPoll(String payload) {
        assertThat(poll().body()).isEqualTo(payload);
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public void send(String packet) {
        Http.Answer answer = post(packet);
        assertThat(List.of(answer.status(), answer.body())).containsExactly(200, "ok");
    }

    @Override
    public void send(byte[] message) {
        send("b" + Base64.getEncoder().encodeToString(message));
    }

    @Override
    public String text() {
        if (received.isEmpty()) {
            Http.Answer answer = poll();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            received.addAll(List.of(answer.body().split("\u001e", -1)));
        }
        return received.remove();
    }

    @Override
    public byte[] bytes() {
        String packet = text();
        assertThat(packet).startsWith("b");
        return Base64.getDecoder().decode(packet.substring(1));
    }

    @Override
    public void awaitEnd() {
        // What was under way comes first; a session has no more than a few polls of it.
        for (int i = 0; i < 5; i++) {
            Http.Answer answer = poll();
            if (answer.status() == 400) {
                assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
                return;
            }
        }
        throw new AssertionError("the session goes on");
    }

    @Override
    public void close() {
        post("1");
    }
}
