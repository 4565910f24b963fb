// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;

/** JSON, in few letters. */
final class Values {
    private Values() {}

    static JsonValue of(String text) {
        return Json.createValue(text);
    }

    static JsonValue of(int number) {
        return Json.createValue(number);
    }

    static JsonValue of(boolean value) {
        return value ? JsonValue.TRUE : JsonValue.FALSE;
    }

    static JsonArray array(String... texts) {
        return Json.createArrayBuilder(List.of(texts)).build();
    }

    static JsonArray array(Collection<String> texts) {
        return Json.createArrayBuilder(texts).build();
    }

    static JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    /** What a node tells of the answers it got. */
    static JsonObject answers(Collection<String> answers, boolean timedOut) {
        return answers(array(answers), timedOut);
    }

    static JsonObject answers(JsonArray answers, boolean timedOut) {
        return Json.createObjectBuilder()
                .add("answers", answers)
                .add("timedOut", timedOut)
                .build();
    }

    /** The same text several times. */
    static JsonArray array(int times, String text) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (int i = 0; i < times; i++) {
            array.add(text);
        }
        return array.build();
    }
}
