// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.PartialResultException;
import ee.parley.RemoteSocket;
import ee.parley.impl.cluster.ClientAnswers;
import ee.parley.impl.cluster.ClusterNamespace;
import ee.parley.impl.payload.Arguments;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Some sockets of other nodes.
 *
 * @param namespace their namespace, on this node
 * @param cluster the same, to the others
 * @param who which sockets
 * @param how how they are sent to, and waited for
 */
record Others(LocalNamespace namespace, ClusterNamespace cluster, Selection who, Delivery how) {
    /** An event for them. Lost when the cluster cannot be reached, which its adapter counts and logs. */
    Publication event(String event, Arguments written) {
        return () -> cluster.publish(
                new ClusterMessage.Broadcast(who, namespace.data(event, written), how.dispensable(), how.compress()));
    }

    /** Asks them, until {@code over}. */
    void ask(String event, Arguments written, ClientAnswers answers, CompletionStage<?> over) {
        cluster.askClients(
                id -> new ClusterMessage.BroadcastRequest(
                        id, who, namespace.data(event, written), how.dispensable(), how.compress(), how.timeout()),
                answers,
                over);
    }

    /** Completes when they have been told; fails when that is not known. */
    CompletionStage<Void> tell(ClusterMessage order) {
        Answer<Void> told = new Answer<>(namespace.handlers());
        cluster.publish(order)
                .whenComplete((offset, failure) -> namespace.handOver(() -> {
                    if (failure == null) {
                        told.complete(null);
                    } else {
                        told.completeExceptionally(new IllegalStateException(
                                "PARLEY4080 Other nodes of the cluster could not be told, this one's sockets were",
                                FailedEvent.unwrap(failure)));
                    }
                }));
        return told;
    }

    CompletionStage<List<RemoteSocket>> fetchSockets(List<RemoteSocket> here) {
        return gather(
                cluster.ask((id, nodes) -> new ClusterMessage.FetchSockets(id, who), how.timeout()), responses -> {
                    List<RemoteSocket> found = new ArrayList<>(here);
                    for (Response response : responses) {
                        if (response instanceof ClusterMessage.SocketsFound sockets) {
                            sockets.sockets().forEach(state -> found.add(new RemoteMember(namespace, state, how)));
                        }
                    }
                    return List.copyOf(found);
                });
    }

    /** Nodes that do not know how to count are asked for their sockets. */
    CompletionStage<Integer> countSockets(int here) {
        return gather(
                cluster.ask(
                        (id, nodes) -> nodes.foreign() == 0
                                ? new ClusterMessage.CountSockets(id, who)
                                : new ClusterMessage.FetchSockets(id, who),
                        how.timeout()),
                responses -> here + responses.stream().mapToInt(Others::count).sum());
    }

    private static int count(Response response) {
        if (response instanceof ClusterMessage.SocketsCounted counted) {
            return counted.count();
        }
        return response instanceof ClusterMessage.SocketsFound found
                ? found.sockets().size()
                : 0;
    }

    private <T> CompletionStage<T> gather(
            CompletionStage<ClusterNamespace.Answers> asked, Function<List<Response>, T> result) {
        return gather(namespace, asked, result);
    }

    /** Completes on the application's executor. */
    static <T> CompletionStage<T> gather(
            LocalNamespace namespace,
            CompletionStage<ClusterNamespace.Answers> asked,
            Function<List<Response>, T> result) {
        Answer<T> answer = new Answer<>(namespace.handlers());
        asked.thenAccept(answers -> namespace.handOver(() -> {
            T known = result.apply(answers.responses());
            if (answers.missing() == 0) {
                answer.complete(known);
            } else {
                answer.completeExceptionally(new PartialResultException(known, answers.missing()));
            }
        }));
        return answer;
    }
}
