// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.Handshake;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The handshake of a socket of another node, which need not be one of ours: what is not there is empty. */
record RemoteHandshake(JsonObject json) implements Handshake {
    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object("headers").forEach((name, value) -> headers.put(name, texts(value)));
        return headers;
    }

    @Override
    public Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        object("query").forEach((name, value) -> {
            List<String> texts = texts(value);
            if (!texts.isEmpty()) {
                query.put(name, texts.get(texts.size() - 1));
            }
        });
        return query;
    }

    /** Node.js has a header or parameter that comes several times as an array. */
    private static List<String> texts(JsonValue value) {
        return value instanceof JsonArray several
                ? several.stream().map(RemoteHandshake::text).toList()
                : List.of(text(value));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    @Override
    public JsonObject auth() {
        return object("auth");
    }

    private JsonObject object(String name) {
        return json.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public Instant issued() {
        return json.get("issued") instanceof JsonNumber millis
                ? Instant.ofEpochMilli(millis.longValue())
                : Instant.EPOCH;
    }

    @Override
    public String address() {
        return string("address");
    }

    @Override
    public boolean secure() {
        return json.get("secure") == JsonValue.TRUE;
    }

    @Override
    public boolean crossDomain() {
        return json.get("xdomain") == JsonValue.TRUE;
    }

    @Override
    public String url() {
        return string("url");
    }

    private String string(String name) {
        return json.get(name) instanceof JsonString string ? string.getString() : "";
    }

    /** Nodes do not tell each other who a client is. */
    @Override
    public Optional<Principal> principal() {
        return Optional.empty();
    }
}
