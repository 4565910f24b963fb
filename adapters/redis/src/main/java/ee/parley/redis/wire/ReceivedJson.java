// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.MalformedMessageException;
import ee.parley.spi.PacketData;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A value of a JSON text. */
record ReceivedJson(JsonValue value) implements Received {
    @Override
    public Map<String, Received> members() {
        Map<String, Received> members = new HashMap<>();
        object().forEach((name, member) -> members.put(name, new ReceivedJson(member)));
        return members;
    }

    @Override
    public List<Received> elements() {
        if (!(value instanceof JsonArray array)) {
            throw new MalformedMessageException("no array");
        }
        List<Received> elements = new ArrayList<>(array.size());
        array.forEach(element -> elements.add(new ReceivedJson(element)));
        return elements;
    }

    @Override
    public String text() {
        if (!(value instanceof JsonString text)) {
            throw new MalformedMessageException("no text");
        }
        return text.getString();
    }

    @Override
    public String name() {
        return value instanceof JsonNumber number ? number.toString() : text();
    }

    @Override
    public long number() {
        if (!(value instanceof JsonNumber number)) {
            throw new MalformedMessageException("no number");
        }
        // Not longValue(): it would write out every digit of 1e999999999.
        return (long) number.doubleValue();
    }

    @Override
    public boolean isNull() {
        return value.getValueType() == JsonValue.ValueType.NULL;
    }

    @Override
    public boolean isTrue() {
        return value.getValueType() == JsonValue.ValueType.TRUE;
    }

    @Override
    public boolean isFalse() {
        return value.getValueType() == JsonValue.ValueType.FALSE;
    }

    @Override
    public PacketData data() {
        return new PacketData(value.toString());
    }

    @Override
    public JsonObject object() {
        if (!(value instanceof JsonObject object)) {
            throw new MalformedMessageException("no map");
        }
        return object;
    }
}
