// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.SocketData;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The live data of a socket of this node. */
final class AttachedData implements SocketData {
    private final ConcurrentMap<String, Object> values = new ConcurrentHashMap<>(4);

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(name)));
    }

    @Override
    public void put(String name, Object value) {
        values.put(name, value);
    }

    @Override
    public void remove(String name) {
        values.remove(name);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.copyOf(values);
    }
}
