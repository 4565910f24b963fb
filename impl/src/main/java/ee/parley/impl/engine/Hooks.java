// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import ee.parley.EngineHooks;
import ee.parley.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whoever hears of requests, in the order of the adding. Thread-safe; the same hooks may be in it several times. */
public final class Hooks {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Adds hooks, which are called from the next request on. */
    public Registration add(EngineHooks hooks) {
        Entry entry = new Entry(hooks);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns those that are there now. */
    public List<EngineHooks> all() {
        return entries.stream().map(entry -> entry.hooks).toList();
    }

    /** Not a record: two entries of the same hooks are two. */
    private static final class Entry {
        private final EngineHooks hooks;

        Entry(EngineHooks hooks) {
            this.hooks = hooks;
        }
    }
}
