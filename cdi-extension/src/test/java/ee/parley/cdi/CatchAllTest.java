// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.EventName;
import ee.parley.OnAnyEvent;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchAllTest {
    @SocketNamespace("/a")
    static class Everything {
        final List<String> heard = new ArrayList<>();
        CompletableFuture<String> later = new CompletableFuture<>();

        List<String> heard() {
            return heard;
        }

        CompletableFuture<String> later() {
            return later;
        }

        @OnAnyEvent
        CompletionStage<String> any(
                @EventName String event, JsonArray all, @Payload(0) Optional<String> first, Socket from) {
            heard.add(event + all + first.orElse("-") + from.connected());
            if (event.equals("refused")) {
                throw new EventException("NO", "no");
            }
            return event.equals("later") ? later : CompletableFuture.completedFuture("any's");
        }

        @OnEvent("own")
        String own(@EventName String event) {
            heard.add("handler of " + event);
            return "own's";
        }

        @OnEvent("refused")
        void refused() {
            heard.add("handler");
        }

        @OnEvent("later")
        void later(Ack<String> ack) {}
    }

    @SocketNamespace("/a")
    static class Silent {
        @OnAnyEvent
        void any() {}
    }

    private Served served = new Served(Everything.class);

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> heard() {
        return served.bean(Everything.class).heard();
    }

    @Test
    void itHearsEveryEventBeforeItsHandlerWhichAnswers() {
        var client = served.joined();
        client.sends("42/a,1[\"own\",\"x\",2]");
        assertThat(client.received()).containsExactly("43/a,1[\"own's\"]");
        assertThat(heard()).containsExactly("own[\"x\",2]xtrue", "handler of own");
    }

    @Test
    void itAnswersEventsThatNobodyElseHandles() {
        var client = served.joined();
        client.sends("42/a,1[\"other\"]");
        assertThat(client.received()).containsExactly("43/a,1[\"any's\"]");
        assertThat(heard()).containsExactly("other[]-true");
    }

    @Test
    void withoutAResultItAcknowledgesEmpty() {
        served.close();
        served = new Served(Silent.class);
        var client = served.joined();
        client.sends("42/a,1[\"other\"]");
        assertThat(client.received()).containsExactly("43/a,1[]");
    }

    @Test
    void itLeavesTheAnswerToAListener() {
        served.broker.namespace("/a").orElseThrow().onConnection(socket -> socket.on("other", event -> "listener's"));
        var client = served.joined();
        client.sends("42/a,1[\"other\"]");
        assertThat(client.received()).containsExactly("43/a,1[\"listener's\"]");
        assertThat(heard()).containsExactly("other[]-true");
    }

    @Test
    void whatItThrowsIsTheAnswerAndNoHandlerIsCalled() {
        var client = served.joined();
        client.sends("42/a,1[\"refused\"]");
        assertThat(client.received()).containsExactly("43/a,1[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
        assertThat(heard()).containsExactly("refused[]-true");
    }

    @Test
    void aStageOfItsThatFailsIsTheAnswerIfNobodyWasFaster() {
        var client = served.joined();
        client.sends("42/a,1[\"later\"]");
        served.bean(Everything.class).later().completeExceptionally(new EventException("NO", "no"));
        assertThat(client.received()).containsExactly("43/a,1[{\"error\":{\"code\":\"NO\",\"message\":\"no\"}}]");
    }
}
