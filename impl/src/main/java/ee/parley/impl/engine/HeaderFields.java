// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one request, by name in any case. Immutable, and as small as can be: each connection keeps its own for as long
 * as it lives, and hardly anybody ever asks.
 */
final class HeaderFields extends AbstractMap<String, List<String>> {
    /** Name, value, name, value; sorted by name, a name once for each of its values. */
    private final String[] fields;

    HeaderFields(Map<String, List<String>> headers) {
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        List<String> pairs = new ArrayList<>(2 * sorted.size());
        sorted.forEach((name, values) -> values.forEach(value -> {
            pairs.add(name);
            pairs.add(value);
        }));
        this.fields = pairs.toArray(String[]::new);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable List<String> get(@Nullable Object name) {
        if (!(name instanceof String wanted)) {
            return null;
        }
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(wanted)) {
                values.add(fields[i + 1]);
            }
        }
        return values.isEmpty() ? null : List.copyOf(values);
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> entries = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            entries.computeIfAbsent(fields[i], name -> new ArrayList<>(1)).add(fields[i + 1]);
        }
        entries.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(entries).entrySet();
    }
}
