// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.RecoveredSession;
import ee.parley.spi.RecoveredSession.MissedEvent;
import ee.parley.spi.SessionStore;
import ee.parley.spi.StoredSession;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Sessions as keys of Redis, and what they have missed out of the stream. */
final class StreamSessions implements SessionStore {
    /** Ours and the reference's have 20; a client may claim anything. */
    private static final int LONGEST_PRIVATE_ID = 128;

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int PAGE = 1_000;

    /** Streams of more entries than this are not searched to their end, and what is not is no recovery. */
    private static final int MOST_PAGES = 100;

    private final Link link;
    private final StreamOptions options;
    private final JsonTexts json;
    private final Function<String, Optional<String>> position;

    /** @param position of the stream of a namespace */
    StreamSessions(Link link, StreamOptions options, JsonTexts json, Function<String, Optional<String>> position) {
        this.link = link;
        this.options = options;
        this.json = json;
        this.position = position;
    }

    /** Returns whether a message is an event that clients who missed it are sent. */
    static boolean isReplayed(ClusterMessage message) {
        return message instanceof Broadcast broadcast && !broadcast.dispensable();
    }

    @Override
    public CompletionStage<Void> save(String namespace, StoredSession session, Duration longest) {
        byte[] value = SavedSession.write(namespace, session, json);
        Duration time = longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
        SetArgs expiry = SetArgs.Builder.px(Math.max(1, time.toMillis()));
        return link.ask(redis -> redis.set(key(session.privateId()), value, expiry))
                .thenAccept(ok -> {});
    }

    private String key(String privateId) {
        return options.sessionPrefix() + privateId;
    }

    @Override
    public CompletionStage<Optional<RecoveredSession>> take(
            String namespace, String privateId, Optional<String> offset) {
        if (privateId.isEmpty()
                || privateId.length() > LONGEST_PRIVATE_ID
                || offset.map(EntryId::parse).filter(Optional::isEmpty).isPresent()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return link.ask(redis -> redis.getdel(key(privateId)))
                .thenCompose(value -> Optional.ofNullable(value)
                        .flatMap(found -> read(namespace, privateId, found))
                        .map(session -> missed(namespace, session, offset))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private Optional<StoredSession> read(String namespace, String privateId, byte[] value) {
        try {
            return SavedSession.read(namespace, value, json)
                    .filter(session -> session.privateId().equals(privateId));
        } catch (MalformedMessageException e) {
            link.outage().malformed(options.sessionPrefix(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private CompletionStage<Optional<RecoveredSession>> missed(
            String namespace, StoredSession session, Optional<String> offset) {
        Optional<EntryId> claimed = session.begin(offset).flatMap(EntryId::parse);
        if (claimed.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Optional<EntryId> later =
                session.offset().flatMap(EntryId::parse).filter(first -> first.isAfter(claimed.get()));
        if (later.isEmpty()) {
            return search(namespace, session, claimed.get());
        }
        // What a client claims may be older than its session, but not made up.
        String id = claimed.get().toString();
        return link.ask(redis -> redis.xrange(options.streamOf(namespace), Range.create(id, id)))
                .thenCompose(entry -> entry.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : search(namespace, session, later.get()));
    }

    private CompletionStage<Optional<RecoveredSession>> search(String namespace, StoredSession session, EntryId begin) {
        Search search = new Search(namespace, session, begin);
        search.next();
        return search.found;
    }

    @Override
    public Optional<String> position(String namespace) {
        return position.apply(namespace);
    }

    /** Goes through the stream, page after page. Each page begins with the last entry of the one before: if it is gone, so is more. */
    private final class Search {
        final CompletableFuture<Optional<RecoveredSession>> found = new CompletableFuture<>();
        private final String namespace;
        private final StoredSession session;
        private final List<MissedEvent> missed = new ArrayList<>();
        private EntryId last;
        private int pages;

        Search(String namespace, StoredSession session, EntryId begin) {
            this.namespace = namespace;
            this.session = session;
            this.last = begin;
        }

        void next() {
            String stream = options.streamOf(namespace);
            Range<String> rest = Range.from(Range.Boundary.including(last.toString()), Range.Boundary.unbounded());
            CompletionStage<List<StreamMessage<String, byte[]>>> asked =
                    link.ask(redis -> redis.xrange(stream, rest, Limit.from(PAGE)));
            asked.whenComplete((page, failure) -> {
                if (failure != null) {
                    found.completeExceptionally(failure);
                } else if (page.isEmpty() || !EntryId.of(page.get(0).getId()).equals(last)) {
                    found.complete(Optional.empty());
                } else {
                    search(page);
                }
            });
        }

        private void search(List<StreamMessage<String, byte[]>> page) {
            for (StreamMessage<String, byte[]> entry : page.subList(1, page.size())) {
                last = EntryId.of(entry.getId());
                look(entry.getBody());
            }
            pages++;
            if (page.size() < PAGE) {
                found.complete(Optional.of(new RecoveredSession(session, missed)));
            } else if (pages == MOST_PAGES) {
                found.complete(Optional.empty());
            } else {
                next();
            }
        }

        private void look(Map<String, byte[]> fields) {
            if (StreamEntry.namespace(fields).filter(namespace::equals).isEmpty()) {
                return;
            }
            try {
                StreamEntry.message(fields, json)
                        .filter(StreamSessions::isReplayed)
                        .map(Broadcast.class::cast)
                        .filter(this::isForSession)
                        .ifPresent(broadcast -> missed.add(new MissedEvent(last.toString(), broadcast.event())));
            } catch (MalformedMessageException alreadyCounted) {
                // By whoever read it from the stream.
                return;
            }
        }

        private boolean isForSession(Broadcast broadcast) {
            var to = broadcast.to();
            return (to.rooms().isEmpty() || to.rooms().stream().anyMatch(session.rooms()::contains))
                    && to.except().stream().noneMatch(session.rooms()::contains);
        }
    }
}
