// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.SocketData;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.payload.Payloads;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The data of a socket of another node, or of an earlier one, as it came: JSON that is bound by the first who asks. */
final class CopiedData implements SocketData {
    private final Payloads payloads;
    private final ConcurrentMap<String, Object> values = new ConcurrentHashMap<>(4);

    CopiedData(JsonObject json, Payloads payloads) {
        this.payloads = payloads;
        json.forEach((name, value) -> {
            if (value != JsonValue.NULL) {
                values.put(name, value);
            }
        });
    }

    @Override
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            T bound = bound(value, type);
            if (type != Object.class) {
                // From here on it is the same for all, as everything that is attached.
                values.replace(name, value, bound);
            }
            return bound;
        });
    }

    private <T> T bound(Object value, Class<T> type) {
        if (!(value instanceof JsonValue json) || JsonValue.class.isAssignableFrom(type)) {
            return type.cast(value);
        }
        try {
            return payloads.<T>read(json.toString(), type, List.of());
        } catch (PayloadException misfit) {
            throw (ClassCastException) new ClassCastException(misfit.getMessage()).initCause(misfit);
        }
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
        Map<String, Object> copy = new HashMap<>();
        values.forEach(
                (name, value) -> copy.put(name, value instanceof JsonValue ? bound(value, Object.class) : value));
        return copy;
    }
}
