// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String INTERNAL = "[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]";

    record Receipt(String id) {}

    @SocketNamespace("/a")
    static class Answering {
        final List<Ack<Object>> acks = new ArrayList<>();
        CompletableFuture<Object> later = new CompletableFuture<>();

        CompletableFuture<Object> later() {
            return later;
        }

        List<Ack<Object>> acks() {
            return acks;
        }

        Ack<Object> lastAck() {
            return acks.get(acks.size() - 1);
        }

        @OnEvent("nothing")
        void nothing() {}

        @OnEvent("value")
        Receipt value() {
            return new Receipt("7");
        }

        @OnEvent("null")
        Receipt none() {
            return null;
        }

        @OnEvent("several")
        Ack.Answer several() {
            return Ack.of("a", 2, new Receipt("7"));
        }

        @OnEvent("optional")
        Optional<Receipt> optional(boolean present) {
            return present ? Optional.of(new Receipt("7")) : Optional.empty();
        }

        @OnEvent("bytes")
        byte[] bytes() {
            return new byte[] {1, 2};
        }

        @OnEvent("stage")
        CompletionStage<Object> stage() {
            later = new CompletableFuture<>();
            // A dependent stage, which wraps what the first one fails with.
            return later.thenApply(value -> value);
        }

        @OnEvent("emptyStage")
        CompletableFuture<Void> emptyStage() {
            return CompletableFuture.completedFuture(null);
        }

        @OnEvent("noStage")
        CompletionStage<String> noStage() {
            return null;
        }

        @OnEvent("unwritableLater")
        CompletionStage<Object> unwritableLater() {
            return CompletableFuture.completedFuture(new Unwritable());
        }

        @OnEvent("ack")
        void ack(Ack<Object> ack) {
            acks.add(ack);
        }

        @OnEvent("ackThrows")
        void ackThrows(Ack<Object> ack) {
            throw new IllegalStateException("secret");
        }

        @OnEvent("refused")
        void refused() {
            throw new EventException("NOT_YOURS", "not your message", Map.of("id", 7));
        }

        @OnEvent("broken")
        void broken() {
            throw new IllegalStateException("secret");
        }

        @OnEvent("checked")
        void checked() throws IOException {
            throw new IOException("secret");
        }
    }

    public static final class Unwritable {
        public String getValue() {
            return Optional.<String>empty().orElseThrow(() -> new IllegalStateException("secret"));
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Answering.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private final Served.Client client = served.joined();

    private List<String> answersTo(String packet) {
        client.sends(packet);
        return client.received();
    }

    @Test
    void aMethodWithoutAResultAcknowledgesWithoutAValue() {
        assertThat(answersTo("42/a,1[\"nothing\"]")).containsExactly("43/a,1[]");
    }

    @Test
    void aResultIsTheAnswer() {
        assertThat(answersTo("42/a,1[\"value\"]")).containsExactly("43/a,1[{\"id\":\"7\"}]");
    }

    @Test
    void nullIsAnAnswer() {
        assertThat(answersTo("42/a,1[\"null\"]")).containsExactly("43/a,1[null]");
    }

    @Test
    void severalValuesAreOneAnswer() {
        assertThat(answersTo("42/a,1[\"several\"]")).containsExactly("43/a,1[\"a\",2,{\"id\":\"7\"}]");
    }

    @Test
    void anOptionalAnswersWithItsContentOrNull() {
        assertThat(answersTo("42/a,1[\"optional\",true]")).containsExactly("43/a,1[{\"id\":\"7\"}]");
        assertThat(answersTo("42/a,2[\"optional\",false]")).containsExactly("43/a,2[null]");
    }

    @Test
    void bytesAnswerAsAnAttachment() {
        assertThat(answersTo("42/a,1[\"bytes\"]"))
                .containsExactly("461-/a,1[{\"_placeholder\":true,\"num\":0}]", "bAQI=");
    }

    @Test
    void aStageAnswersWhenItCompletes() {
        assertThat(answersTo("42/a,1[\"stage\"]")).isEmpty();
        served.bean(Answering.class).later().complete(Ack.of(1, 2));
        assertThat(client.received()).containsExactly("43/a,1[1,2]");
    }

    @Test
    void aStageThatFailsAnswersItsFailure() {
        assertThat(answersTo("42/a,1[\"stage\"]")).isEmpty();
        served.bean(Answering.class).later().completeExceptionally(new EventException("LATE", "too late"));
        assertThat(client.received())
                .containsExactly("43/a,1[{\"error\":{\"code\":\"LATE\",\"message\":\"too late\"}}]");
    }

    @Test
    void aStageWithoutAValueAcknowledgesWithoutOne() {
        assertThat(answersTo("42/a,1[\"emptyStage\"]")).containsExactly("43/a,1[]");
    }

    @Test
    void nullInPlaceOfAStageIsAFailure() {
        assertThat(answersTo("42/a,1[\"noStage\"]")).containsExactly("43/a,1" + INTERNAL);
    }

    @Test
    void aStageOfWhatCannotBeWrittenIsAFailure() {
        assertThat(answersTo("42/a,1[\"unwritableLater\"]")).containsExactly("43/a,1" + INTERNAL);
    }

    @Test
    void anAckParameterAnswersLaterAndOnce() {
        assertThat(answersTo("42/a,1[\"ack\"]")).isEmpty();
        Ack<Object> ack = served.bean(Answering.class).lastAck();
        assertThat(ack.requested()).isTrue();
        ack.send(Ack.of("a", "b"));
        ack.send("late");
        ack.fail(new IllegalStateException("late"));
        assertThat(client.received()).containsExactly("43/a,1[\"a\",\"b\"]");
    }

    @Test
    void anAckParameterAnswersWithAnError() {
        client.sends("42/a,1[\"ack\"]", "42/a,2[\"ack\"]");
        List<Ack<Object>> acks = served.bean(Answering.class).acks();
        acks.get(acks.size() - 2).fail(new IllegalStateException("secret"));
        acks.get(acks.size() - 1).fail(new EventException("GONE", "too late"));
        assertThat(client.received())
                .containsExactly(
                        "43/a,1" + INTERNAL, "43/a,2[{\"error\":{\"code\":\"GONE\",\"message\":\"too late\"}}]");
    }

    @Test
    void anAckThatNobodyAskedForDoesNothing() {
        assertThat(answersTo("42/a,[\"ack\"]")).isEmpty();
        Ack<Object> ack = served.bean(Answering.class).lastAck();
        assertThat(ack.requested()).isFalse();
        ack.send("unasked");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aMethodWithAnAckParameterThatThrowsAnswersItsFailure() {
        assertThat(answersTo("42/a,1[\"ackThrows\"]")).containsExactly("43/a,1" + INTERNAL);
    }

    @Test
    void anEventExceptionIsToldToTheClient() {
        assertThat(answersTo("42/a,1[\"refused\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"NOT_YOURS\",\"message\":\"not your message\","
                        + "\"details\":{\"id\":7}}}]");
        assertThat(answersTo("42/a,[\"refused\"]"))
                .containsExactly("42/a,[\"exception\",{\"event\":\"refused\",\"error\":{\"code\":\"NOT_YOURS\","
                        + "\"message\":\"not your message\",\"details\":{\"id\":7}}}]");
    }

    @Test
    void otherExceptionsAreNotToldToTheClient() {
        assertThat(answersTo("42/a,1[\"broken\"]")).containsExactly("43/a,1" + INTERNAL);
        assertThat(answersTo("42/a,2[\"checked\"]")).containsExactly("43/a,2" + INTERNAL);
    }

    @Test
    void anEventWithoutAHandlerIsAnsweredSo() {
        assertThat(answersTo("42/a,1[\"unheard\"]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event"
                        + " \\\"unheard\\\"\"}}]");
    }
}
