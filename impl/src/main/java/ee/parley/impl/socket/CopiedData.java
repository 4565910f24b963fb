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

/** The data of a socket of another node, as it came: JSON that is bound by whoever asks. Changes stay here. */
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
        return Optional.ofNullable(values.get(name)).map(value -> bound(value, type));
    }

    private <T> T bound(Object value, Class<T> type) {
        if (!(value instanceof JsonValue json) || (type != Object.class && type.isInstance(value))) {
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
