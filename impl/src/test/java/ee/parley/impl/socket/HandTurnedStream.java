// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ClusterHealth;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.RecoveredSession;
import ee.parley.spi.SessionStore;
import ee.parley.spi.StoredSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nodes that read one stream, each when the test says so, with a store of sessions beside it. Confined to the test's thread. */
final class HandTurnedStream {
    private record Entry(Node by, ClusterMessage message, CompletableFuture<Optional<String>> sent) {}

    final Map<String, StoredSession> sessions = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> questions = new ArrayList<>();
    boolean holdsQuestions;

    /** What happens, once, after something is published and before who has published it goes on. */
    Runnable uponPublished = () -> {};

    boolean broken;

    Node node() {
        return new Node();
    }

    /** Answers what the store has been asked. */
    void answer() {
        List.copyOf(questions).forEach(Runnable::run);
        questions.clear();
    }

    private static String offset(int index) {
        return index + "-0";
    }

    final class Node implements ClusterAdapter, ClusterChannel, SessionStore {
        private ClusterListener listener;

        /** How many entries it has read. */
        private int read;

        /** Reads what there is. */
        void turn() {
            while (read < entries.size()) {
                Entry next = entries.get(read);
                Optional<String> offset = Optional.of(offset(read + 1));
                if (next.by == this) {
                    next.sent.complete(offset);
                } else {
                    listener.received("other", next.message, offset);
                }
                read++;
            }
        }

        @Override
        public void start(ClusterNode node) {}

        /** The main namespace is enough; the others are deaf. */
        @Override
        public ClusterChannel open(String namespace, ClusterListener heard) {
            if (namespace.equals("/")) {
                listener = heard;
                read = entries.size();
            }
            return this;
        }

        @Override
        public Optional<SessionStore> sessions() {
            return Optional.of(this);
        }

        @Override
        public ClusterHealth health() {
            return new ClusterHealth(true, Optional.empty(), 0, 0);
        }

        @Override
        public CompletionStage<Optional<String>> publish(ClusterMessage message) {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }
            Entry entry = new Entry(this, message, new CompletableFuture<>());
            entries.add(entry);
            Runnable meanwhile = uponPublished;
            uponPublished = () -> {};
            meanwhile.run();
            return entry.sent;
        }

        @Override
        public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<OtherNodes> otherNodes() {
            return CompletableFuture.completedFuture(new OtherNodes(0, 0));
        }

        @Override
        public CompletionStage<Void> save(String namespace, StoredSession session, Duration longest) {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }
            sessions.put(session.privateId(), session);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Optional<RecoveredSession>> take(
                String namespace, String privateId, Optional<String> received) {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }
            CompletableFuture<Optional<RecoveredSession>> taken = new CompletableFuture<>();
            questions.add(() -> taken.complete(Optional.ofNullable(sessions.remove(privateId))
                    .map(session -> new RecoveredSession(session, missed(session, received)))));
            if (!holdsQuestions) {
                answer();
            }
            return taken;
        }

        private List<RecoveredSession.MissedEvent> missed(StoredSession session, Optional<String> received) {
            int begin = Math.max(
                    number(session.begin(received).orElse("0-0")),
                    number(session.offset().orElse("0-0")));
            List<RecoveredSession.MissedEvent> missed = new ArrayList<>();
            for (int i = begin; i < entries.size(); i++) {
                if (entries.get(i).message instanceof ClusterMessage.Broadcast event
                        && (event.to().rooms().isEmpty()
                                || !Collections.disjoint(event.to().rooms(), session.rooms()))) {
                    missed.add(new RecoveredSession.MissedEvent(offset(i + 1), event.event()));
                }
            }
            return missed;
        }

        private static int number(String offset) {
            return Integer.parseInt(offset.substring(0, offset.indexOf('-')));
        }

        @Override
        public Optional<String> position(String namespace) {
            return Optional.of(offset(read));
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
