// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonScannerTest {

    private static final int ROUNDS = 60_000;
    private static final int ATTACHMENTS = 2;
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    @Test
    void theValuesOfAContainerAreVisitedInOrder() {
        String json = " [ 1 , {\"a\":[2, 3]},\"]\" , [] ]";
        JsonScanner scanner = new JsonScanner(json, 1, 64);
        List<String> values = new ArrayList<>();
        for (boolean more = scanner.enter(); more; more = scanner.advance(0)) {
            int start = scanner.position();
            scanner.value();
            values.add(json.substring(start, scanner.position()));
        }
        assertThat(values).containsExactly("1", "{\"a\":[2, 3]}", "\"]\"", "[]");
        assertThat(scanner.position()).isEqualTo(json.length());
    }

    @Test
    void everyTextIsValidThatAnotherParserTakesAndNoOther() {
        int valid = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomJson source = new RandomJson(new Random(seed));
            String json = source.value(4, true);
            if (seed % 4 != 0) {
                json = source.damaged(json);
            }
            boolean accepted = isAcceptedByAnotherParser(json);
            assertThat(isAccepted(json)).as("seed %d: %s", seed, json).isEqualTo(accepted);
            valid += accepted ? 1 : 0;
        }
        assertThat(valid).isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 4);
    }

    @Test
    void placeholdersAreFoundThatAnotherParserFinds() {
        int legal = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            String json = new RandomJson(new Random(seed)).value(5, true);
            boolean expected;
            try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
                expected = isLegal(parser, parser.next());
            }
            assertThat(hasLegalPlaceholders(json)).as("seed %d: %s", seed, json).isEqualTo(expected);
            legal += expected ? 1 : 0;
        }
        assertThat(legal).isBetween(1, ROUNDS - 1);
    }

    private static boolean isAccepted(String json) {
        try {
            JsonScanner scanner = new JsonScanner(json, 0, 64);
            scanner.skipWhitespace();
            scanner.value();
            scanner.end();
            return true;
        } catch (MalformedPacketException e) {
            assertThat(e.flaw()).isEqualTo(Flaw.MALFORMED_JSON);
            assertThat(e.offset()).isBetween(0, json.length());
            return false;
        }
    }

    private static boolean isAcceptedByAnotherParser(String json) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            parser.next();
            while (parser.hasNext()) {
                parser.next();
            }
            return true;
        } catch (JsonException | NoSuchElementException e) {
            return false;
        }
    }

    private static boolean hasLegalPlaceholders(String json) {
        try {
            new JsonScanner(json, 0, 64, new PlaceholderCheck(ATTACHMENTS)).value();
            return true;
        } catch (MalformedPacketException e) {
            assertThat(e.flaw()).isEqualTo(Flaw.ILLEGAL_PLACEHOLDER);
            return false;
        }
    }

    private static boolean isLegal(JsonParser parser, Event event) {
        boolean legal = true;
        if (event == Event.START_ARRAY) {
            for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
                legal &= isLegal(parser, next);
            }
        } else if (event == Event.START_OBJECT) {
            boolean marked = false;
            boolean attached = false;
            for (Event next = parser.next(); next != Event.END_OBJECT; next = parser.next()) {
                String key = parser.getString();
                Event value = parser.next();
                if (key.equals("_placeholder")) {
                    marked = value == Event.VALUE_TRUE;
                } else if (key.equals("num")) {
                    attached = value == Event.VALUE_NUMBER && List.of("0", "1").contains(parser.getString());
                }
                legal &= isLegal(parser, value);
            }
            legal &= attached || !marked;
        }
        return legal;
    }
}
