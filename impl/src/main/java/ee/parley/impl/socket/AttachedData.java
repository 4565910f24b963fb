// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.SocketData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The live data of a socket of this node. */
final class AttachedData implements SocketData {
    /** Replaced as a whole: mostly there is none, seldom much. */
    private final AtomicReference<Map<String, Object>> values = new AtomicReference<>(Map.of());

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get().get(name)));
    }

    @Override
    public void put(String name, Object value) {
        values.updateAndGet(before -> {
            Map<String, Object> after = new HashMap<>(before);
            after.put(name, value);
            return Map.copyOf(after);
        });
    }

    @Override
    public void remove(String name) {
        values.updateAndGet(before -> {
            Map<String, Object> after = new HashMap<>(before);
            after.remove(name);
            return Map.copyOf(after);
        });
    }

    @Override
    public Map<String, Object> toMap() {
        return values.get();
    }
}
