// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.NeedsPlatform;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @Transactional} handlers, and what they bind to their transactions. */
@EveryTarget
@Tag("cdi")
@NeedsPlatform
class TransactionsIT {
    private final Target target;
    private final Session session;

    TransactionsIT(Target target) {
        this.target = target;
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
    }

    @BeforeEach
    void join() {
        session.join("/transactions");
        session.expect("42/transactions,[\"welcome\"]");
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private void send(String event) {
        session.send("42/transactions,0" + event);
    }

    /** Shows that what is expected was all: what comes next is what is asked for now. */
    private void expectNoMore() {
        session.send("42/transactions,7[\"no-transaction\"]");
        session.expect("42/transactions,[\"bound\"]");
        session.expect("42/transactions,[\"now\"]");
        session.expect("43/transactions,7[]");
    }

    @Test
    @Proves({"CDI-10-1", "CDI-10-2"})
    void boundEventsFollowTheCommitAndPrecedeTheAck() {
        send("[\"commit\",1]");
        session.expect("42/transactions,[\"now\",1]");
        session.expect("42/transactions,[\"bound\",1]");
        session.expect("42/transactions,[\"bound\",2]");
        session.expect("43/transactions,0[1]");
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-2", "CDI-10-5"})
    void whereTheApplicationSaysSoEverythingWaitsForTheCommit() {
        try (Session guarded = Session.Carrier.WEBSOCKET.open(target, Variant.GUARDED)) {
            guarded.join("/transactions");
            guarded.expect("42/transactions,[\"welcome\"]");
            guarded.send("42/transactions,0[\"commit\",1]");
            guarded.expect("42/transactions,[\"bound\",1]");
            guarded.expect("42/transactions,[\"bound\",2]");
            guarded.expect("42/transactions,[\"now\",1]");
            guarded.expect("43/transactions,0[1]");
        }
    }

    @Test
    @Proves("CDI-10-4")
    void outsideATransactionNothingWaits() {
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-1", "CDI-10-3", "CDI-3-4"})
    void boundEventsAreDroppedWhenTheHandlerFails() {
        send("[\"fail\"]");
        session.expect("43/transactions,0[{\"error\":{\"code\":\"CONFLICT\",\"message\":\"no\"}}]");
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-1", "CDI-10-2", "CDI-3-4"})
    void aCheckedExceptionCommitsAsTransactionalSays() {
        send("[\"fail-checked\"]");
        session.expect("42/transactions,[\"bound\"]");
        session.expect("43/transactions,0[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-1", "CDI-10-3"})
    void aCheckedExceptionRollsBackWhereItIsDeclaredTo() {
        send("[\"fail-declared\"]");
        session.expect("43/transactions,0[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]");
        expectNoMore();
    }

    /** Whether a handler fails whose transaction was marked is the container's to say. */
    @ParameterizedTest
    @ValueSource(strings = {"mark", "mark-first"})
    @Proves("CDI-10-3")
    void boundEventsAreDroppedWhenTheTransactionIsMarkedForRollback(String event) {
        send("[\"" + event + "\"]");
        assertThat(session.text())
                .isIn(Set.of(
                        "43/transactions,0[]",
                        "43/transactions,0[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}}]"));
        expectNoMore();
    }

    @Test
    @Proves("CDI-10-2")
    void anInnerTransactionSendsAtItsOwnCommit() {
        send("[\"nest\",false]");
        session.expect("42/transactions,[\"inner\"]");
        session.expect("42/transactions,[\"outer\"]");
        session.expect("42/transactions,[\"outer again\"]");
        session.expect("43/transactions,0[]");
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-2", "CDI-10-3"})
    void whatTheInnerTransactionSentStaysSentWhenTheOuterOneIsRolledBack() {
        send("[\"nest\",true]");
        session.expect("42/transactions,[\"inner\"]");
        session.expect("43/transactions,0[{\"error\":{\"code\":\"CONFLICT\",\"message\":\"no\"}}]");
        expectNoMore();
    }

    @Test
    @Proves({"CDI-10-2", "CDI-3-3"})
    void aClientIsAskedAfterTheCommit() {
        send("[\"ask\"]");
        String question = session.text();
        assertThat(question).startsWith("42/transactions,").endsWith("[\"question\"]");
        String ackId = question.substring("42/transactions,".length(), question.indexOf('['));
        session.send("43/transactions," + ackId + "[\"yes\"]");
        session.expect("43/transactions,0[\"yes\"]");
    }

    @Test
    @Proves("CDI-10-3")
    void aClientIsNotAskedByATransactionThatIsRolledBack() {
        send("[\"ask-and-fail\"]");
        String first = session.text();
        String second = session.text();
        assertThat(List.of(first, second))
                .containsExactlyInAnyOrder(
                        "42/transactions,[\"now\"]",
                        "43/transactions,0[\"the transaction was rolled back, so the event has not been sent\"]");
        expectNoMore();
    }

    @Test
    @Proves("CDI-10-2")
    void eventsCanStillBeBoundBeforeCompletion() {
        send("[\"late\"]");
        session.expect("42/transactions,[\"before completion\"]");
        session.expect("43/transactions,0[]");
        expectNoMore();
    }

    @Test
    @Proves("CDI-10-4")
    void anObserverOfTheSuccessSendsAtOnce() {
        send("[\"observe\"]");
        session.expect("42/transactions,[\"bound\"]");
        session.expect("42/transactions,[\"after success\"]");
        session.expect("43/transactions,0[]");
        expectNoMore();
    }
}
