// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What happened to whom, by marker, and what waits to be released, by key. */
@ApplicationScoped
public class Stage {
    private final ConcurrentMap<String, Log> logs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Void>> latches = new ConcurrentHashMap<>();

    /** Notes what happened; without a marker nobody is interested. */
    void record(String marker, String what) {
        if (!marker.isEmpty()) {
            log(marker).add(what);
        }
    }

    List<String> seen(String marker) {
        return log(marker).entries();
    }

    CompletionStage<List<String>> atLeast(String marker, int count) {
        return log(marker).atLeast(count);
    }

    /** What {@code release} completes, and {@code refuse} fails. */
    CompletableFuture<Void> latch(String key) {
        return latches.computeIfAbsent(key, name -> new CompletableFuture<>());
    }

    private Log log(String marker) {
        return logs.computeIfAbsent(marker, name -> new Log());
    }

    private record Watcher(int count, CompletableFuture<List<String>> reached) {}

    private static final class Log {
        private final List<String> entries = new ArrayList<>();
        private final List<Watcher> watchers = new ArrayList<>();

        void add(String entry) {
            List<Watcher> reached = new ArrayList<>();
            List<String> now;
            synchronized (this) {
                entries.add(entry);
                now = List.copyOf(entries);
                watchers.removeIf(watcher -> watcher.count() <= now.size() && reached.add(watcher));
            }
            reached.forEach(watcher -> watcher.reached().complete(now));
        }

        synchronized List<String> entries() {
            return List.copyOf(entries);
        }

        synchronized CompletionStage<List<String>> atLeast(int count) {
            if (entries.size() >= count) {
                return CompletableFuture.completedFuture(List.copyOf(entries));
            }
            Watcher watcher = new Watcher(count, new CompletableFuture<>());
            watchers.add(watcher);
            return watcher.reached();
        }
    }
}
