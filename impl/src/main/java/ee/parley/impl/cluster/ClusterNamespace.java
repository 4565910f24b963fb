// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.impl.lane.Timers;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Request;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.OtherNodes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One namespace, to the other nodes of the cluster. Thread-safe; nothing here waits. */
public final class ClusterNamespace {
    /**
     * What nodes have answered.
     *
     * @param responses in order of arrival
     * @param missing how many nodes have not answered in time; one at least when nobody knows how many there are
     */
    public record Answers(List<Response> responses, int missing) {
        /** Copies the list. */
        public Answers {
            responses = List.copyOf(responses);
        }
    }

    private final String name;
    private final Members members;
    private final RequestIds ids;
    private final Timers timers;
    private final Executor handlers;
    private final ConcurrentMap<String, Question> questions = new ConcurrentHashMap<>();
    private volatile @Nullable ClusterChannel channel;

    ClusterNamespace(String name, Members members, RequestIds ids, Timers timers, Executor handlers) {
        this.name = name;
        this.members = members;
        this.ids = ids;
        this.timers = timers;
        this.handlers = handlers;
    }

    void join(ClusterAdapter adapter) {
        // What comes before the channel is known cannot be answered: nobody is asked, since nothing has been counted as
        // open.
        CompletableFuture<ClusterChannel> opened = new CompletableFuture<>();
        ClusterListener listener = new ClusterListener() {
            @Override
            public void received(String node, ClusterMessage message, Optional<String> offset) {
                var unused = opened.thenAccept(open -> ClusterNamespace.this.received(open, node, message, offset));
            }

            @Override
            public void left(String node) {
                questions.values().forEach(question -> question.left(node));
            }
        };
        ClusterChannel open = adapter.open(name, listener);
        channel = open;
        opened.complete(open);
    }

    void leave() {
        var unused = channel().close();
    }

    String name() {
        return name;
    }

    private ClusterChannel channel() {
        return Objects.requireNonNull(channel, "not joined");
    }

    // To other nodes

    /** Tells all other nodes something; completes as {@link ClusterChannel#publish} does. */
    public CompletionStage<Optional<String>> publish(ClusterMessage message) {
        return channel().publish(message);
    }

    /** A room has its first socket on this node. */
    public void roomOpened(String room) {
        channel().roomOpened(room);
    }

    /** A room has no socket on this node any more. */
    public void roomClosed(String room) {
        channel().roomClosed(room);
    }

    /**
     * Asks all other nodes.
     *
     * @param request makes the question, given what it is marked with and who is asked
     * @param longest how long answers are waited for
     * @return completes on any thread, never exceptionally
     */
    public CompletionStage<Answers> ask(BiFunction<String, OtherNodes, Request> request, Duration longest) {
        CompletableFuture<Answers> answers = new CompletableFuture<>();
        Census census = new Census(result -> answers.complete(new Answers(result.responses(), result.missing())));
        String id = put(census, answers);
        Timers.Timeout timeout = timers.schedule(longest, census::end);
        var unused = answers.thenRun(timeout::cancel);
        channel().otherNodes().whenComplete((nodes, failure) -> {
            if (failure != null) {
                census.end();
                return;
            }
            census.counted(nodes);
            if (nodes.count() > 0) {
                channel().publish(request.apply(id, nodes)).whenComplete((offset, lost) -> {
                    if (lost != null) {
                        census.end();
                    }
                });
            }
        });
        return answers;
    }

    /**
     * Asks clients of other nodes, until all have answered or the time is over.
     *
     * @param request makes the question, given what it is marked with
     * @param answers told of each; has been told of one to expect already
     * @param over completes when nobody waits any longer
     */
    public void askClients(Function<String, Request> request, ClientAnswers answers, CompletionStage<?> over) {
        Poll poll = new Poll(answers);
        String id = put(poll, over);
        // Must not wait for the count, or what is sent next overtakes the question. Where the count is made at once, it
        // must be made first: who opens the channel in between is not asked.
        CompletionStage<OtherNodes> counted = channel().otherNodes();
        channel().publish(request.apply(id));
        // Where nobody knows how many there are, the one to expect stays, until the time is over.
        var unused = counted.thenAccept(poll::counted);
    }

    /** Before anybody is counted: from then on it is told who leaves. */
    private String put(Question question, CompletionStage<?> over) {
        String id = ids.next();
        questions.put(id, question);
        var unused = over.whenComplete((value, failure) -> questions.remove(id));
        return id;
    }

    // From other nodes

    private void received(ClusterChannel from, String node, ClusterMessage message, Optional<String> offset) {
        if (message instanceof Response response) {
            Question question = questions.get(response.requestId());
            if (question != null) {
                question.answered(node, response);
            }
        } else if (message instanceof ClusterMessage.Broadcast broadcast) {
            members.deliver(broadcast.to(), broadcast.event(), broadcast.dispensable(), offset);
        } else if (message instanceof ClusterMessage.SocketsJoin join) {
            members.join(join.sockets(), join.rooms());
        } else if (message instanceof ClusterMessage.SocketsLeave leave) {
            members.leave(leave.sockets(), leave.rooms());
        } else if (message instanceof ClusterMessage.DisconnectSockets disconnect) {
            members.disconnect(disconnect.sockets(), disconnect.close());
        } else if (message instanceof Request request) {
            asked(from, node, request);
        }
    }

    private void asked(ClusterChannel by, String node, Request request) {
        if (request instanceof ClusterMessage.BroadcastRequest broadcast) {
            String id = broadcast.requestId();
            // The number must be the first that is heard of it: answers are counted down from there.
            members.ask(
                    broadcast.to(),
                    broadcast.event(),
                    broadcast.dispensable(),
                    broadcast.timeout(),
                    asked -> by.respond(node, new ClusterMessage.ClientCount(id, asked)),
                    answer -> by.respond(node, new ClusterMessage.ClientAnswer(id, answer)));
        } else if (request instanceof ClusterMessage.FetchSockets fetch) {
            onHandler(() -> by.respond(
                    node, new ClusterMessage.SocketsFound(fetch.requestId(), members.describe(fetch.sockets()))));
        } else if (request instanceof ClusterMessage.CountSockets count) {
            by.respond(node, new ClusterMessage.SocketsCounted(count.requestId(), members.count(count.sockets())));
        } else if (request instanceof ClusterMessage.CountRooms count) {
            by.respond(node, new ClusterMessage.RoomsCounted(count.requestId(), members.rooms()));
        } else if (request instanceof ClusterMessage.ServerSideEmit emit) {
            onHandler(() -> members.serverSideEvent(
                    emit.event(),
                    emit.requestId()
                            .map(id -> answer -> by.respond(node, new ClusterMessage.ServerAnswer(id, answer)))));
        }
    }

    private void onHandler(Runnable task) {
        try {
            handlers.execute(task);
        } catch (RejectedExecutionException stopping) {
            // Who asks finds that this node did not answer.
        }
    }
}
