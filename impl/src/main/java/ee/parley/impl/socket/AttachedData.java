// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.SocketData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The live data of a socket of this node. */
final class AttachedData implements SocketData {
    /** Replaced as a whole: mostly there is none, seldom much. */
    private volatile Map<String, Object> values = Map.of();

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(name)));
    }

    @Override
    public synchronized void put(String name, Object value) {
        Map<String, Object> after = new HashMap<>(values);
        after.put(name, value);
        values = Map.copyOf(after);
    }

    @Override
    public synchronized void remove(String name) {
        Map<String, Object> after = new HashMap<>(values);
        after.remove(name);
        values = Map.copyOf(after);
    }

    @Override
    public Map<String, Object> toMap() {
        return values;
    }
}
