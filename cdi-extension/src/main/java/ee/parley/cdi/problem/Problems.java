// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.problem;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The mistakes found in one deployment, sorted by place. Confined to the thread that deploys. */
public final class Problems {
    private final SortedMap<String, SortedSet<String>> byPlace = new TreeMap<>();

    public void add(Rule rule, String where, Object... details) {
        byPlace.computeIfAbsent(where, place -> new TreeSet<>()).add(rule.message(where, details));
    }

    public boolean isEmpty() {
        return byPlace.isEmpty();
    }

    /** All of them in one text, one line each. */
    public String report() {
        StringBuilder report = new StringBuilder("Parley cannot deploy this application:");
        byPlace.values()
                .forEach(messages -> messages.forEach(message ->
                        report.append(System.lineSeparator()).append("  ").append(message)));
        return report.toString();
    }
}
