// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.PartialResultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers about several namespaces, made one. */
final class Parts {
    private Parts() {}

    /** Fails as a whole, with all that is known, when one of them fails for missing nodes. */
    static <P, T> CompletionStage<T> join(
            LocalNamespace namespace, List<CompletionStage<P>> stages, Function<List<P>, T> whole) {
        List<CompletableFuture<P>> parts =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        Answer<T> answer = new Answer<>(namespace.handlers());
        var unused = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> namespace.handOver(() -> {
                    List<P> known = new ArrayList<>();
                    int missing = 0;
                    for (CompletableFuture<P> part : parts) {
                        try {
                            known.add(part.join());
                        } catch (RuntimeException e) {
                            if (!(FailedEvent.unwrap(e) instanceof PartialResultException partial)) {
                                answer.completeExceptionally(FailedEvent.unwrap(e));
                                return;
                            }
                            known.add(partial.result());
                            missing = Math.max(missing, partial.missingNodes());
                        }
                    }
                    if (missing == 0) {
                        answer.complete(whole.apply(known));
                    } else {
                        answer.completeExceptionally(new PartialResultException(whole.apply(known), missing));
                    }
                }));
        return answer;
    }
}
